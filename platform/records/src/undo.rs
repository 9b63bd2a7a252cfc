//! Undo: the inverse of audit entries, as a new operation that is itself audited.
//!
//! A created record goes to the bin, a deleted one comes back, changed fields get their old values. What was changed
//! again since is left alone and reported. Small operations are undone at once, large ones by a job.

use std::future::Future;
use std::pin::Pin;

use rapport_kernel::{Error, ErrorCode, OperationId, RecordId, RequestContext, Result};
use rapport_schema::{EntityDef, InputContext, Record, Value};
use rapport_store::{AuditEntry, AuditKind, AuditQuery, Deleted, SystemChange};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use crate::audit::{EntryKind, kind, leaf, of_operation, of_record};
use crate::difference::wire;
use crate::jobs::{JobHandler, JobRun};
use crate::scope::{Right, administrators_only};
use crate::{Engine, Work};

/// Up to this many changes are taken back in one transaction.
const AT_ONCE: u32 = 500;
/// The kind under which large undos are stored as jobs.
pub(crate) const KIND: &str = "undo";

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
    /// The job that does it, when there is too much to wait for.
    pub job: Option<Uuid>,
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
        let query = of_operation(operation, None, AT_ONCE + 1);
        let entries = self.tenant(ctx.tenant).audit(&query).await?;
        may_undo(ctx, &entries)?;
        if entries.len() > AT_ONCE as usize {
            let job = Some(
                self.start_job(ctx, KIND, json!({ "operation": operation }), 0)
                    .await?,
            );
            let operation = ctx.operation;
            return Ok(UndoAnswer {
                undone: 0,
                conflicts: Vec::new(),
                operation,
                job,
            });
        }
        self.undo(ctx, &entries).await
    }

    /// Takes back one entry of the audit trail.
    ///
    /// # Errors
    /// As for [`Engine::undo_operation`].
    pub async fn undo_entry(&self, ctx: &RequestContext, entry: Uuid) -> Result<UndoAnswer> {
        let query = AuditQuery {
            id: Some(entry),
            limit: 1,
            ..AuditQuery::default()
        };
        let entries = self.tenant(ctx.tenant).audit(&query).await?;
        may_undo(ctx, &entries)?;
        self.undo(ctx, &entries).await
    }

    async fn undo(&self, ctx: &RequestContext, entries: &[AuditEntry]) -> Result<UndoAnswer> {
        let mut conflicts = Vec::new();
        let work = self.plan_undo(ctx, entries, &mut conflicts).await?;
        if work.is_empty() {
            let reason = conflicts
                .first()
                .map_or("it was undone before", |first| first.message.as_str());
            return Err(Error::new(
                ErrorCode::NOT_UNDOABLE,
                format!("nothing to undo: {reason}"),
            ));
        }
        let committed = work.commit().await?;
        let (undone, operation) = (committed.applied.len(), committed.operation);
        Ok(UndoAnswer {
            undone,
            conflicts,
            operation,
            job: None,
        })
    }

    /// Plans the inverse of entries, which come newest first, and marks them as taken back.
    async fn plan_undo(
        &self,
        ctx: &RequestContext,
        entries: &[AuditEntry],
        conflicts: &mut Vec<UndoConflict>,
    ) -> Result<Work> {
        let mut work = self.work(ctx).await?;
        work.named("undo");
        work.take_states_as_given();
        // What became of tags' carriers is undone by their own entries.
        work.leave_carriers();
        let mut taken = Vec::new();
        for entry in entries.iter().filter(|entry| entry.undone_by.is_none()) {
            match invert(&mut work, entry, conflicts).await {
                Ok(()) => taken.push(entry.id),
                Err(error) => conflicts.push(UndoConflict {
                    entity: entry.entity.clone(),
                    record: entry.record,
                    field: None,
                    message: error.message,
                }),
            }
        }
        if !work.is_empty() {
            work.with_system(SystemChange::MarkUndone { entries: taken });
        }
        Ok(work)
    }
}

/// One's own doing may be undone by oneself, anybody's by an administrator.
fn may_undo(ctx: &RequestContext, entries: &[AuditEntry]) -> Result<()> {
    if entries.is_empty() {
        return Err(Error::not_found("operation"));
    }
    if entries.iter().any(|entry| entry.erased) {
        return Err(Error::new(
            ErrorCode::NOT_UNDOABLE,
            "what was changed is erased and cannot come back",
        ));
    }
    if entries.iter().any(|entry| entry.kind != AuditKind::Change) {
        return Err(Error::new(
            ErrorCode::NOT_UNDOABLE,
            "only changes of records can be undone",
        ));
    }
    if entries.iter().any(|entry| entry.actor != ctx.actor.user) {
        administrators_only(ctx, "undo what somebody else did")?;
    }
    Ok(())
}

async fn invert(
    work: &mut Work,
    entry: &AuditEntry,
    conflicts: &mut Vec<UndoConflict>,
) -> Result<()> {
    match kind(entry) {
        EntryKind::Insert => {
            let entity = work.entity(&entry.entity)?;
            let right = Right::Delete;
            work.load(&entity, entry.record, right, Deleted::No).await?;
            if changed_since(work, entry).await? {
                let message = format!("this {} was changed since", entity.name);
                return Err(Error::new(ErrorCode::CONFLICT, message));
            }
            work.delete(&entry.entity, entry.record).await
        }
        EntryKind::Delete => {
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
        EntryKind::Restore => work.delete(&entry.entity, entry.record).await,
        EntryKind::Update => {
            let entity = work.entity(&entry.entity)?;
            let current = work.get(&entity.name, entry.record).await?;
            let seen = work.engine().seen(work.context(), &entity);
            let back = way_back((&entity, &seen), entry, &current, conflicts);
            if back.is_empty() {
                Ok(())
            } else {
                work.update(&entity.name, entry.record, back).await
            }
        }
    }
}

/// The old values of the fields that still hold what this entry put there: of all its fields, also those that `seen` does
/// not have, so that what an action changed together goes back together.
fn way_back(
    (entity, seen): (&EntityDef, &EntityDef),
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
                field: seen.field(&field.name).map(|field| field.name.clone()),
                message: match seen.field(&field.name) {
                    Some(field) => format!("{} was changed again since", field.label),
                    None => "a field that you may not see was changed again since".to_owned(),
                },
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
    let entity = work.entity(&entry.entity)?;
    let later = tenant.audit(&of_record(&entity, entry.record, 50)).await?;
    let counts = |other: &&AuditEntry| other.undone_by.is_none() && other.action != "undo";
    Ok(later
        .iter()
        .filter(counts)
        .any(|other| other.operation != entry.operation))
}

/// Takes back large operations, 500 changes at a time.
pub(crate) struct UndoJob;

impl JobHandler for UndoJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<serde_json::Value>> + Send + 'a>> {
        Box::pin(async move {
            let operation = job
                .state()
                .get("operation")
                .and_then(serde_json::Value::as_str);
            let operation = operation.and_then(|id| id.parse().ok());
            let operation =
                operation.ok_or_else(|| Error::invalid("the stored job cannot be read"))?;
            engine.undo_all(ctx, operation, job).await
        })
    }
}

impl Engine {
    /// Takes back an operation of any size within a job, which remembers how far it came.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub async fn undo_all(
        &self,
        ctx: &RequestContext,
        operation: OperationId,
        job: &mut JobRun,
    ) -> Result<serde_json::Value> {
        let mut state = job.state().clone();
        let after = state.get("after").and_then(serde_json::Value::as_str);
        let mut after = after.and_then(|id| id.parse::<Uuid>().ok());
        let mut undone = state
            .get("undone")
            .and_then(serde_json::Value::as_i64)
            .unwrap_or(0);
        let mut conflicts = Vec::new();
        loop {
            let query = of_operation(operation, after, AT_ONCE);
            let entries = self.tenant(ctx.tenant).audit(&query).await?;
            let Some(last) = entries.last() else { break };
            after = Some(last.id);
            let mut work = self.plan_undo(ctx, &entries, &mut conflicts).await?;
            undone += i64::try_from(work.len()).unwrap_or(0);
            if let Some(state) = state.as_object_mut() {
                state.insert("after".to_owned(), json!(after));
                state.insert("undone".to_owned(), json!(undone));
            }
            work.with_system(job.checkpoint(state.clone(), undone, undone, ctx.now()));
            work.commit().await?;
        }
        conflicts.truncate(1000);
        Ok(json!({ "undone": undone, "conflicts": conflicts }))
    }
}
