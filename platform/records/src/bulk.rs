//! The same change to many records: at once up to 500, as a job above.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, OperationId, RecordId, RequestContext, Result};
use rapport_schema::{EntityDef, RawFilter, parse_fields};
use rapport_store::{CountMode, Deleted};
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::action::right_of;
use crate::jobs::{JobHandler, JobRun};
use crate::list::combined_filter;
use crate::module::ActionInput;
use crate::scope::{Right, require_right};
use crate::{Engine, Work};

/// Up to this many records are changed in one transaction while the caller waits.
const AT_ONCE: usize = 500;
/// The kind under which bulk jobs are stored.
pub(crate) const KIND: &str = "bulk";

/// Which records.
#[derive(Clone, Debug)]
pub enum Selection {
    /// These.
    Ids(Vec<RecordId>),
    /// All that match.
    Matching {
        /// Conditions.
        filter: Option<RawFilter>,
        /// Words that must all occur.
        search: Option<String>,
    },
}

/// What to do with them.
#[derive(Clone, Debug)]
pub struct BulkRequest {
    /// `update`, `delete`, `restore` or the name of an action.
    pub action: String,
    /// Which records.
    pub selection: Selection,
    /// The new values, for `update`; the input, for an action.
    pub input: Map<String, Value>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum BulkAnswer {
    /// It is done.
    Done {
        /// `{matched, changed, failed: [{id, code, message}]}`.
        summary: Value,
        /// The operation, for undo.
        operation: OperationId,
    },
    /// It is being done.
    Job(Uuid),
}

/// One record that could not be changed.
#[derive(Clone, Debug, Serialize)]
struct Failure {
    id: RecordId,
    code: &'static str,
    message: String,
}

impl Engine {
    /// Changes many records. What fails is reported per record; the others are changed.
    ///
    /// # Errors
    /// What is wrong with the request itself: the action, the conditions, the values.
    pub async fn bulk(
        &self,
        ctx: &RequestContext,
        entity: &str,
        request: &BulkRequest,
    ) -> Result<BulkAnswer> {
        let entity = self.whole(ctx, entity).await?;
        require_right(ctx, &entity, Right::Bulk)?;
        let seen = self.seen(ctx, &entity);
        let deleted = check(ctx, &seen, request)?;
        let scope = self.scope(ctx, &entity, Right::Read)?;
        let ids = match &request.selection {
            Selection::Ids(ids) => ids.clone(),
            Selection::Matching { filter, search } => {
                let filter = combined_filter(ctx, &scope, filter.as_ref())?;
                let (words, filter) = scope.search(search.as_deref(), filter);
                let tenant = self.tenant(ctx.tenant);
                let total = tenant
                    .count(&entity, &filter, words, deleted, CountMode::Exact)
                    .await?;
                let mut ids = Vec::with_capacity(usize::try_from(total.count).unwrap_or(0));
                loop {
                    let after = ids.last().copied();
                    let page = tenant
                        .ids(&entity, &filter, words, deleted, after, 1000)
                        .await?;
                    let end = page.len() < 1000;
                    ids.extend(page);
                    if end {
                        break;
                    }
                }
                ids
            }
        };
        if ids.len() > AT_ONCE {
            let total = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            let work = json!({ "entity": entity.name, "action": request.action, "input": request.input, "ids": ids });
            return Ok(BulkAnswer::Job(
                self.start_job(ctx, KIND, work, total).await?,
            ));
        }
        let (changed, failed, operation) = self.apply_to(ctx, &entity, request, &ids, None).await?;
        let summary = json!({ "matched": ids.len(), "changed": changed, "failed": failed });
        Ok(BulkAnswer::Done { summary, operation })
    }

    async fn apply_to(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        request: &BulkRequest,
        ids: &[RecordId],
        checkpoint: Option<rapport_store::SystemChange>,
    ) -> Result<(usize, Vec<Failure>, OperationId)> {
        let mut work = self.work(ctx).await?;
        if !matches!(request.action.as_str(), "update" | "delete" | "restore") {
            work.named(&request.action);
        }
        let mut failed = Vec::new();
        for id in ids {
            if let Err(error) = self.plan_one(&mut work, entity, request, *id).await {
                failed.push(Failure {
                    id: *id,
                    code: error.code.name,
                    message: error.message,
                });
            }
        }
        if let Some(change) = checkpoint {
            work.with_system(change);
        }
        let changed = ids.len() - failed.len();
        let committed = work.commit().await?;
        Ok((changed, failed, committed.operation))
    }

    async fn plan_one(
        &self,
        work: &mut Work,
        entity: &Arc<EntityDef>,
        request: &BulkRequest,
        id: RecordId,
    ) -> Result<()> {
        let ctx = work.context().clone();
        let seen = self.seen(&ctx, entity);
        match request.action.as_str() {
            "update" => {
                let values = seen
                    .parse_input(&request.input, &work.input_context(false))
                    .map_err(Error::fields)?;
                work.update(&entity.name, id, values).await
            }
            "delete" => work.delete(&entity.name, id).await,
            "restore" => work.restore(&entity.name, id).await,
            name => {
                let unknown = || Error::not_found(format!("action `{name}` of {}", entity.plural));
                let action = seen.action(name).ok_or_else(unknown)?;
                self.require(&ctx, entity, id, right_of(action)).await?;
                let code = self.action_code(&entity.name, name).ok_or_else(unknown)?;
                let input = parse_fields(&action.input, &request.input, &work.input_context(true));
                let input = input.map_err(Error::fields)?;
                code(
                    work,
                    ActionInput {
                        id: Some(id),
                        input,
                    },
                )
                .await
                .map(|_| ())
            }
        }
    }
}

/// Checks what can be checked before any record is touched; answers where the records are looked for.
fn check(ctx: &RequestContext, entity: &EntityDef, request: &BulkRequest) -> Result<Deleted> {
    match request.action.as_str() {
        "update" => {
            require_right(ctx, entity, Right::Update)?;
            if request.input.is_empty() {
                return Err(Error::field(
                    "set",
                    ErrorCode::REQUIRED,
                    "names no field to change",
                ));
            }
            let input = rapport_schema::InputContext {
                currency: ctx.currency,
                creating: false,
            };
            entity
                .parse_input(&request.input, &input)
                .map_err(Error::fields)?;
            Ok(Deleted::No)
        }
        "delete" => require_right(ctx, entity, Right::Delete).map(|()| Deleted::No),
        "restore" => require_right(ctx, entity, Right::Delete).map(|()| Deleted::Only),
        name => {
            let Some(action) = entity.action(name) else {
                let message = format!("{} has no action `{name}`", entity.plural);
                return Err(Error::field("action", ErrorCode::INVALID, message));
            };
            require_right(ctx, entity, right_of(action)).map(|()| Deleted::No)
        }
    }
}

/// Runs bulk changes too large to wait for, 500 records at a time.
pub(crate) struct BulkJob;

impl JobHandler for BulkJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(run(engine, ctx, job))
    }
}

async fn run(engine: &Engine, ctx: &RequestContext, job: &mut JobRun) -> Result<Value> {
    let mut state = job.state().clone();
    let broken = || Error::invalid("the stored job cannot be read");
    let entity = state
        .get("entity")
        .and_then(Value::as_str)
        .ok_or_else(broken)?;
    let entity = engine.whole(ctx, entity).await?;
    let ids: Vec<RecordId> = serde_json::from_value(state.get("ids").cloned().ok_or_else(broken)?)
        .map_err(|error| broken().caused_by(error))?;
    let request = BulkRequest {
        action: state
            .get("action")
            .and_then(Value::as_str)
            .ok_or_else(broken)?
            .to_owned(),
        selection: Selection::Ids(Vec::new()),
        input: state
            .get("input")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default(),
    };
    let number = |state: &Value, key: &str| state.get(key).and_then(Value::as_u64).unwrap_or(0);
    let (mut done, mut changed) = (number(&state, "done"), number(&state, "changed"));
    let total = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let start = usize::try_from(done).unwrap_or(0);
    for chunk in ids.get(start..).unwrap_or_default().chunks(AT_ONCE) {
        // What fails in a chunk is only known after planning it, so the failures are stored with the next chunk.
        done += chunk.len() as u64;
        if let Some(object) = state.as_object_mut() {
            object.insert("done".to_owned(), json!(done));
        }
        let so_far = i64::try_from(done).unwrap_or(i64::MAX);
        let checkpoint = job.checkpoint(state.clone(), so_far, total, ctx.now());
        let (these, failed, _) = engine
            .apply_to(ctx, &entity, &request, chunk, Some(checkpoint))
            .await?;
        changed += these as u64;
        remember(&mut state, changed, &failed);
    }
    Ok(
        json!({ "matched": ids.len(), "changed": changed, "failed": state.get("failed").unwrap_or(&json!([])) }),
    )
}

fn remember(state: &mut Value, changed: u64, failed: &[Failure]) {
    let Some(object) = state.as_object_mut() else {
        return;
    };
    object.insert("changed".to_owned(), json!(changed));
    let list = object.entry("failed").or_insert_with(|| json!([]));
    if let Some(list) = list.as_array_mut() {
        list.extend(failed.iter().map(|failure| json!(failure)));
    }
}
