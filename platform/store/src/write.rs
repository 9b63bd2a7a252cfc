//! Changes as data: what the engine decided, to be applied in one transaction or not at all.

use std::sync::Arc;

use rapport_kernel::{OperationId, RecordId, Timestamp, UserId};
use rapport_schema::{EntityDef, Record};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{AuditNote, Definition, Hold, ImportRow, Job, RecordShare, RetentionRule};

/// Everything one operation changes. All of it happens or nothing.
#[derive(Clone, Debug)]
pub struct WriteBatch {
    /// The operation all audit entries name.
    pub operation: OperationId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: UserId,
    /// Who really sits there, when somebody acts in the actor's name.
    pub behind: Option<UserId>,
    /// By which road, as [`rapport_kernel::Source`] prints it.
    pub source: String,
    /// 16 random bytes for the audit entries, new for each batch.
    pub salt: [u8; 16],
    /// Changes of records, applied in this order: a link's target before the link.
    pub changes: Vec<Change>,
    /// Changes of what is not a record.
    pub system: Vec<SystemChange>,
    /// The answer to keep for a repeat of the request.
    pub idempotency: Option<StoredAnswer>,
}

/// One change of one record.
#[derive(Clone, Debug)]
pub struct Change {
    /// The entity.
    pub entity: Arc<EntityDef>,
    /// The record.
    pub id: RecordId,
    /// What is done.
    pub kind: ChangeKind,
    /// The audit's word for it: `create`, `update`, `delete`, `restore` or an action's name.
    pub action: String,
    /// The audit's account of it.
    pub differences: Vec<Difference>,
    /// The record's title after the change, for the audit.
    pub title: String,
    /// The record's new search text; none leaves it as it is. A deletion always takes it away.
    pub search: Option<SearchText>,
}

/// What is done to a record.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// A new record: all fields but those the store sets itself.
    Insert(Record),
    /// Some fields get new values. An empty value empties the field.
    Update {
        /// The version it must have.
        expected: i64,
        /// The fields.
        set: Record,
    },
    /// Into the bin.
    Delete {
        /// The version it must have.
        expected: i64,
    },
    /// Out of the bin.
    Restore {
        /// The version it must have.
        expected: i64,
    },
    /// Nothing changes, but the record must still have that version. Writes no audit entry.
    Guard {
        /// The version it must have.
        expected: i64,
    },
}

/// One field's change in wire form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The field's name.
    pub field: String,
    /// What it was.
    pub old: serde_json::Value,
    /// What it is.
    pub new: serde_json::Value,
}

/// What search looks into, folded already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchText {
    /// Hits in it come first.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// What became of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The record.
    pub id: RecordId,
    /// Its version now.
    pub version: i64,
    /// Its number.
    pub seq: i64,
    /// Its code, when the entity has one.
    pub code: Option<String>,
}

/// A change of something that is not a record, in the same transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum SystemChange {
    /// Makes or replaces a custom field or object; the store sets its epoch.
    PutDefinition(Definition),
    /// Removes a custom field or object.
    RemoveDefinition {
        /// `field` or `entity`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// Takes the values of a custom field that is gone out of all records, those in the bin too.
    PurgeField {
        /// The entity.
        entity: Arc<EntityDef>,
        /// The field's name without `custom_fields.`.
        key: String,
    },
    /// Takes all records of a custom object that is gone out.
    PurgeRecords {
        /// The object's name.
        entity: String,
    },
    /// Makes or replaces a job.
    PutJob(Job),
    /// Makes or replaces rows of an import.
    PutImportRows(Vec<ImportRow>),
    /// Removes all rows of an import.
    RemoveImportRows {
        /// The import.
        import: Uuid,
    },
    /// Shares a record, or changes how it is shared with the same grantee.
    PutShare(RecordShare),
    /// Takes a record share back.
    RemoveShare {
        /// The share.
        id: Uuid,
    },
    /// Sets a legal hold, or ends it.
    PutHold(Hold),
    /// Makes or replaces a retention rule; what its last run did stays.
    PutRetentionRule(RetentionRule),
    /// Removes a retention rule.
    RemoveRetentionRule {
        /// The rule.
        id: Uuid,
    },
    /// Writes an audit entry about something that is not a change of a record.
    Note(AuditNote),
    /// Marks audit entries as taken back by this batch's operation.
    MarkUndone {
        /// The entries.
        entries: Vec<Uuid>,
    },
}

/// The answer to a request that may be repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// Who and what the key is valid for, such as the user and the path.
    pub scope: String,
    /// The caller's key.
    pub key: String,
    /// A digest of the request, to find another request under the same key.
    pub fingerprint: String,
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
    /// When.
    pub at: Timestamp,
}
