//! Long work in the background: a row per job, so that it survives a restart and shows its progress.
//!
//! A handler saves how far it came in the same transaction as what it wrote ([`JobRun::checkpoint`]), and goes on
//! from there when the process died in between: a job whose lease ran out is claimed again.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rapport_kernel::{
    Actor, Clock, Error, OperationId, Random, RequestContext, RequestId, Result, Source, TenantId,
    Through, Timestamp, UserId, new_uuid,
};
use rapport_store::{Job, JobStatus, SystemChange};
use serde_json::{Value, json};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::Engine;

/// A job is claimed for this long; each checkpoint claims it anew.
const LEASE_SECONDS: i64 = 60;
/// How often the runner looks for jobs of other processes and for those whose lease ran out.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A job that brought its process down this often is given up.
const MOST_ATTEMPTS: i64 = 5;

/// The code of one kind of job.
pub trait JobHandler: Send + Sync {
    /// Does the work, from wherever the job's state says it stood; answers the result shown to the caller.
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>>;
}

/// A job while it runs.
pub struct JobRun {
    row: Job,
}

impl JobRun {
    /// The job's id.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// What is to be done, and how far it came.
    #[must_use]
    pub fn state(&self) -> &Value {
        self.row.state.get("work").unwrap_or(&Value::Null)
    }

    /// Notes progress and returns the change that stores it, to go into the unit of work it belongs to.
    #[must_use]
    pub fn checkpoint(
        &mut self,
        work: Value,
        done: i64,
        total: i64,
        now: Timestamp,
    ) -> SystemChange {
        if let Some(state) = self.row.state.as_object_mut() {
            state.insert("work".to_owned(), work);
        }
        self.row.done = done;
        self.row.total = total;
        self.row.updated_at = now;
        self.row.lease_until = Some(now.plus_seconds(LEASE_SECONDS));
        SystemChange::PutJob(self.row.clone())
    }
}

/// Handlers by kind, and the bell that wakes the runner.
pub(crate) struct JobHandlers {
    by_kind: RwLock<HashMap<&'static str, Arc<dyn JobHandler>>>,
    bell: Notify,
}

impl JobHandlers {
    pub(crate) fn new() -> Self {
        Self {
            by_kind: RwLock::new(HashMap::new()),
            bell: Notify::new(),
        }
    }

    fn get(&self, kind: &str) -> Option<Arc<dyn JobHandler>> {
        self.by_kind
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(kind)
            .cloned()
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.by_kind
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .keys()
            .copied()
            .collect()
    }
}

impl Engine {
    /// Makes a kind of job known.
    pub fn register_job(&self, kind: &'static str, handler: Arc<dyn JobHandler>) {
        let mut handlers = self
            .job_handlers()
            .by_kind
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        handlers.insert(kind, handler);
    }

    /// Stores a job and wakes the runner. All it writes belongs to the caller's operation.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn start_job(
        &self,
        ctx: &RequestContext,
        kind: &'static str,
        work: Value,
        total: i64,
    ) -> Result<Uuid> {
        let now = ctx.now();
        let row = Job {
            id: new_uuid(ctx.clock.as_ref(), ctx.random.as_ref()),
            kind: kind.to_owned(),
            status: JobStatus::Queued,
            done: 0,
            total,
            state: json!({ "caller": caller(ctx), "work": work }),
            result: Value::Null,
            error: None,
            operation: Some(ctx.operation),
            created_by: ctx.actor.user,
            created_at: now,
            updated_at: now,
            lease_until: None,
            attempts: 0,
        };
        self.tenant(ctx.tenant).put_job(&row).await?;
        self.job_handlers().bell.notify_one();
        Ok(row.id)
    }

    /// Runs jobs until the future is dropped: one at a time, the oldest first.
    pub async fn run_jobs(&self, clock: Arc<dyn Clock>, random: Arc<dyn Random>) {
        loop {
            match self.run_one_job(&clock, &random).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(?error, "jobs cannot be claimed"),
            }
            // Either somebody rings, or it is time to look for what others left behind.
            let _ = tokio::time::timeout(LOOK_EVERY, self.job_handlers().bell.notified()).await;
        }
    }

    /// Claims and runs the oldest waiting job; answers whether there was one.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn run_one_job(
        &self,
        clock: &Arc<dyn Clock>,
        random: &Arc<dyn Random>,
    ) -> Result<bool> {
        let now = clock.now();
        let kinds = self.job_handlers().kinds();
        let claimed = self
            .store()
            .claim_job(&kinds, now, now.plus_seconds(LEASE_SECONDS))
            .await?;
        let Some((tenant, row)) = claimed else {
            return Ok(false);
        };
        let actor = self.actor_of(tenant, &row).await?;
        let ctx = actor.and_then(|actor| context(tenant, &row, actor, clock, random));
        let mut run = JobRun { row };
        let outcome = match (ctx, self.job_handlers().get(&run.row.kind)) {
            _ if run.row.attempts > MOST_ATTEMPTS => {
                Err(Error::invalid("given up: it was tried too often"))
            }
            (Some(ctx), Some(handler)) => handler.run(self, &ctx, &mut run).await,
            _ => Err(Error::invalid(
                "the job cannot be read, or the user who asked for it has no access any more",
            )),
        };
        self.finish_job(tenant, run.row, outcome, clock.now())
            .await?;
        Ok(true)
    }

    /// Who a job works for, with the rights of the moment: what was taken from a user since, the user's jobs lose too.
    /// None when the user may not come in any more.
    async fn actor_of(&self, tenant: TenantId, row: &Job) -> Result<Option<Actor>> {
        let identity = self.store().identity();
        let user = identity.user(tenant, row.created_by).await?;
        if !user.is_some_and(|user| user.active) {
            return Ok(None);
        }
        let model = identity.access_model(tenant).await?;
        let caller = row.state.get("caller");
        let id = |key: &str| -> Option<Uuid> {
            let text = caller?.get(key)?.as_str()?;
            text.parse().ok()
        };
        let (access, through) = match (id("key"), id("impersonator")) {
            (Some(key), _) => {
                let profile = id("profile").unwrap_or_default();
                let access = model.access_with(row.created_by, profile);
                (access, Through::ApiKey(UserId(key)))
            }
            (None, Some(impersonator)) => {
                let access = model.access_of(row.created_by);
                (access, Through::Impersonator(UserId(impersonator)))
            }
            (None, None) => (model.access_of(row.created_by), Through::Own),
        };
        Ok(access.map(|access| Actor {
            through,
            ..Actor::new(access)
        }))
    }

    async fn finish_job(
        &self,
        tenant: TenantId,
        mut row: Job,
        outcome: Result<Value>,
        now: Timestamp,
    ) -> Result<()> {
        match outcome {
            Ok(result) => (row.status, row.result) = (JobStatus::Done, result),
            Err(error) => {
                tracing::warn!(job.id = %row.id, job.kind = row.kind, ?error, "job failed");
                (row.status, row.error) = (JobStatus::Failed, Some(error.message));
            }
        }
        row.updated_at = now;
        row.lease_until = None;
        self.tenant(tenant).put_job(&row).await?;
        Ok(())
    }

    /// A job of the caller, or any for administrators: `{id, kind, status, done, total, result, operation, error}`.
    ///
    /// # Errors
    /// `not_found` when there is none for the caller.
    pub async fn job(&self, ctx: &RequestContext, id: Uuid) -> Result<Value> {
        let row = self.tenant(ctx.tenant).job(id).await?;
        let row = row.filter(|row| row.created_by == ctx.actor.user || ctx.actor.administrator());
        let row = row.ok_or_else(|| Error::not_found(format!("job `{id}`")))?;
        Ok(json!({
            "id": row.id,
            "kind": row.kind,
            "status": row.status.as_str(),
            "done": row.done,
            "total": row.total,
            "result": row.result,
            "operation": row.operation,
            "error": row.error,
        }))
    }
}

/// What a job must remember of its caller.
fn caller(ctx: &RequestContext) -> Value {
    let import = if let Source::Import(id) = &ctx.source {
        Some(id)
    } else {
        None
    };
    let (key, impersonator) = match ctx.actor.through {
        Through::Own => (None, None),
        Through::ApiKey(key) => (Some(key), None),
        Through::Impersonator(user) => (None, Some(user)),
    };
    json!({
        "profile": ctx.actor.access.profile.id,
        "key": key,
        "impersonator": impersonator,
        "zone": &*ctx.time_zone,
        "currency": ctx.currency,
        "import": import,
        "seed": ctx.source == Source::Seed,
    })
}

fn context(
    tenant: TenantId,
    row: &Job,
    actor: Actor,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Option<RequestContext> {
    let caller = row.state.get("caller")?;
    let text = |key: &str| caller.get(key).and_then(Value::as_str);
    let operation = row.operation?;
    let import = text("import").and_then(|id| id.parse::<OperationId>().ok());
    let seed = caller.get("seed") == Some(&Value::Bool(true));
    Some(RequestContext {
        tenant,
        actor,
        request_id: RequestId(row.id),
        operation,
        source: match import {
            Some(id) => Source::Import(id),
            None if seed => Source::Seed,
            None => Source::Api,
        },
        time_zone: text("zone")?.into(),
        currency: text("currency")?.parse().ok()?,
        idempotency: None,
        clock: Arc::clone(clock),
        random: Arc::clone(random),
    })
}
