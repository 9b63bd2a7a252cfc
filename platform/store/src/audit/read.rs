//! Reading entries.

use rapport_kernel::{OperationId, RecordId, TenantId, Timestamp, UserId};
use uuid::Uuid;

use crate::row::RowRef;
use crate::sql::SqlText;

use super::AuditKind;
use super::entry::Entry;
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
    /// Only these kinds; empty means all.
    pub kinds: Vec<AuditKind>,
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
    /// What sort of thing it tells.
    pub kind: AuditKind,
    /// Who really sat there, when somebody acted in the actor's name.
    pub behind: Option<UserId>,
    /// Title and changes were erased.
    pub erased: bool,
    /// What.
    pub changes: Vec<Difference>,
    /// The operation that took it back.
    pub undone_by: Option<OperationId>,
}

impl TenantStore {
    /// Entries, newest first.
    pub async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>> {
        let mut sql = SqlText::new(
            "SELECT id, operation, entity, record_id, title, action, actor, source, at, version, changes, undone_by, \
             kind, behind, salt IS NULL FROM audit WHERE tenant_id = ",
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
        if !query.kinds.is_empty() {
            sql.push(" AND kind IN (");
            for (at, kind) in query.kinds.iter().enumerate() {
                sql.push(if at > 0 { ", " } else { "" })
                    .param(kind.as_str());
            }
            sql.push(")");
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
        kind: kind(row.text(12)?)?,
        behind: row.opt_uuid(13)?.map(UserId),
        erased: row.bool(14)?,
    })
}

fn kind(text: &str) -> Result<AuditKind> {
    text.parse()
        .map_err(|()| StoreError::Unreadable(format!("`{text}` is no kind of audit entry")))
}

/// The columns that an entry's hashes are made of; the table is `a`.
pub(super) const HASHED: &str = "a.tenant_id, a.id, a.operation, a.entity, a.record_id, a.action, a.actor, a.behind, \
     a.source, a.at, a.version, a.kind, a.salt, a.title, a.changes, a.content";

/// How many they are.
pub(super) const HASHED_COLUMNS: usize = 16;

/// An entry as it is hashed.
#[derive(Clone, Debug)]
pub(super) struct Hashed {
    pub(super) tenant: TenantId,
    pub(super) id: uuid::Uuid,
    operation: OperationId,
    entity: String,
    record: Uuid,
    action: String,
    actor: UserId,
    behind: Option<UserId>,
    source: String,
    pub(super) at: Timestamp,
    version: i64,
    pub(super) kind: String,
    pub(super) salt: Option<Vec<u8>>,
    pub(super) title: String,
    pub(super) changes: String,
    pub(super) content: Option<Vec<u8>>,
}

impl Hashed {
    pub(super) fn entry(&self) -> Entry<'_> {
        Entry {
            tenant: self.tenant,
            id: self.id,
            operation: self.operation,
            entity: &self.entity,
            record: self.record,
            action: &self.action,
            actor: self.actor,
            behind: self.behind,
            source: &self.source,
            at: self.at,
            version: self.version,
            kind: &self.kind,
        }
    }
}

/// Reads the columns of [`HASHED`].
pub(super) fn read_hashed(row: &RowRef<'_>) -> Result<Hashed> {
    Ok(Hashed {
        tenant: TenantId(row.uuid(0)?),
        id: row.uuid(1)?,
        operation: OperationId(row.uuid(2)?),
        entity: row.text(3)?.to_owned(),
        record: row.uuid(4)?,
        action: row.text(5)?.to_owned(),
        actor: UserId(row.uuid(6)?),
        behind: row.opt_uuid(7)?.map(UserId),
        source: row.text(8)?.to_owned(),
        at: Timestamp::from_micros(row.int(9)?),
        version: row.int(10)?,
        kind: row.text(11)?.to_owned(),
        salt: row.opt_bytes(12)?.map(<[u8]>::to_vec),
        title: row.text(13)?.to_owned(),
        changes: row.json(14)?.to_owned(),
        content: row.opt_bytes(15)?.map(<[u8]>::to_vec),
    })
}
