//! Changes of what is not a record.

use rapport_kernel::TenantId;

use crate::definitions::EPOCH;
use crate::sql::{Param, SqlText, Statement};
use crate::transact::Step;
use crate::{Definition, SystemChange, WriteBatch, imports, jobs};

/// The steps of one change.
pub(super) fn steps(tenant: TenantId, batch: &WriteBatch, change: &SystemChange) -> Vec<Step> {
    match change {
        SystemChange::PutDefinition(definition) => vec![
            Step::any(count_epoch(tenant)),
            Step::any(put_definition(tenant, batch, definition)),
        ],
        SystemChange::RemoveDefinition { kind, name } => vec![
            Step::any(count_epoch(tenant)),
            Step::any(remove_definition(tenant, kind, name)),
        ],
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
