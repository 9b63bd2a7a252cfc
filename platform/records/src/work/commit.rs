//! From the plan to one write batch.

use rapport_kernel::{RecordId, Result};
use rapport_schema::Record;
use rapport_store::{Change, ChangeKind, StoredAnswer, WriteBatch};

use super::plan::{Planned, Step, search_text, title};
use super::{Committed, Work};
use crate::difference::differences;

impl Work {
    /// Commits everything planned in one transaction.
    ///
    /// # Errors
    /// `version_conflict` when a record changed since it was read; `duplicate` and `broken_link` from the database.
    pub async fn commit(self) -> Result<Committed> {
        let Self {
            engine,
            ctx,
            planned,
            system,
            action,
            ..
        } = self;
        let operation = ctx.operation;
        let changes: Vec<Change> = planned
            .into_iter()
            .filter_map(|one| change(one, action.as_deref()))
            .collect();
        if changes.is_empty() && system.is_empty() {
            return Ok(Committed {
                operation,
                applied: Vec::new(),
            });
        }
        let idempotency = ctx.idempotency.as_ref().map(|key| StoredAnswer {
            user: ctx.actor.user,
            key: key.key.clone(),
            fingerprint: key.fingerprint.clone(),
            operation,
            record: changes
                .first()
                .map_or(RecordId(operation.0), |change| change.id),
            at: ctx.now(),
        });
        let batch = WriteBatch {
            operation,
            at: ctx.now(),
            actor: ctx.actor.user,
            source: ctx.source.to_string(),
            changes,
            system,
            idempotency,
        };
        let applied = engine.tenant(ctx.tenant).commit(batch).await?;
        Ok(Committed { operation, applied })
    }

    /// The record as planned, for answers: complete but for number, code and version, which commit decides.
    pub(crate) fn planned_record(&self, id: RecordId) -> Option<&Record> {
        self.planned
            .iter()
            .find(|planned| planned.id == id)
            .map(|planned| &planned.after)
    }
}

/// One change of the batch. None when an update changes nothing.
fn change(planned: Planned, action: Option<&str>) -> Option<Change> {
    let Planned {
        entity,
        id,
        step,
        before,
        after,
        expected,
    } = planned;
    let (differences, kind, name) = match step {
        Step::Create => (
            differences(&entity, None, &after),
            ChangeKind::Insert(after.clone()),
            "create",
        ),
        Step::Update => {
            let differences = differences(&entity, before.as_ref(), &after);
            if differences.is_empty() {
                return None;
            }
            let set = only_changed(before.as_ref(), &after);
            (differences, ChangeKind::Update { expected, set }, "update")
        }
        Step::Delete => (Vec::new(), ChangeKind::Delete { expected }, "delete"),
        Step::Restore => (Vec::new(), ChangeKind::Restore { expected }, "restore"),
    };
    let title = title(&entity, &after);
    let search = search_text(&entity, &after);
    // An update whose searched text stayed the same leaves the search index alone.
    let search = match (step, before.as_ref()) {
        (Step::Update, Some(before)) if search_text(&entity, before) == search => None,
        (Step::Delete, _) => None,
        _ => search,
    };
    let action = action.unwrap_or(name).to_owned();
    Some(Change {
        entity,
        id,
        kind,
        action,
        differences,
        title,
        search,
    })
}

fn only_changed(before: Option<&Record>, after: &Record) -> Record {
    let empty = Record::new();
    let before = before.unwrap_or(&empty);
    after
        .iter()
        .filter(|(name, value)| before.get(name) != *value)
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect()
}
