//! Entries about what is not a change of a record: sign-ins, exports, permissions and so on.

use rapport_kernel::{OperationId, TenantId, Timestamp, UserId};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::AuditKind;
use super::entry::{self, Entry};
use crate::transact::Step;
use crate::{DatabaseKind, Difference, Result, SystemChange, TenantStore, WriteBatch};

/// Who does something, when and by which road.
#[derive(Clone, Debug)]
pub struct AuditAuthor {
    /// The operation the entries name.
    pub operation: OperationId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: UserId,
    /// Who really sits there, when somebody acts in the actor's name.
    pub behind: Option<UserId>,
    /// By which road, as [`rapport_kernel::Source`] prints it.
    pub source: String,
    /// 16 random bytes, new for each operation.
    pub salt: [u8; 16],
}

/// What is told.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditNote {
    /// What sort of thing.
    pub kind: AuditKind,
    /// What it is about: an entity's name, `user`, `profile`, `role`, ...
    pub entity: String,
    /// Which one of them; nil when it is about all.
    pub record: Uuid,
    /// What it is called.
    pub title: String,
    /// What was done: `create`, `update`, `revoke`, `sign_in`, ...
    pub action: String,
    /// Details, such as the address of a sign-in or the old and new right. Never a secret.
    pub changes: Vec<Difference>,
}

impl AuditNote {
    /// A note about one thing.
    #[must_use]
    pub fn new(kind: AuditKind, entity: &str, record: Uuid, action: &str) -> Self {
        Self {
            kind,
            entity: entity.to_owned(),
            record,
            title: String::new(),
            action: action.to_owned(),
            changes: Vec::new(),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Adds a detail that has no value before.
    #[must_use]
    pub fn with(self, field: &str, value: impl Into<serde_json::Value>) -> Self {
        self.changed(field, serde_json::Value::Null, value)
    }

    /// Adds what something was and is; nothing when it is the same.
    #[must_use]
    pub fn changed(
        mut self,
        field: &str,
        old: impl Into<serde_json::Value>,
        new: impl Into<serde_json::Value>,
    ) -> Self {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.changes.push(Difference {
                field: field.to_owned(),
                old,
                new,
            });
        }
        self
    }
}

/// The step that writes a note; `at` tells the notes of one operation apart.
pub(crate) fn note_step(
    kind: DatabaseKind,
    tenant: TenantId,
    author: &AuditAuthor,
    note: &AuditNote,
    at: usize,
) -> Step {
    let salt = entry::salt(&author.salt, at);
    let id = id(author, note, &salt);
    let entry = Entry {
        tenant,
        id,
        operation: author.operation,
        entity: &note.entity,
        record: note.record,
        action: &note.action,
        actor: author.actor,
        behind: author.behind,
        source: &author.source,
        at: author.at,
        version: 0,
        kind: note.kind.as_str(),
    };
    let changes = serde_json::to_string(&note.changes).unwrap_or_else(|_| "[]".to_owned());
    entry.step(kind, salt, &note.title, changes)
}

/// A UUIDv7 of the author's moment. The salt makes it one that nobody else has.
fn id(author: &AuditAuthor, note: &AuditNote, salt: &[u8]) -> Uuid {
    let digest = Sha256::new_with_prefix(author.operation.0)
        .chain_update(salt)
        .chain_update(note.record)
        .finalize();
    let millis = u64::try_from(author.at.as_micros() / 1000).unwrap_or(0);
    let mut bytes = [0_u8; 10];
    for (to, byte) in bytes.iter_mut().zip(digest) {
        *to = byte;
    }
    Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

impl TenantStore {
    /// Writes notes that belong to no other write.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn note(&self, author: AuditAuthor, notes: Vec<AuditNote>) -> Result<()> {
        let batch = WriteBatch {
            operation: author.operation,
            at: author.at,
            actor: author.actor,
            behind: author.behind,
            source: author.source,
            salt: author.salt,
            changes: Vec::new(),
            system: notes.into_iter().map(SystemChange::Note).collect(),
            idempotency: None,
        };
        self.commit(batch).await.map(drop)
    }
}
