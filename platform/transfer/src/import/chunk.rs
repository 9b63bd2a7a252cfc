//! A chunk of rows: judged, and in a run committed in one transaction.

use std::collections::HashMap;
use std::sync::Arc;

use rapport_kernel::{ErrorKind, RecordId, RequestContext, Result};
use rapport_records::{Engine, Work};
use rapport_records::{ImportRow, SystemChange};
use rapport_schema::{EntityDef, Filter, Presence, Record, Value};
use serde_json::{Value as Json, json};

use super::document::{Import, Mode, Summary};
use super::links::Resolver;
use super::row::{ParsedRow, RowError, engine_errors};

/// What the rows of one import share while they are worked through.
pub(super) struct Run<'a> {
    pub(super) engine: &'a Engine,
    pub(super) ctx: &'a RequestContext,
    pub(super) entity: Arc<EntityDef>,
    pub(super) import: Import,
    pub(super) resolver: Resolver,
    /// Judge only, write nothing.
    pub(super) dry: bool,
    /// The line each key value was first seen on, to warn of one that comes again.
    pub(super) seen: HashMap<String, i64>,
}

/// What a row becomes.
enum Outcome {
    New(RecordId),
    Changed(RecordId, Vec<Json>),
    Unchanged(RecordId),
    Rejected(Vec<RowError>),
}

impl Run<'_> {
    /// Works through a chunk. `checkpoint` makes the row that stores progress, from the import as it is afterwards.
    pub(super) async fn chunk(
        &mut self,
        rows: Vec<ParsedRow>,
        mut checkpoint: impl FnMut(&Import) -> Vec<SystemChange>,
    ) -> Result<()> {
        self.resolver.learn(self.engine, self.ctx, &rows).await?;
        let before = self.import.clone();
        match self.attempt(&rows, &mut checkpoint).await {
            Err(error)
                if matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Invalid)
                    && rows.len() > 1 =>
            {
                // The database refused a row that looked good, such as a second record with a unique value:
                // one by one, the good rows get in.
                self.import = before;
                self.resolver.forget();
                for row in rows {
                    self.single(row, &mut checkpoint).await?;
                }
                Ok(())
            }
            done => done,
        }
    }

    /// One row in a transaction of its own; if the database refuses it, it is rejected.
    async fn single(
        &mut self,
        row: ParsedRow,
        checkpoint: &mut impl FnMut(&Import) -> Vec<SystemChange>,
    ) -> Result<()> {
        let before = self.import.clone();
        let mut rows = [row];
        match self.attempt(&rows, checkpoint).await {
            Err(error) if matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Invalid) => {
                self.import = before;
                self.resolver.forget();
                if let Some(row) = rows.first_mut() {
                    row.errors = engine_errors(&self.import, &error);
                }
                self.attempt(&rows, checkpoint).await
            }
            done => done,
        }
    }

    async fn attempt(
        &mut self,
        rows: &[ParsedRow],
        checkpoint: &mut impl FnMut(&Import) -> Vec<SystemChange>,
    ) -> Result<()> {
        let mut work = self.engine.work(self.ctx).await?;
        work.take_states_as_given();
        let mut existing = self.existing(&work, rows).await?;
        let mut stored = Vec::new();
        for row in rows {
            let mark = work.mark();
            self.resolver.begin_row();
            let outcome = match self.plan(&mut work, row, &mut existing).await {
                Ok(outcome) => outcome,
                Err(errors) => {
                    work.back_to(mark);
                    self.resolver.reject_row();
                    Outcome::Rejected(errors)
                }
            };
            let warnings = self.warnings(row);
            self.note(row, outcome, warnings, &mut stored);
        }
        self.import.summary.links_created += self.resolver.pending();
        self.import.progress.done += rows.len() as u64;
        if self.dry {
            work = self.engine.work(self.ctx).await?;
        }
        work.with_system(SystemChange::PutImportRows(stored));
        for change in checkpoint(&self.import) {
            work.with_system(change);
        }
        work.commit().await?;
        self.resolver.commit();
        Ok(())
    }

    /// Stored records by the key values of these rows.
    async fn existing(
        &self,
        work: &Work,
        rows: &[ParsedRow],
    ) -> Result<HashMap<String, Vec<Record>>> {
        let mut found: HashMap<String, Vec<Record>> = HashMap::new();
        let Some(key) = self
            .import
            .key
            .as_deref()
            .filter(|_| self.import.mode != Mode::Create)
        else {
            return Ok(found);
        };
        let values: Vec<Value> = rows
            .iter()
            .map(|row| row.values.get(key).clone())
            .filter(|value| !value.is_null())
            .collect();
        if values.is_empty() {
            return Ok(found);
        }
        for record in work
            .find(&self.entity.name, Filter::one_of(key, values), &[], 10_000)
            .await?
        {
            found
                .entry(key_text(record.get(key)))
                .or_default()
                .push(record);
        }
        Ok(found)
    }

    async fn plan(
        &mut self,
        work: &mut Work,
        row: &ParsedRow,
        existing: &mut HashMap<String, Vec<Record>>,
    ) -> Result<Outcome, Vec<RowError>> {
        if !row.errors.is_empty() {
            return Err(row.errors.clone());
        }
        let mut values = row.values.clone();
        for link in &row.links {
            let id = self
                .resolver
                .resolve(work, link, self.import.create_links)
                .await
                .map_err(|message| {
                    vec![RowError {
                        column: Some(link.column.clone()),
                        field: Some(link.field.clone()),
                        message,
                    }]
                })?;
            values.set(link.field.clone(), Value::Id(id));
        }
        if !self.gives_codes() {
            values.remove("code");
        }
        let refuse = |error: &rapport_kernel::Error| engine_errors(&self.import, error);
        let Some(current) = self.current(row, existing)? else {
            let id = work
                .create(&self.entity.name, values.clone())
                .await
                .map_err(|error| refuse(&error))?;
            self.remember(id, row, values, existing);
            return Ok(Outcome::New(id));
        };
        let id = RecordId(current.get("id").as_id().unwrap_or_default());
        merge_addresses(&mut values, &current);
        let changes = self.changes(&current, &values);
        if changes.is_empty() {
            return Ok(Outcome::Unchanged(id));
        }
        work.update(&self.entity.name, id, values.clone())
            .await
            .map_err(|error| refuse(&error))?;
        let mut now = current;
        now.apply(&values);
        self.remember(id, row, now, existing);
        Ok(Outcome::Changed(id, changes))
    }

    /// What is odd about a row that goes in all the same: no key to find its record by, or the key of an earlier row.
    fn warnings(&mut self, row: &ParsedRow) -> Vec<RowError> {
        let keyed = self.import.mode != Mode::Create;
        let Some(key) = self.import.key.clone().filter(|_| keyed) else {
            return Vec::new();
        };
        let value = row.values.get(&key);
        let message = if value.is_null() {
            format!("`{key}` is empty, so this becomes a new record each time")
        } else {
            let first = *self.seen.entry(key_text(value)).or_insert(row.line);
            if first == row.line {
                return Vec::new();
            }
            format!("`{key}` is that of row {first} as well, so this row changes the same record")
        };
        let mapped = self.import.mapping.iter();
        let column = mapped
            .filter(|mapped| mapped.field.as_ref() == Some(&key))
            .find_map(|mapped| self.import.columns.get(mapped.column));
        vec![RowError {
            column: column.map(|column| column.header.clone()),
            field: Some(key),
            message,
        }]
    }

    /// Whether people may write codes of their own; otherwise a code only finds the record.
    fn gives_codes(&self) -> bool {
        let code = self.entity.field("code");
        code.is_some_and(|code| code.presence != Presence::ReadOnly)
    }

    /// The record a row is about; none when it is a new one.
    fn current(
        &self,
        row: &ParsedRow,
        existing: &HashMap<String, Vec<Record>>,
    ) -> Result<Option<Record>, Vec<RowError>> {
        let Some(key) = self
            .import
            .key
            .as_deref()
            .filter(|_| self.import.mode != Mode::Create)
        else {
            return Ok(None);
        };
        let value = row.values.get(key);
        let wrong = |message: String| {
            vec![RowError {
                column: None,
                field: Some(key.to_owned()),
                message,
            }]
        };
        if value.is_null() {
            return match self.import.mode {
                Mode::Update => Err(wrong(format!(
                    "`{key}` is empty, so no record can be found"
                ))),
                _ => Ok(None),
            };
        }
        match existing.get(&key_text(value)).map(Vec::as_slice) {
            Some([one]) => Ok(Some(one.clone())),
            Some([_, _, ..]) => Err(wrong(format!(
                "several {} have this `{key}`",
                self.entity.plural
            ))),
            _ if self.import.mode == Mode::Update => {
                Err(wrong(format!("no {} has this `{key}`", self.entity.name)))
            }
            _ => Ok(None),
        }
    }

    /// A later row of the file may be about the same record.
    fn remember(
        &self,
        id: RecordId,
        row: &ParsedRow,
        values: Record,
        existing: &mut HashMap<String, Vec<Record>>,
    ) {
        let Some(key) = self
            .import
            .key
            .as_deref()
            .filter(|_| self.import.mode != Mode::Create)
        else {
            return;
        };
        let value = row.values.get(key);
        if !value.is_null() {
            existing.insert(key_text(value), vec![values.with("id", Value::Id(id.0))]);
        }
    }

    /// What an update would change, readable: `{field, label, old, new}`.
    fn changes(&self, current: &Record, values: &Record) -> Vec<Json> {
        values
            .iter()
            .filter(|(name, value)| current.get(name) != *value)
            .filter_map(|(name, value)| {
                let field = self.entity.field(name)?;
                if field.sensitive {
                    return Some(json!({ "field": name, "label": field.label, "sensitive": true }));
                }
                let (old, new) = (field.display(current.get(name)), field.display(value));
                Some(json!({ "field": name, "label": field.label, "old": old, "new": new }))
            })
            .collect()
    }

    fn note(
        &mut self,
        row: &ParsedRow,
        outcome: Outcome,
        warnings: Vec<RowError>,
        stored: &mut Vec<ImportRow>,
    ) {
        let summary: &mut Summary = &mut self.import.summary;
        let mut line = ImportRow {
            import: self.import.id,
            row: row.line,
            status: String::new(),
            title: title(&self.entity, row),
            record: None,
            errors: json!(warnings),
            changes: json!([]),
            cells: Json::Null,
        };
        if !warnings.is_empty() && !matches!(outcome, Outcome::Rejected(_)) {
            summary.warnings += 1;
        }
        line.status = match outcome {
            Outcome::New(id) => {
                summary.new += 1;
                line.record = (!self.dry).then_some(id);
                "new"
            }
            Outcome::Changed(id, changes) => {
                summary.changed += 1;
                line.record = Some(id);
                line.changes = Json::Array(changes);
                "changed"
            }
            Outcome::Unchanged(id) => {
                summary.unchanged += 1;
                line.record = Some(id);
                "unchanged"
            }
            Outcome::Rejected(errors) => {
                summary.rejected += 1;
                line.errors = json!(errors);
                line.cells = json!(row.cells);
                "rejected"
            }
        }
        .to_owned();
        stored.push(line);
    }
}

/// How a row is called in lists: its title field, else its first cell with content.
fn title(entity: &EntityDef, row: &ParsedRow) -> String {
    let own = entity
        .field(&entity.title)
        .map(|field| field.display(row.values.get(&field.name)));
    let names = ["first_name", "last_name"].map(|name| row.values.text(name).unwrap_or_default());
    own.filter(|title| !title.is_empty())
        .or_else(|| Some(names.join(" ").trim().to_owned()).filter(|name| !name.is_empty()))
        .or_else(|| {
            row.cells
                .iter()
                .find(|cell| !cell.trim().is_empty())
                .cloned()
        })
        .unwrap_or_default()
}

/// Key values compare without case, as people write e-mail addresses and codes.
fn key_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_lowercase(),
        other => format!("{other:?}"),
    }
}

/// Parts of an address that the file does not have stay as they are.
fn merge_addresses(values: &mut Record, current: &Record) {
    let merged: Vec<(String, Value)> = values
        .iter()
        .filter_map(|(name, value)| {
            let (Value::Json(Json::Object(new)), Value::Json(Json::Object(old))) =
                (value, current.get(name))
            else {
                return None;
            };
            let mut all = old.clone();
            all.extend(new.clone());
            Some((name.to_owned(), Value::Json(Json::Object(all))))
        })
        .collect();
    for (name, value) in merged {
        values.set(name, value);
    }
}
