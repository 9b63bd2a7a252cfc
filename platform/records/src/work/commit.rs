//! From the plan to one write batch.

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, Timestamp};
use rapport_schema::{EntityDef, Filter, Record, SearchWeight};
use rapport_store::{Change, ChangeKind, Deleted, Difference, WriteBatch};

use super::order::linked_first;
use super::plan::{self, Planned, Step, search_text};
use super::{Committed, Work, changed};
use crate::Engine;
use crate::difference::differences;
use serde_json::{Value, json};

impl Work {
    /// Commits everything planned in one transaction.
    ///
    /// # Errors
    /// `version_conflict` when a record changed since it was read; `duplicate` and `broken_link` from the database.
    pub async fn commit(mut self) -> Result<Committed> {
        self.react().await?;
        let words = self.new_words();
        if words.is_empty() {
            return self.commit_plan().await;
        }
        let (engine, ctx) = (self.engine.clone(), self.ctx.clone());
        let committed = self.commit_plan().await?;
        engine.list_words(&ctx, words).await;
        Ok(committed)
    }

    /// Commits, and answers one of the records as it was planned in the end: complete but for number, code and version,
    /// which the commit decides.
    pub(crate) async fn commit_one(mut self, id: RecordId) -> Result<(Record, Committed)> {
        self.react().await?;
        let after = self.planned_record(id).cloned().unwrap_or_default();
        Ok((after, self.commit().await?))
    }

    /// Commits what is planned and nothing that follows from it.
    pub(super) async fn commit_plan(self) -> Result<Committed> {
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
        let first = planned.first().map(|one| one.id);
        let read: Vec<Read> = planned
            .iter()
            .filter(|one| one.expected > 0)
            .map(|one| (one.entity.clone(), one.id, one.expected))
            .collect();
        let changes: Vec<Change> = linked_first(planned)
            .into_iter()
            .flat_map(|one| changes_of(one, action.as_deref(), at))
            .collect();
        if changes.is_empty() && system.is_empty() {
            return Ok(Committed {
                operation,
                at,
                applied: Vec::new(),
            });
        }
        let idempotency = ctx
            .idempotency
            .as_ref()
            .map(|key| crate::repeat::answer(&ctx, key, first, &answer));
        let batch = WriteBatch {
            operation,
            at,
            actor: ctx.actor.author(),
            behind: ctx.actor.behind(),
            source: ctx.source.to_string(),
            salt: crate::audit::salt(&ctx),
            changes,
            system,
            idempotency,
        };
        let applied = match engine.tenant(ctx.tenant).commit(batch).await {
            Ok(applied) => applied,
            Err(error) => return Err(outrun(&engine, &ctx, &read, error.into()).await),
        };
        engine.feed().ring();
        Ok(Committed {
            operation,
            at,
            applied,
        })
    }

    fn planned_record(&self, id: RecordId) -> Option<&Record> {
        self.planned
            .iter()
            .find(|planned| planned.id == id)
            .map(|planned| &planned.after)
    }
}

/// A record with the version it was read in.
type Read = (Arc<EntityDef>, RecordId, i64);

/// Two who take the next number at once collide on the number before either record is looked at. When what the plan read is
/// no longer so, the collision is a conflict of versions, and the plan is made anew.
async fn outrun(engine: &Engine, ctx: &RequestContext, read: &[Read], error: Error) -> Error {
    if error.code != ErrorCode::DUPLICATE {
        return error;
    }
    for (entity, id, expected) in read {
        let now = engine
            .tenant(ctx.tenant)
            .load(entity, &[*id], &Filter::everything(), Deleted::Any)
            .await;
        let is_stale = now.is_ok_and(|found| found.first().map(plan::version) != Some(*expected));
        if is_stale {
            let message = format!("{} `{id}` was changed meanwhile", entity.name);
            return Error::new(ErrorCode::VERSION_CONFLICT, message);
        }
    }
    error
}

/// The changes that one planned change is: what comes out of the bin may come out changed.
fn changes_of(planned: Planned, action: Option<&str>, at: Timestamp) -> Vec<Change> {
    let changed_since = planned.step == Step::Restore
        && planned
            .before
            .as_ref()
            .is_some_and(|before| before != &planned.after);
    let then = changed_since.then(|| Planned {
        step: Step::Update,
        expected: planned.expected + 1,
        ..planned.clone()
    });
    let all = [Some(planned), then].into_iter().flatten();
    all.filter_map(|one| change(one, action, at)).collect()
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
    let differences = match step {
        Step::Create => differences(&entity, None, &after),
        Step::Update => differences(&entity, before.as_ref(), &after),
        Step::Delete => vec![binned(Value::Null, json!(at))],
        Step::Restore => {
            let since = crate::difference::leaf_of(&entity, "deleted_at", &after);
            vec![binned(since, Value::Null)]
        }
    };
    let title = entity.title_text(&after);
    let search = match step {
        Step::Delete => None,
        // A change that touches nothing searched leaves the search index alone.
        Step::Update if !touches_search(&entity, &differences) => None,
        _ => search_text(&entity, &after),
    };
    let (kind, name) = match step {
        Step::Create => (ChangeKind::Insert(after), "create"),
        Step::Update if differences.is_empty() => return None,
        Step::Update => {
            let set = changed(before.as_ref(), &after);
            (ChangeKind::Update { expected, set }, "update")
        }
        Step::Delete => (ChangeKind::Delete { expected }, "delete"),
        Step::Restore => (ChangeKind::Restore { expected }, "restore"),
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

/// Whether a change touches what full-text search finds a record by; the title may be the code.
fn touches_search(entity: &EntityDef, differences: &[Difference]) -> bool {
    differences.iter().any(|difference| {
        let name = difference.field.as_str();
        let searched = entity
            .field(name)
            .is_some_and(|field| field.search != SearchWeight::None);
        searched || name == entity.title || name == "code"
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
