//! The audit trail: who changed what. Written by `commit/` with each change, read here.

use rapport_kernel::{OperationId, RecordId, Timestamp, UserId};
use uuid::Uuid;

use crate::row::RowRef;
use crate::sql::SqlText;
use crate::{Difference, Result, StoreError, TenantStore};

/// Which entries are wanted. Newest first.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// One entry.
    pub id: Option<Uuid>,
    /// Of one operation.
    pub operation: Option<OperationId>,
    /// Of one entity.
    pub entity: Option<String>,
    /// Of one record.
    pub record: Option<RecordId>,
    /// By one user.
    pub actor: Option<UserId>,
    /// Of one action.
    pub action: Option<String>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// The id of the last entry of the page before.
    pub after: Option<Uuid>,
    /// The most entries.
    pub limit: u32,
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// The entry; ids grow with time.
    pub id: Uuid,
    /// The operation it belongs to.
    pub operation: OperationId,
    /// The entity's name.
    pub entity: String,
    /// The record.
    pub record: RecordId,
    /// The record's title then.
    pub title: String,
    /// `create`, `update`, `delete`, `restore` or an action's name.
    pub action: String,
    /// Who.
    pub actor: UserId,
    /// By which road.
    pub source: String,
    /// When.
    pub at: Timestamp,
    /// The record's version after the change.
    pub version: i64,
    /// What.
    pub changes: Vec<Difference>,
    /// The operation that took it back.
    pub undone_by: Option<OperationId>,
}

impl TenantStore {
    /// Entries, newest first.
    pub async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>> {
        let mut sql = SqlText::new(
            "SELECT id, operation, entity, record_id, title, action, actor, source, at, version, changes, undone_by \
             FROM audit WHERE tenant_id = ",
        );
        sql.param(self.tenant());
        if let Some(id) = query.id {
            sql.push(" AND id = ").param(id);
        }
        if let Some(operation) = query.operation {
            sql.push(" AND operation = ").param(operation);
        }
        if let Some(entity) = &query.entity {
            sql.push(" AND entity = ").param(entity.as_str());
        }
        if let Some(record) = query.record {
            sql.push(" AND record_id = ").param(record);
        }
        if let Some(actor) = query.actor {
            sql.push(" AND actor = ").param(actor);
        }
        if let Some(action) = &query.action {
            sql.push(" AND action = ").param(action.as_str());
        }
        if let Some(from) = query.from {
            sql.push(" AND at >= ").param(from);
        }
        if let Some(to) = query.to {
            sql.push(" AND at < ").param(to);
        }
        if let Some(after) = query.after {
            sql.push(" AND id < ").param(after);
        }
        sql.push(" ORDER BY id DESC LIMIT ").param(query.limit);
        self.store().read_all(sql.finish(), read).await
    }
}

fn read(row: &RowRef<'_>) -> Result<AuditEntry> {
    Ok(AuditEntry {
        id: row.uuid(0)?,
        operation: OperationId(row.uuid(1)?),
        entity: row.text(2)?.to_owned(),
        record: RecordId(row.uuid(3)?),
        title: row.text(4)?.to_owned(),
        action: row.text(5)?.to_owned(),
        actor: UserId(row.uuid(6)?),
        source: row.text(7)?.to_owned(),
        at: Timestamp::from_micros(row.int(8)?),
        version: row.int(9)?,
        changes: serde_json::from_str(row.json(10)?)
            .map_err(|error| StoreError::Unreadable(error.to_string()))?,
        undone_by: row.opt_uuid(11)?.map(OperationId),
    })
}
