//! The import itself: its settings, its state, and how it is stored.

use std::path::PathBuf;

use rapport_kernel::{Error, ErrorCode, RequestContext, Result, Timestamp};
use rapport_records::Engine;
use rapport_records::{Job, JobStatus};
use rapport_schema::{DateOrder, EntityDef, FieldType};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::format::{FileFormat, FileShape};
use crate::mapping::{ColumnInfo, MappedColumn, targets};

/// The kind under which imports are stored. No handler has it: only its check, run and undo are jobs that run.
const KIND: &str = "import";

/// Where an import stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ImportState {
    #[default]
    Draft,
    Checking,
    Checked,
    Running,
    Done,
    Failed,
    Undoing,
    Undone,
}

/// What is done with rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Each row is a new record.
    #[default]
    Create,
    /// Each row changes the record with its key; others are rejected.
    Update,
    /// Each row changes the record with its key, or is a new one.
    Upsert,
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Summary {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub rejected: u64,
    /// Rows that go in, but with something to look at.
    #[serde(default)]
    pub warnings: u64,
    pub links_created: u64,
}

/// The file of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInfo {
    /// Its name on the user's machine.
    pub name: String,
    /// Where it lies here.
    pub path: PathBuf,
    /// How to read it.
    #[serde(flatten)]
    pub shape: FileShape,
    /// How many rows it has.
    pub rows: u64,
}

/// How far a run came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// Its id, and that of the operation its changes belong to.
    pub id: Uuid,
    /// The entity's name.
    pub entity: String,
    /// Where it stands.
    pub state: ImportState,
    /// The file.
    pub file: FileInfo,
    /// What its columns are.
    pub columns: Vec<ColumnInfo>,
    /// Which field each column goes into.
    pub mapping: Vec<MappedColumn>,
    /// What is done with rows.
    pub mode: Mode,
    /// The field that tells which record a row is about, for update and upsert.
    pub key: Option<String>,
    /// Whether linked records that are not there are made.
    pub create_links: bool,
    /// How dates are written: `dmy`, `mdy` or `ymd`.
    pub date_order: Option<String>,
    /// How far it came.
    pub progress: Progress,
    /// What became of the rows.
    pub summary: Summary,
    /// Why it failed.
    pub error: Option<String>,
    /// When it began.
    pub created_at: Timestamp,
}

/// Changes to an import's settings; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields of `Import`")]
pub struct Change {
    pub mapping: Option<Vec<MappedColumn>>,
    pub mode: Option<Mode>,
    pub key: Option<String>,
    pub create_links: Option<bool>,
    pub date_order: Option<String>,
    pub delimiter: Option<char>,
    pub encoding: Option<String>,
}

impl Import {
    pub(super) fn new(id: Uuid, entity: &EntityDef, file: FileInfo, now: Timestamp) -> Self {
        Self {
            id,
            entity: entity.name.clone(),
            state: ImportState::Draft,
            file,
            columns: Vec::new(),
            mapping: Vec::new(),
            mode: Mode::Create,
            key: None,
            create_links: true,
            date_order: None,
            progress: Progress::default(),
            summary: Summary::default(),
            error: None,
            created_at: now,
        }
    }

    /// As clients see it: without the path of the file, with the operation.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut json = json!(self);
        if let Some(file) = json.get_mut("file").and_then(Value::as_object_mut) {
            file.remove("path");
            // A workbook has neither, a card has no columns.
            let absent: &[&str] = match self.file.shape.format {
                FileFormat::Csv => &[],
                FileFormat::Vcard => &["delimiter"],
                FileFormat::Xlsx => &["delimiter", "encoding"],
            };
            for key in absent {
                file.insert((*key).to_owned(), Value::Null);
            }
        }
        if let Some(object) = json.as_object_mut() {
            object.insert("operation".to_owned(), json!(self.id));
        }
        json
    }

    pub(super) fn editable(&self) -> Result<()> {
        match self.state {
            ImportState::Draft | ImportState::Checked => Ok(()),
            _ => Err(Error::new(
                ErrorCode::CONFLICT,
                "this import is running or has run; begin a new one",
            )),
        }
    }

    /// Lays a change over the settings; answers whether the file must be read again.
    pub(super) fn apply(&mut self, change: &Change, entity: &EntityDef) -> Result<bool> {
        let mut again = false;
        self.check_shape(change)?;
        if let Some(delimiter) = change.delimiter {
            if !delimiter.is_ascii() {
                return Err(Error::field(
                    "delimiter",
                    ErrorCode::INVALID,
                    "must be one ASCII character",
                ));
            }
            again |= self.file.shape.delimiter != delimiter;
            self.file.shape.delimiter = delimiter;
        }
        if let Some(encoding) = &change.encoding {
            again |= self.file.shape.encoding != *encoding;
            self.file.shape.encoding.clone_from(encoding);
        }
        if let Some(mapping) = &change.mapping {
            self.check_mapping(mapping, entity)?;
            self.mapping.clone_from(mapping);
        }
        if let Some(order) = &change.date_order {
            parse_order(order)?;
            self.date_order = Some(order.clone());
        }
        if let Some(key) = &change.key {
            self.key = Some(key.clone()).filter(|key| !key.is_empty());
        }
        self.mode = change.mode.unwrap_or(self.mode);
        self.create_links = change.create_links.unwrap_or(self.create_links);
        Ok(again)
    }

    /// What a file of this format does not have cannot be changed.
    fn check_shape(&self, change: &Change) -> Result<()> {
        let format = self.file.shape.format;
        let refuse = |key: &str, what: &str| {
            let message = format!("{what} has none");
            Err(Error::field(key, ErrorCode::INVALID, message))
        };
        match format {
            FileFormat::Xlsx if change.delimiter.is_some() => refuse("delimiter", "a workbook"),
            FileFormat::Xlsx if change.encoding.is_some() => refuse("encoding", "a workbook"),
            FileFormat::Vcard if change.delimiter.is_some() => refuse("delimiter", "a card"),
            _ => Ok(()),
        }
    }

    fn check_mapping(&self, mapping: &[MappedColumn], entity: &EntityDef) -> Result<()> {
        let targets = targets(entity);
        let mut used: Vec<&str> = Vec::new();
        for mapped in mapping {
            if mapped.column >= self.columns.len() {
                let message = format!("the file has no column {}", mapped.column);
                return Err(Error::field("mapping", ErrorCode::INVALID, message));
            }
            let Some(field) = &mapped.field else { continue };
            if !targets.iter().any(|target| target.path == *field) {
                let message = format!(
                    "{} has no field `{field}` that can be imported",
                    entity.label_plural
                );
                return Err(Error::field("mapping", ErrorCode::UNKNOWN_FIELD, message));
            }
            if used.contains(&field.as_str()) {
                let message = format!("`{field}` is mapped to two columns");
                return Err(Error::field("mapping", ErrorCode::INVALID, message));
            }
            used.push(field);
        }
        Ok(())
    }

    /// Whether it can be checked and run as it is.
    pub(super) fn ready(&self, entity: &EntityDef) -> Result<()> {
        if self.mapping.iter().all(|mapped| mapped.field.is_none()) {
            return Err(Error::field(
                "mapping",
                ErrorCode::REQUIRED,
                "choose a field for at least one column",
            ));
        }
        self.check_mapping(&self.mapping, entity)?;
        if self.mode == Mode::Create {
            return Ok(());
        }
        let Some(key) = &self.key else {
            return Err(Error::field(
                "key",
                ErrorCode::REQUIRED,
                "choose the field that tells records apart",
            ));
        };
        if !self
            .mapping
            .iter()
            .any(|mapped| mapped.field.as_ref() == Some(key))
        {
            return Err(Error::field(
                "key",
                ErrorCode::INVALID,
                format!("no column is mapped to `{key}`"),
            ));
        }
        Ok(())
    }

    /// The key most likely to tell records apart: code, e-mail, a unique field, else the title.
    pub(super) fn suggest_key(&mut self, entity: &EntityDef) {
        let mapped: Vec<&str> = self
            .mapping
            .iter()
            .filter_map(|mapped| mapped.field.as_deref())
            .collect();
        let rank = |name: &&&str| {
            let field = entity.field(name)?;
            match &field.kind {
                FieldType::Code { .. } => Some(0),
                FieldType::Email => Some(1),
                _ if field.unique => Some(2),
                _ if field.name == entity.title => Some(3),
                _ => None,
            }
        };
        self.key = mapped
            .iter()
            .filter(|name| rank(name).is_some())
            .min_by_key(rank)
            .map(ToString::to_string);
    }

    pub(super) fn order(&self) -> DateOrder {
        self.date_order
            .as_deref()
            .and_then(|order| parse_order(order).ok())
            .unwrap_or_default()
    }
}

fn parse_order(order: &str) -> Result<DateOrder> {
    match order {
        "dmy" => Ok(DateOrder::Dmy),
        "mdy" => Ok(DateOrder::Mdy),
        "ymd" => Ok(DateOrder::Ymd),
        _ => Err(Error::field(
            "date_order",
            ErrorCode::INVALID,
            "must be dmy, mdy or ymd",
        )),
    }
}

/// The row an import is stored in.
pub(super) fn row(ctx: &RequestContext, import: &Import) -> Job {
    Job {
        id: import.id,
        kind: KIND.to_owned(),
        status: JobStatus::Done,
        done: i64::try_from(import.progress.done).unwrap_or(i64::MAX),
        total: i64::try_from(import.progress.total).unwrap_or(i64::MAX),
        state: json!(import),
        result: Value::Null,
        error: import.error.clone(),
        operation: None,
        created_by: ctx.actor.user,
        created_at: import.created_at,
        updated_at: ctx.now(),
        lease_until: None,
        attempts: 0,
    }
}

pub(super) async fn put(engine: &Engine, ctx: &RequestContext, import: &Import) -> Result<()> {
    Ok(engine
        .store()
        .tenant(ctx.tenant)
        .put_job(&row(ctx, import))
        .await?)
}

pub(super) async fn get(engine: &Engine, ctx: &RequestContext, id: Uuid) -> Result<Import> {
    let row = engine.store().tenant(ctx.tenant).job(id).await?;
    let row = row.filter(|row| row.kind == KIND && may_see(ctx, row));
    let row = row.ok_or_else(|| Error::not_found(format!("import `{id}`")))?;
    serde_json::from_value(row.state).map_err(Error::internal)
}

pub(super) async fn list(engine: &Engine, ctx: &RequestContext, limit: u32) -> Result<Vec<Import>> {
    let rows = engine
        .store()
        .tenant(ctx.tenant)
        .jobs(KIND, limit.clamp(1, 200))
        .await?;
    let mine = rows.into_iter().filter(|row| may_see(ctx, row));
    mine.map(|row| serde_json::from_value(row.state).map_err(Error::internal))
        .collect()
}

/// One's own imports; all of them for administrators.
fn may_see(ctx: &RequestContext, row: &Job) -> bool {
    row.created_by == ctx.actor.user || ctx.actor.administrator()
}
