//! The three jobs of an import: check, run, undo.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use rapport_kernel::{Error, OperationId, RequestContext, Result};
use rapport_records::SystemChange;
use rapport_records::{Engine, JobHandler, JobRun};
use serde_json::{Value, json};
use uuid::Uuid;

use super::chunk::Run;
use super::document::{self, Import, ImportState};
use super::links::Resolver;
use super::{blocking, row};
use crate::format::{self, Row};

/// The dry run.
pub(super) const CHECK: &str = "import_check";
/// The import itself.
pub(super) const RUN: &str = "import_run";
/// The way back.
pub(super) const UNDO: &str = "import_undo";

/// Rows per transaction.
const CHUNK: usize = 500;

pub(super) fn register(engine: &Engine) {
    engine.register_job(CHECK, Arc::new(ImportJob { dry: true }));
    engine.register_job(RUN, Arc::new(ImportJob { dry: false }));
    engine.register_job(UNDO, Arc::new(UndoJob));
}

struct ImportJob {
    dry: bool,
}

impl JobHandler for ImportJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(async move {
            let import = stored_import(engine, ctx, job).await?;
            let outcome = work_through(engine, ctx, job, import.clone(), self.dry).await;
            let end = if self.dry {
                ImportState::Checked
            } else {
                ImportState::Done
            };
            finish(engine, ctx, import.id, outcome, end).await
        })
    }
}

async fn stored_import(engine: &Engine, ctx: &RequestContext, job: &JobRun) -> Result<Import> {
    let id = job
        .state()
        .get("import")
        .and_then(Value::as_str)
        .and_then(|id| id.parse::<Uuid>().ok());
    document::get(
        engine,
        ctx,
        id.ok_or_else(|| Error::invalid("the stored job cannot be read"))?,
    )
    .await
}

/// Reads the file in chunks from where the job stood. The import carries the progress, so that both agree.
async fn work_through(
    engine: &Engine,
    ctx: &RequestContext,
    job: &mut JobRun,
    import: Import,
    dry: bool,
) -> Result<()> {
    let entity = engine.entity(ctx, &import.entity).await?;
    let (path, shape) = (import.file.path.clone(), import.file.shape.clone());
    let table = blocking(move || format::open(&path, &shape)).await?;
    let mut rows = table.rows;
    let mut skip = usize::try_from(import.progress.done).unwrap_or(usize::MAX);
    let mut run = Run {
        engine,
        ctx,
        entity,
        import,
        resolver: Resolver::new(),
        dry,
        seen: HashMap::new(),
    };
    loop {
        let (rest, chunk) = blocking(move || Ok(next_chunk(rows, skip))).await?;
        rows = rest;
        skip = 0;
        if chunk.is_empty() {
            return Ok(());
        }
        let mut parsed = Vec::with_capacity(chunk.len());
        for line in chunk {
            let (number, cells) = line.map_err(|error| Error::invalid(error.to_string()))?;
            parsed.push(row::parse(&run.import, &run.entity, ctx, number, cells));
        }
        let checkpoint = |import: &Import| -> Vec<SystemChange> {
            let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            let state = json!({ "import": import.id });
            let progress = job.checkpoint(
                state,
                number(import.progress.done),
                number(import.progress.total),
                ctx.now(),
            );
            vec![progress, SystemChange::PutJob(document::row(ctx, import))]
        };
        run.chunk(parsed, checkpoint).await?;
    }
}

type Rows = Box<dyn Iterator<Item = Row> + Send>;

fn next_chunk(mut rows: Rows, skip: usize) -> (Rows, Vec<Row>) {
    if skip > 0 {
        rows.nth(skip - 1);
    }
    let chunk: Vec<Row> = rows.by_ref().take(CHUNK).collect();
    (rows, chunk)
}

/// Stores the end of an import, good or bad.
async fn finish(
    engine: &Engine,
    ctx: &RequestContext,
    id: Uuid,
    outcome: Result<()>,
    end: ImportState,
) -> Result<Value> {
    let mut import = document::get(engine, ctx, id).await?;
    match &outcome {
        Ok(()) => import.state = end,
        Err(error) => {
            import.state = ImportState::Failed;
            import.error = Some(error.message.clone());
        }
    }
    document::put(engine, ctx, &import).await?;
    outcome.map(|()| json!(import.summary))
}

/// Takes an import back with the engine's own undo of large operations.
struct UndoJob;

impl JobHandler for UndoJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(async move {
            let import = stored_import(engine, ctx, job).await?;
            let outcome = engine.undo_all(ctx, OperationId(import.id), job).await;
            let mut import = document::get(engine, ctx, import.id).await?;
            import.state = if outcome.is_ok() {
                ImportState::Undone
            } else {
                ImportState::Failed
            };
            document::put(engine, ctx, &import).await?;
            outcome
        })
    }
}
