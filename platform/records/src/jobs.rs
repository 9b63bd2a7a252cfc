//! Long work in the background: a row per job, so that it survives a restart and shows its progress.
//!
//! A handler saves how far it came in the same transaction as what it wrote ([`JobRun::checkpoint`]), and goes on
//! from there when the process died in between. One process runs the jobs of a database.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};

use rapport_kernel::{
    Actor, Clock, Error, OperationId, Random, RecordAccess, RequestContext, RequestId, Result,
    Role, Source, TenantId, UserId, new_uuid,
};
use rapport_store::{JobRow, SystemChange};
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::Engine;

/// The code of one kind of job.
pub trait JobHandler: Send + Sync {
    /// Does the work, from wherever the job's body says it stood; answers the result shown to the caller.
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>>;
}

/// A job while it runs.
pub struct JobRun {
    row: JobRow,
}

impl JobRun {
    /// The job's id.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// What is to be done, and how far it came.
    #[must_use]
    pub fn body(&self) -> &Value {
        self.row.body.get("work").unwrap_or(&Value::Null)
    }

    /// Notes progress in memory and returns the change that stores it, to go into the same unit of work.
    #[must_use]
    pub fn checkpoint(&mut self, work: Value, done: i64, total: i64) -> SystemChange {
        if let Some(body) = self.row.body.as_object_mut() {
            body.insert("work".to_owned(), work);
        }
        self.row.done = done;
        self.row.total = total;
        SystemChange::PutJob(self.row.clone())
    }
}

/// Handlers by kind.
pub(crate) struct JobHandlers {
    by_kind: RwLock<HashMap<&'static str, Arc<dyn JobHandler>>>,
    slots: Semaphore,
}

impl JobHandlers {
    pub(crate) fn new() -> Self {
        Self {
            by_kind: RwLock::new(HashMap::new()),
            slots: Semaphore::new(2),
        }
    }

    fn get(&self, kind: &str) -> Option<Arc<dyn JobHandler>> {
        self.by_kind
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(kind)
            .cloned()
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

    /// Stores a job and starts it. All it writes belongs to one operation.
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
        let ctx = ctx.new_operation();
        let id = new_uuid(ctx.clock.as_ref(), ctx.random.as_ref());
        let row = JobRow {
            id,
            kind: kind.to_owned(),
            state: "queued".to_owned(),
            body: json!({ "caller": caller(&ctx), "work": work }),
            done: 0,
            total,
            actor: ctx.actor.user,
            created_at: ctx.now(),
            updated_at: ctx.now(),
        };
        self.tenant(ctx.tenant).put_job(&row).await?;
        self.spawn_job(ctx, row);
        Ok(id)
    }

    /// Goes on with the jobs a stopped process left behind.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn resume_jobs(
        &self,
        clock: &Arc<dyn Clock>,
        random: &Arc<dyn Random>,
    ) -> Result<usize> {
        let rows = self.store().unfinished_jobs().await?;
        let count = rows.len();
        for (tenant, row) in rows {
            if let Some(ctx) = context(tenant, &row, clock.clone(), random.clone()) {
                self.spawn_job(ctx, row);
            }
        }
        Ok(count)
    }

    /// A job of the caller, or any for administrators: `{id, kind, status, done, total, result, operation, error}`.
    ///
    /// # Errors
    /// `not_found` when there is none for the caller.
    pub async fn job(&self, ctx: &RequestContext, id: Uuid) -> Result<Value> {
        let row = self.tenant(ctx.tenant).job(id).await?;
        let row = row.filter(|row| row.actor == ctx.actor.user || ctx.actor.role == Role::Admin);
        let row = row.ok_or_else(|| Error::not_found(format!("job `{id}`")))?;
        Ok(json!({
            "id": row.id,
            "kind": row.kind,
            "status": row.state,
            "done": row.done,
            "total": row.total,
            "result": row.body.get("result"),
            "operation": row.body.pointer("/caller/operation"),
            "error": row.body.get("error"),
        }))
    }

    fn spawn_job(&self, ctx: RequestContext, row: JobRow) {
        let engine = self.clone();
        tokio::spawn(async move {
            // The semaphore is never closed; running without a slot would only be less orderly.
            let _slot = engine.job_handlers().slots.acquire().await;
            engine.run_job(&ctx, row).await;
        });
    }

    async fn run_job(&self, ctx: &RequestContext, mut row: JobRow) {
        let tenant = self.tenant(ctx.tenant);
        row.state = "running".to_owned();
        row.updated_at = ctx.now();
        let kind = row.kind.clone();
        let mut run = JobRun { row };
        let outcome = match (
            self.job_handlers().get(&kind),
            tenant.put_job(&run.row).await,
        ) {
            (_, Err(error)) => Err(error.into()),
            (None, _) => Err(Error::not_found(format!("job kind `{kind}`"))),
            (Some(handler), Ok(())) => handler.run(self, ctx, &mut run).await,
        };
        let mut row = run.row;
        let (state, key, value) = match outcome {
            Ok(result) => ("done", "result", result),
            Err(error) => {
                tracing::warn!(job.id = %row.id, job.kind = kind, error = ?error, "job failed");
                (
                    "failed",
                    "error",
                    json!({ "code": error.code.name, "message": error.message }),
                )
            }
        };
        row.state = state.to_owned();
        row.updated_at = ctx.now();
        if let Some(body) = row.body.as_object_mut() {
            body.insert(key.to_owned(), value);
        }
        if let Err(error) = tenant.put_job(&row).await {
            tracing::error!(job.id = %row.id, %error, "the end of a job could not be stored");
        }
    }
}

fn caller(ctx: &RequestContext) -> Value {
    json!({
        "role": if ctx.actor.role == Role::Admin { "admin" } else { "member" },
        "access": if ctx.actor.access == RecordAccess::Own { "own" } else { "all" },
        "zone": &*ctx.time_zone,
        "currency": ctx.currency,
        "operation": ctx.operation,
        "source": ctx.source.to_string(),
    })
}

fn context(
    tenant: TenantId,
    row: &JobRow,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Option<RequestContext> {
    let caller = row.body.get("caller")?;
    let text = |key: &str| caller.get(key).and_then(Value::as_str);
    let operation: OperationId = text("operation")?.parse().ok()?;
    Some(RequestContext {
        tenant,
        actor: Actor {
            user: UserId(row.actor.0),
            role: if text("role") == Some("admin") {
                Role::Admin
            } else {
                Role::Member
            },
            access: if text("access") == Some("all") {
                RecordAccess::All
            } else {
                RecordAccess::Own
            },
        },
        request_id: RequestId(operation.0),
        operation,
        source: if text("source").is_some_and(|source| source.starts_with("import")) {
            Source::Import(operation)
        } else {
            Source::Api
        },
        time_zone: text("zone")?.into(),
        currency: text("currency")?.parse().ok()?,
        idempotency: None,
        clock,
        random,
    })
}
