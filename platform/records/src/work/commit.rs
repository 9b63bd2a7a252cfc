//! From the plan to one write batch.

use rapport_kernel::{RecordId, Result, Timestamp};
use rapport_schema::Record;
use rapport_store::{Change, ChangeKind, Difference, WriteBatch};

use super::plan::{Planned, Step, search_text};
use super::{Committed, Work, changed};
use crate::difference::differences;
use serde_json::{Value, json};

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
            answer,
            ..
        } = self;
        let operation = ctx.operation;
        let at = ctx.now();
        let changes: Vec<Change> = planned
            .into_iter()
            .filter_map(|one| change(one, action.as_deref(), at))
            .collect();
        if changes.is_empty() && system.is_empty() {
            return Ok(Committed {
                operation,
                at,
                applied: Vec::new(),
            });
        }
        let first = changes.first().map(|change| change.id);
        let idempotency = ctx
            .idempotency
            .as_ref()
            .map(|key| crate::repeat::answer(&ctx, key, first, &answer));
        let batch = WriteBatch {
            operation,
            at,
            actor: ctx.actor.user,
            source: ctx.source.to_string(),
            changes,
            system,
            idempotency,
        };
        let applied = engine.tenant(ctx.tenant).commit(batch).await?;
        Ok(Committed {
            operation,
            at,
            applied,
        })
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
fn change(planned: Planned, action: Option<&str>, at: Timestamp) -> Option<Change> {
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
            let set = changed(before.as_ref(), &after);
            (differences, ChangeKind::Update { expected, set }, "update")
        }
        Step::Delete => (
            vec![binned(Value::Null, json!(at))],
            ChangeKind::Delete { expected },
            "delete",
        ),
        Step::Restore => {
            let since = crate::difference::leaf_of(&entity, "deleted_at", &after);
            (
                vec![binned(since, Value::Null)],
                ChangeKind::Restore { expected },
                "restore",
            )
        }
    };
    let title = entity.title_text(&after);
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

/// The bin, told as a change of `deleted_at`.
fn binned(old: Value, new: Value) -> Difference {
    Difference {
        field: "deleted_at".to_owned(),
        old,
        new,
    }
}
