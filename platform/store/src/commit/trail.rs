//! What every change leaves behind: an audit row, an outbox row and the search text.

use rapport_kernel::{RecordId, TenantId};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::audit::{Entry, salt};
use crate::sql::{Param, SqlText, Statement};
use crate::transact::Step;
use crate::{AuditKind, Change, ChangeKind, DatabaseKind, SearchText, WriteBatch};

/// The ids of a change's rows: UUIDv7 of the batch's moment, ascending within the batch.
///
/// They are made from what they describe and need no chance: an operation changes a record to a version only once.
pub(super) fn ids(batch: &WriteBatch, change: &Change, at: usize, version: i64) -> (Uuid, Uuid) {
    let digest = Sha256::new()
        .chain_update(batch.operation.0)
        .chain_update(change.id.0)
        .chain_update(version.to_be_bytes())
        .chain_update(change.action.as_bytes())
        .finalize();
    let millis = u64::try_from(batch.at.as_micros() / 1000).unwrap_or(0);
    let make = |from: usize| {
        let mut bytes = [0_u8; 10];
        // The version and variant bits of a UUID cover the upper bits of bytes 0 and 2.
        let position = u32::try_from(at).unwrap_or(u32::MAX).to_be_bytes();
        let [_, high, middle, low] = position;
        let (head, tail) = bytes.split_at_mut(3);
        head.copy_from_slice(&[
            (high << 2 | middle >> 6) & 0x0f,
            middle << 2 | low >> 6,
            low & 0x3f,
        ]);
        for (to, byte) in tail.iter_mut().zip(digest.iter().skip(from)) {
            *to = *byte;
        }
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    };
    (make(0), make(7))
}

/// The step that writes the audit row; `at` is the change's position in the batch.
pub(super) fn audit(
    kind: DatabaseKind,
    tenant: TenantId,
    batch: &WriteBatch,
    change: &Change,
    (id, at, version): (Uuid, usize, i64),
) -> Step {
    let entry = Entry {
        tenant,
        id,
        operation: batch.operation,
        entity: &change.entity.name,
        record: change.id.0,
        action: &change.action,
        actor: batch.actor,
        behind: batch.behind,
        source: &batch.source,
        at: batch.at,
        version,
        kind: AuditKind::Change.as_str(),
    };
    let changes = serde_json::to_string(&change.differences).unwrap_or_else(|_| "[]".to_owned());
    entry.step(kind, salt(&batch.salt, at), &change.title, changes)
}

/// The event for everybody who wants to know.
pub(super) fn outbox(
    tenant: TenantId,
    batch: &WriteBatch,
    change: &Change,
    id: Uuid,
    version: i64,
) -> Statement {
    let verb = match change.kind {
        ChangeKind::Insert(_) => "created",
        ChangeKind::Update { .. } | ChangeKind::Guard { .. } => "updated",
        ChangeKind::Delete { .. } => "deleted",
        ChangeKind::Restore { .. } => "restored",
    };
    let payload = json!({
        "operation": batch.operation,
        "actor": batch.actor,
        "action": change.action,
        "fields": change.differences.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(),
    });
    let mut sql = SqlText::new(
        "INSERT INTO outbox (tenant_id, id, type, entity, record_id, version, payload, created_at) VALUES (",
    );
    sql.param(tenant).push(", ").param(id);
    sql.push(", ")
        .param(format!("{}.{verb}", change.entity.name));
    sql.push(", ").param(change.entity.name.as_str());
    sql.push(", ").param(change.id);
    sql.push(", ").param(version);
    sql.push(", ").param(Param::Json(payload.to_string()));
    sql.push(", ").param(batch.at).push(")");
    sql.finish()
}

/// Puts or replaces the search text; a text that stayed the same costs nothing.
pub(crate) fn put_search(
    tenant: TenantId,
    entity: &str,
    record: RecordId,
    text: &SearchText,
) -> Statement {
    let mut sql = SqlText::new(
        "INSERT INTO search_docs (tenant_id, entity, record_id, title, body) VALUES (",
    );
    sql.param(tenant).push(", ").param(entity);
    sql.push(", ").param(record);
    sql.push(", ").param(text.title.as_str());
    sql.push(", ").param(text.body.as_str());
    sql.push(
        ") ON CONFLICT (tenant_id, entity, record_id) DO UPDATE SET title = excluded.title, body = excluded.body \
         WHERE search_docs.title <> excluded.title OR search_docs.body <> excluded.body",
    );
    sql.finish()
}

/// Takes the search text away.
pub(super) fn remove_search(tenant: TenantId, change: &Change) -> Statement {
    let mut sql = SqlText::new("DELETE FROM search_docs WHERE tenant_id = ");
    sql.param(tenant)
        .push(" AND entity = ")
        .param(change.entity.name.as_str());
    sql.push(" AND record_id = ").param(change.id);
    sql.finish()
}
