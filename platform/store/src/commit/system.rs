//! Changes of what is not a record.

use rapport_kernel::TenantId;

use crate::audit::note_step;
use crate::definitions::EPOCH;
use crate::sql::{Param, SqlText, Statement};
use crate::transact::Step;
use crate::{
    AuditAuthor, DatabaseKind, Definition, SystemChange, WriteBatch, imports, jobs, privacy, shares,
};

/// The steps of one change.
///
/// `at` is the change's position among those of the batch.
pub(super) fn steps(
    kind: DatabaseKind,
    tenant: TenantId,
    batch: &WriteBatch,
    (change, at): (&SystemChange, usize),
) -> Vec<Step> {
    match change {
        SystemChange::Note(note) => {
            // The salts of changes and notes must differ.
            let at = batch.changes.len() + at;
            vec![note_step(kind, tenant, &author(batch), note, at)]
        }
        SystemChange::PutDefinition(definition) => vec![
            Step::any(count_epoch(tenant)),
            Step::any(put_definition(tenant, batch, definition)),
        ],
        SystemChange::RemoveDefinition { kind, name } => vec![
            Step::any(count_epoch(tenant)),
            Step::any(remove_definition(tenant, kind, name)),
        ],
        SystemChange::PurgeField { entity, key } => super::purge::field(kind, tenant, entity, key)
            .into_iter()
            .map(Step::any)
            .collect(),
        SystemChange::PurgeRecords { entity } => super::purge::records(tenant, entity)
            .into_iter()
            .map(Step::any)
            .collect(),
        SystemChange::PutJob(job) => vec![Step::any(jobs::put(tenant, job))],
        SystemChange::PutImportRows(rows) => rows
            .iter()
            .map(|row| Step::any(imports::put(tenant, row)))
            .collect(),
        SystemChange::RemoveImportRows { import } => {
            let mut sql = SqlText::new("DELETE FROM import_rows WHERE tenant_id = ");
            sql.param(tenant).push(" AND import_id = ").param(*import);
            vec![Step::any(sql.finish())]
        }
        SystemChange::PutShare(share) => vec![Step::any(shares::put(tenant, share))],
        SystemChange::RemoveShare { id } => vec![Step::any(shares::remove(tenant, *id))],
        SystemChange::PutHold(hold) => vec![Step::any(privacy::put_hold(tenant, hold))],
        SystemChange::PutRetentionRule(rule) => vec![Step::any(privacy::put_rule(tenant, rule))],
        SystemChange::RemoveRetentionRule { id } => {
            vec![Step::any(privacy::remove_rule(tenant, *id))]
        }
        SystemChange::MarkUndone { entries } => entries
            .iter()
            .map(|entry| {
                let mut sql = SqlText::new("UPDATE audit SET undone_by = ");
                sql.param(batch.operation)
                    .push(" WHERE tenant_id = ")
                    .param(tenant);
                sql.push(" AND id = ")
                    .param(*entry)
                    .push(" AND undone_by IS NULL");
                Step::one(sql.finish())
            })
            .collect(),
    }
}

fn author(batch: &WriteBatch) -> AuditAuthor {
    AuditAuthor {
        operation: batch.operation,
        at: batch.at,
        actor: batch.actor,
        behind: batch.behind,
        source: batch.source.clone(),
        salt: batch.salt,
    }
}

/// The tenant's definitions changed: whoever keeps them in memory reads them again.
fn count_epoch(tenant: TenantId) -> Statement {
    super::numbers::take(tenant, EPOCH, 1)
}

fn put_definition(tenant: TenantId, batch: &WriteBatch, definition: &Definition) -> Statement {
    let mut sql = SqlText::new(
        "INSERT INTO definitions (tenant_id, kind, name, body, updated_at, epoch) VALUES (",
    );
    sql.param(tenant).push(", ").param(definition.kind.as_str());
    sql.push(", ").param(definition.name.as_str());
    sql.push(", ")
        .param(Param::Json(definition.body.to_string()));
    sql.push(", ").param(batch.at);
    sql.push(", (SELECT last FROM sequences WHERE tenant_id = ")
        .param(tenant);
    sql.push(" AND entity = ").param(EPOCH);
    sql.push(
        ")) ON CONFLICT (tenant_id, kind, name) DO UPDATE SET body = excluded.body, \
         updated_at = excluded.updated_at, epoch = excluded.epoch",
    );
    sql.finish()
}

fn remove_definition(tenant: TenantId, kind: &str, name: &str) -> Statement {
    let mut sql = SqlText::new("DELETE FROM definitions WHERE tenant_id = ");
    sql.param(tenant).push(" AND kind = ").param(kind);
    sql.push(" AND name = ").param(name);
    sql.finish()
}
