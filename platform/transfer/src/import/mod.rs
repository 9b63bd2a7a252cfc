//! Imports: a file, what its columns mean, a dry run, the run, and the way back.
//!
//! An [`Import`] is stored as a job row of its own, so it survives a restart; checking, running and undoing are jobs
//! that read the file in chunks and save where they stand with each chunk, in the chunk's own transaction.

mod chunk;
mod document;
mod jobs;
mod links;
mod row;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rapport_kernel::{
    Error, ErrorCode, OperationId, RequestContext, Result, Source, fold, new_uuid,
};
use rapport_records::scope::{Right, permits};
use rapport_records::{AuditKind, AuditNote, Engine};
use rapport_schema::{EntityDef, FieldType};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::format::{self, FileFormat, FormatError};
use crate::mapping::{self, ColumnInfo, MappedColumn};

pub use document::{Change, FileInfo, Import, ImportState, Mode, Summary};

/// How many rows are looked at to find out what the columns are.
const SAMPLE_ROWS: usize = 200;

/// The imports of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Imports {
    engine: Engine,
    folder: Arc<PathBuf>,
}

impl Imports {
    /// Imports whose files are kept in a folder; makes its jobs known to the engine.
    #[must_use]
    pub fn new(engine: Engine, folder: PathBuf) -> Self {
        jobs::register(&engine);
        Self {
            engine,
            folder: Arc::new(folder),
        }
    }

    /// The folder for uploaded files, where the caller puts one before [`Imports::begin`].
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins an import of a file that lies in the folder: finds out how to read it and what its columns are.
    ///
    /// # Errors
    /// `forbidden` without the right to import; `invalid` with what is wrong with the file.
    pub async fn begin(
        &self,
        ctx: &RequestContext,
        entity: &str,
        name: &str,
        path: PathBuf,
    ) -> Result<Import> {
        let entity = self.engine.entity(ctx, entity).await?;
        if !permits(ctx, &entity, Right::Import) {
            return Err(Error::forbidden(format!(
                "you may not import {}",
                entity.plural
            )));
        }
        let id = new_uuid(ctx.clock.as_ref(), ctx.random.as_ref());
        let file = path.clone();
        let shape = blocking(move || format::detect(&file)).await?;
        if shape.format == FileFormat::Vcard && entity.field("first_name").is_none() {
            let message = format!(
                "business cards can be imported as people, not as {}",
                entity.plural
            );
            return Err(Error::field("file", ErrorCode::INVALID, message));
        }
        let file = FileInfo {
            name: name.to_owned(),
            path,
            shape,
            rows: 0,
        };
        let mut import = Import::new(id, &entity, file, ctx.now());
        self.read_columns(ctx, &mut import, &entity).await?;
        document::put(&self.engine, ctx, &import).await?;
        Ok(import)
    }

    /// One import of the tenant.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn get(&self, ctx: &RequestContext, id: Uuid) -> Result<Import> {
        document::get(&self.engine, ctx, id).await
    }

    /// The newest imports.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn list(&self, ctx: &RequestContext, limit: u32) -> Result<Vec<Import>> {
        document::list(&self.engine, ctx, limit).await
    }

    /// Changes mapping and settings of an import that has not run yet.
    ///
    /// # Errors
    /// `conflict` once it ran; what is wrong with the change, by field.
    pub async fn change(&self, ctx: &RequestContext, id: Uuid, change: &Change) -> Result<Import> {
        let mut import = self.get(ctx, id).await?;
        import.editable()?;
        let entity = self.engine.entity(ctx, &import.entity).await?;
        if import.apply(change, &entity)? {
            self.read_columns(ctx, &mut import, &entity).await?;
        }
        import.state = ImportState::Draft;
        document::put(&self.engine, ctx, &import).await?;
        Ok(import)
    }

    /// Starts the dry run: every row is read and judged, nothing is written.
    ///
    /// # Errors
    /// `conflict` once it ran; what is missing in its settings.
    pub async fn check(&self, ctx: &RequestContext, id: Uuid) -> Result<Import> {
        self.start(ctx, id, jobs::CHECK, ImportState::Checking)
            .await
    }

    /// Starts the import.
    ///
    /// # Errors
    /// As [`Imports::check`].
    pub async fn run(&self, ctx: &RequestContext, id: Uuid) -> Result<Import> {
        let import = self.start(ctx, id, jobs::RUN, ImportState::Running).await?;
        let note = AuditNote::new(AuditKind::Import, &import.entity, Uuid::nil(), "import")
            .with("file", import.file.name.clone())
            .with("rows", import.file.rows);
        self.engine.note(&importing(ctx, id), vec![note]).await?;
        Ok(import)
    }

    async fn start(
        &self,
        ctx: &RequestContext,
        id: Uuid,
        job: &'static str,
        state: ImportState,
    ) -> Result<Import> {
        let mut import = self.get(ctx, id).await?;
        import.editable()?;
        let entity = self.engine.entity(ctx, &import.entity).await?;
        import.ready(&entity)?;
        import.state = state;
        import.summary = Summary::default();
        import.progress.done = 0;
        import.progress.total = import.file.rows;
        import.error = None;
        document::put(&self.engine, ctx, &import).await?;
        let ctx = importing(ctx, id);
        let total = i64::try_from(import.file.rows).unwrap_or(i64::MAX);
        self.engine
            .start_job(&ctx, job, json!({ "import": id }), total)
            .await?;
        Ok(import)
    }

    /// Starts taking the whole import back.
    ///
    /// # Errors
    /// `conflict` unless it is done.
    pub async fn undo(&self, ctx: &RequestContext, id: Uuid) -> Result<Import> {
        let mut import = self.get(ctx, id).await?;
        if !matches!(import.state, ImportState::Done | ImportState::Failed) {
            return Err(Error::new(
                ErrorCode::CONFLICT,
                "only an import that ran can be undone",
            ));
        }
        import.state = ImportState::Undoing;
        document::put(&self.engine, ctx, &import).await?;
        let ctx = ctx.new_operation();
        self.engine
            .start_job(
                &ctx,
                jobs::UNDO,
                json!({ "import": id, "operation": id }),
                0,
            )
            .await?;
        Ok(import)
    }

    /// Rows of an import by what became of them, with the number of the last one for the next page.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn rows(
        &self,
        ctx: &RequestContext,
        id: Uuid,
        status: Option<&str>,
        after: i64,
        limit: u32,
    ) -> Result<(Vec<Value>, Option<i64>)> {
        self.get(ctx, id).await?;
        let tenant = self.engine.store().tenant(ctx.tenant);
        let limit = limit.clamp(1, 1000);
        let mut rows = tenant.import_rows(id, status, after, limit + 1).await?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = if more {
            rows.last().map(|row| row.row)
        } else {
            None
        };
        let rows = rows
            .into_iter()
            .map(|row| {
                // A row that goes in has no errors: what is noted there is a warning.
                let (errors, warnings) = match row.status.as_str() {
                    "rejected" => (row.errors, json!([])),
                    _ => (json!([]), row.errors),
                };
                json!({
                    "row": row.row, "status": row.status, "title": row.title,
                    "errors": errors, "warnings": warnings, "changes": row.changes,
                })
            })
            .collect();
        Ok((rows, next))
    }

    /// The rejected rows as they came, with a column of reasons: CSV text.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn errors_csv(&self, ctx: &RequestContext, id: Uuid) -> Result<String> {
        let import = self.get(ctx, id).await?;
        let tenant = self.engine.store().tenant(ctx.tenant);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let headers = import
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .chain(["Row", "Reason"]);
        writer
            .write_record(headers.map(crate::export::safe))
            .map_err(Error::internal)?;
        let mut after = 0;
        loop {
            let rows = tenant
                .import_rows(id, Some("rejected"), after, 1000)
                .await?;
            let Some(last) = rows.last() else { break };
            after = last.row;
            for row in &rows {
                let cells = row
                    .cells
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|cell| cell.as_str().unwrap_or_default());
                let number = row.row.to_string();
                let reason = reasons(&row.errors);
                let line = cells.chain([number.as_str(), reason.as_str()]);
                writer
                    .write_record(line.map(crate::export::safe))
                    .map_err(Error::internal)?;
            }
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| Error::internal(error.into_error()))?;
        String::from_utf8(bytes).map_err(Error::internal)
    }

    /// A column of people none of whom works here comes from another system: it is not suggested as our users.
    async fn leave_out_strangers(
        &self,
        ctx: &RequestContext,
        columns: &mut [ColumnInfo],
        entity: &EntityDef,
    ) -> Result<()> {
        let is_user = |column: &ColumnInfo| {
            let field = column.field.as_deref().and_then(|name| entity.field(name));
            field.is_some_and(|field| matches!(field.kind, FieldType::User))
        };
        if !columns.iter().any(is_user) {
            return Ok(());
        }
        let users = self.engine.store().identity().users(ctx.tenant).await?;
        for column in columns.iter_mut().filter(|column| is_user(column)) {
            let known = |text: &String| {
                let text = fold(text);
                users
                    .iter()
                    .any(|user| fold(&user.name) == text || fold(&user.email) == text)
            };
            if !column.samples.iter().any(known) {
                column.field = None;
                column.confidence = 0.0;
            }
        }
        Ok(())
    }

    /// Reads the header and the first rows, counts all, and suggests a mapping.
    async fn read_columns(
        &self,
        ctx: &RequestContext,
        import: &mut Import,
        entity: &EntityDef,
    ) -> Result<()> {
        let (path, shape) = (import.file.path.clone(), import.file.shape.clone());
        let read = move || -> Result<_, FormatError> {
            let table = format::open(&path, &shape)?;
            let mut samples = Vec::with_capacity(SAMPLE_ROWS);
            let mut rows = 0;
            for row in table.rows {
                let (_, cells) = row?;
                if samples.len() < SAMPLE_ROWS {
                    samples.push(cells);
                }
                rows += 1;
            }
            Ok((table.headers, samples, rows))
        };
        let (headers, samples, rows) = blocking(read).await?;
        import.file.rows = rows;
        import.progress.total = rows;
        import.columns = mapping::suggest(entity, &headers, &samples);
        self.leave_out_strangers(ctx, &mut import.columns, entity)
            .await?;
        import.mapping = import
            .columns
            .iter()
            .map(|column| MappedColumn {
                column: column.index,
                field: column.field.clone(),
            })
            .collect();
        import.date_order = import
            .columns
            .iter()
            .find_map(|column| column.date_order.clone());
        import.suggest_key(entity);
        Ok(())
    }
}

/// The caller, importing: all changes belong to one operation that has the import's id.
fn importing(ctx: &RequestContext, import: Uuid) -> RequestContext {
    let operation = OperationId(import);
    RequestContext {
        operation,
        source: Source::Import(operation),
        idempotency: None,
        ..ctx.clone()
    }
}

fn reasons(errors: &Value) -> String {
    let texts: Vec<String> = errors
        .as_array()
        .into_iter()
        .flatten()
        .map(|error| {
            let part = |key: &str| error.get(key).and_then(Value::as_str).unwrap_or_default();
            match part("column") {
                "" => part("message").to_owned(),
                column => format!("{column}: {}", part("message")),
            }
        })
        .collect();
    texts.join("; ")
}

/// File work off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FormatError> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)?
        .map_err(|error| Error::field("file", ErrorCode::INVALID, error.to_string()))
}
