//! Undo: the inverse of audit entries, as a new operation that is itself audited.
//!
//! A created record goes to the bin, a deleted one comes back, changed fields get their old values. What was changed
//! again since is left alone and reported.

use rapport_kernel::{Error, ErrorCode, OperationId, RecordId, RequestContext, Result};
use rapport_schema::{EntityDef, InputContext, Record, Value};
use rapport_store::{AuditEntry, AuditKind, AuditQuery, Deleted, SystemChange};
use serde::Serialize;
use uuid::Uuid;

use crate::audit::leaf;
use crate::difference::wire;
use crate::scope::{Right, administrators_only};
use crate::{Engine, Work};

/// What could not be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UndoConflict {
    /// The entity.
    pub entity: String,
    /// The record.
    pub record: RecordId,
    /// The field, when it is about one.
    pub field: Option<String>,
    /// Why.
    pub message: String,
}

/// What an undo did.
#[derive(Clone, Debug, Serialize)]
pub struct UndoAnswer {
    /// How many records were changed back.
    pub undone: usize,
    /// What was left alone.
    pub conflicts: Vec<UndoConflict>,
    /// The undo itself, which can be undone.
    pub operation: OperationId,
}

impl Engine {
    /// Takes back everything an operation changed.
    ///
    /// # Errors
    /// `not_found` when there is no such operation for the caller; `not_undoable` when nothing is left to take back.
    pub async fn undo_operation(
        &self,
        ctx: &RequestContext,
        operation: OperationId,
    ) -> Result<UndoAnswer> {
        let entries = self
            .tenant(ctx.tenant)
            .audit(&AuditQuery::of_operation(operation))
            .await?;
        self.undo(ctx, entries, SystemChange::MarkUndone { operation })
            .await
    }

    /// Takes back one entry of the audit trail.
    ///
    /// # Errors
    /// As for [`Engine::undo_operation`].
    pub async fn undo_entry(&self, ctx: &RequestContext, entry: Uuid) -> Result<UndoAnswer> {
        let entries = self
            .tenant(ctx.tenant)
            .audit(&AuditQuery::by_id(entry))
            .await?;
        self.undo(ctx, entries, SystemChange::MarkEntryUndone { entry })
            .await
    }

    async fn undo(
        &self,
        ctx: &RequestContext,
        entries: Vec<AuditEntry>,
        mark: SystemChange,
    ) -> Result<UndoAnswer> {
        if entries.is_empty() {
            return Err(Error::not_found("operation"));
        }
        if entries.iter().any(|entry| entry.actor != ctx.actor.user) {
            administrators_only(ctx, "undo what somebody else did")?;
        }
        let mut work = self.work(ctx).await?;
        work.named("undo");
        work.take_states_as_given();
        let mut conflicts = Vec::new();
        // Newest first: later changes of a record are taken back before earlier ones.
        for entry in entries.iter().filter(|entry| !entry.undone) {
            let before = work.len();
            match invert(&mut work, entry, &mut conflicts).await {
                Ok(()) => {}
                Err(error) if work.len() == before => conflicts.push(UndoConflict {
                    entity: entry.entity.clone(),
                    record: entry.record,
                    field: None,
                    message: error.message,
                }),
                Err(error) => return Err(error),
            }
        }
        if work.is_empty() {
            let reason = conflicts
                .first()
                .map_or("it was undone before", |conflict| conflict.message.as_str());
            return Err(Error::new(
                ErrorCode::NOT_UNDOABLE,
                format!("nothing to undo: {reason}"),
            ));
        }
        work.with_system(mark);
        let committed = work.commit().await?;
        Ok(UndoAnswer {
            undone: committed.applied.len(),
            conflicts,
            operation: committed.operation,
        })
    }
}

async fn invert(
    work: &mut Work,
    entry: &AuditEntry,
    conflicts: &mut Vec<UndoConflict>,
) -> Result<()> {
    match entry.kind {
        AuditKind::Insert => {
            if changed_since(work, entry).await? {
                return Err(Error::new(
                    ErrorCode::CONFLICT,
                    format!("`{}` was changed since", entry.title),
                ));
            }
            work.delete(&entry.entity, entry.record).await
        }
        AuditKind::Delete => {
            let entity = work.entity(&entry.entity)?;
            if work
                .load(&entity, entry.record, Right::Read, Deleted::Only)
                .await
                .is_err()
            {
                return Ok(());
            }
            work.restore(&entry.entity, entry.record).await
        }
        AuditKind::Restore => work.delete(&entry.entity, entry.record).await,
        AuditKind::Update => {
            let entity = work.entity(&entry.entity)?;
            let current = work.get(&entity.name, entry.record).await?;
            let back = way_back(&entity, entry, &current, conflicts);
            if back.is_empty() {
                Ok(())
            } else {
                work.update(&entity.name, entry.record, back).await
            }
        }
    }
}

/// The old values of the fields that still hold what this entry put there.
fn way_back(
    entity: &EntityDef,
    entry: &AuditEntry,
    current: &Record,
    conflicts: &mut Vec<UndoConflict>,
) -> Record {
    let mut back = Record::new();
    for change in &entry.changes {
        let Some(field) = entity.field(&change.field) else {
            continue;
        };
        if wire(field, current) != change.new {
            conflicts.push(UndoConflict {
                entity: entity.name.clone(),
                record: entry.record,
                field: Some(field.name.clone()),
                message: format!("{} was changed again since", field.label),
            });
            continue;
        }
        if change.old.is_null() {
            back.set(field.name.clone(), Value::Null);
            continue;
        }
        let input = leaf(entity, &field.name, &change.old);
        if let Ok(values) = entity.parse_stored(&input, &InputContext::stored()) {
            back.apply(&values);
        }
    }
    back
}

/// Whether anything but the entry's own operation touched the record later.
async fn changed_since(work: &Work, entry: &AuditEntry) -> Result<bool> {
    let tenant = work.engine().tenant(work.context().tenant);
    let later = tenant
        .audit(&AuditQuery::of_record(&entry.entity, entry.record).limit(50))
        .await?;
    Ok(later
        .iter()
        .any(|other| other.operation != entry.operation && !other.undone && other.action != "undo"))
}
