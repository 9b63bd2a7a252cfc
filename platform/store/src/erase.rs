//! Erasure: what a person's records held is overwritten where it stands, and the salts of their audit entries go.
//!
//! Why not with a key per person: `docs/adr/0010-erasure.md`. One transaction overwrites records, search texts, events,
//! rows of imports, kept answers and results of jobs, empties the audit entries and says so in the trail; it is repeated
//! until nothing more is found. [`Store::scrub`] then makes the database file forget its free pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use rapport_kernel::RecordId;
use rapport_schema::{ColumnKind, EntityDef, FieldType, Table};
use serde_json::json;
use uuid::Uuid;

use crate::audit::note_step;
use crate::row::RowRef;
use crate::sql::{Param, SqlText};
use crate::store::Backend;
use crate::transact::{Step, StepError};
use crate::{
    AuditAuthor, AuditKind, AuditNote, DatabaseKind, Result, Store, StoreError, TenantStore,
};

/// Audit entries emptied in one transaction.
const AT_ONCE: u32 = 400;

/// Rounds until nothing more is found; more are needed only when others write about the person meanwhile.
const ROUNDS: usize = 10_000;

/// What is to be erased.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// Who does it.
    pub author: AuditAuthor,
    /// The records.
    pub records: Vec<(Arc<EntityDef>, RecordId)>,
    /// Texts that name the person: addresses, numbers, the full name. Wherever audit entries, imports and jobs hold one of
    /// them, it goes too.
    pub texts: Vec<String>,
    /// What the trail says of the erasure as a whole.
    pub note: AuditNote,
}

/// An entry to be emptied.
struct Found {
    id: Uuid,
    entity: String,
    record: Uuid,
}

impl TenantStore {
    /// How many audit entries an erasure would empty.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn erasable_entries(&self, records: &[RecordId], texts: &[String]) -> Result<i64> {
        let mut sql = SqlText::new("SELECT count(*) FROM audit WHERE ");
        self.matching(&mut sql, records, texts);
        let count = self
            .store()
            .read_one(sql.finish().heavy(), |row| row.int(0));
        Ok(count.await?.unwrap_or_default())
    }

    /// Erases. Answers how many audit entries were emptied.
    ///
    /// # Errors
    /// The database cannot be written. What was erased until then stays erased, and the call can be repeated.
    pub async fn erase(&self, erasure: &Erasure) -> Result<u64> {
        let ids: Vec<RecordId> = erasure.records.iter().map(|(_, id)| *id).collect();
        let mut emptied = 0;
        for round in 0..ROUNDS {
            let found = self.found(&ids, &erasure.texts).await?;
            if found.is_empty() && round > 0 {
                break;
            }
            emptied += u64::try_from(found.len()).unwrap_or_default();
            let mut steps = Vec::new();
            if round == 0 {
                for (entity, id) in &erasure.records {
                    steps.push(self.blank(erasure, entity, *id)?);
                    self.forget_record(&mut steps, *id);
                }
                self.forget_texts(&mut steps, &erasure.texts);
            }
            self.empty(&mut steps, erasure, &found, round);
            self.store()
                .transact(steps)
                .await
                .map_err(|StepError { error, .. }| error)?;
        }
        Ok(emptied)
    }

    async fn found(&self, records: &[RecordId], texts: &[String]) -> Result<Vec<Found>> {
        let mut sql = SqlText::new("SELECT id, entity, record_id FROM audit WHERE ");
        self.matching(&mut sql, records, texts);
        sql.push(" ORDER BY id LIMIT ").param(AT_ONCE);
        let read = |row: &RowRef<'_>| {
            Ok(Found {
                id: row.uuid(0)?,
                entity: row.text(1)?.to_owned(),
                record: row.uuid(2)?,
            })
        };
        self.store().read_all(sql.finish().heavy(), read).await
    }

    /// Entries of these records, and those that hold one of the texts. What tells of erasures stays.
    fn matching(&self, sql: &mut SqlText, records: &[RecordId], texts: &[String]) {
        sql.push("tenant_id = ").param(self.tenant());
        sql.push(" AND salt IS NOT NULL AND kind NOT IN ('erase', 'privacy') AND (record_id IN (");
        let nobody = [RecordId(Uuid::nil())];
        let records = if records.is_empty() { &nobody } else { records };
        for (at, id) in records.iter().enumerate() {
            // The nil id stands for "no single record": never match it.
            let id = if id.0.is_nil() { Uuid::max() } else { id.0 };
            sql.push(if at > 0 { ", " } else { "" }).param(id);
        }
        sql.push(")");
        for text in texts {
            for column in ["title", "changes"] {
                sql.push(" OR ");
                self.contains(sql, column, text);
            }
        }
        sql.push(")");
    }

    /// Whether a column holds a text, in JSON or not, whatever the case of its ASCII letters.
    fn contains(&self, sql: &mut SqlText, column: &str, text: &str) {
        let text = in_json(text).to_ascii_lowercase();
        match self.store().kind() {
            DatabaseKind::Sqlite => sql
                .push("instr(lower(")
                .push(column)
                .push("), ")
                .param(text),
            DatabaseKind::Postgres => sql
                .push("strpos(lower(")
                .push(column)
                .push("::text), ")
                .param(text)
                .push("::text"),
        };
        sql.push(") > 0");
    }

    /// Empties a record and puts it into the bin. Its number, code and state stay.
    fn blank(&self, erasure: &Erasure, entity: &EntityDef, id: RecordId) -> Result<Step> {
        let author = &erasure.author;
        let mut sql = SqlText::new("UPDATE ");
        match &entity.table {
            Table::Own(name) => sql.name(name),
            Table::Shared => sql.push("custom_records"),
        };
        sql.push(" SET version = version + 1, updated_at = ")
            .param(author.at);
        sql.push(", updated_by = ").param(author.actor);
        sql.push(", deleted_at = coalesce(deleted_at, ")
            .param(author.at)
            .push(")");
        if entity.table == Table::Shared {
            sql.push(", data = '{}'");
        } else {
            for field in entity.fields().iter().filter(|field| !field.system) {
                let slot = field.slot(&entity.table);
                let kept = matches!(field.kind, FieldType::Code { .. } | FieldType::State(_));
                if kept || slot.key.is_some() {
                    continue;
                }
                sql.push(", ").name(slot.column).push(" = NULL");
                let second = match field.kind.column() {
                    ColumnKind::Money => format!("{}_currency", field.name),
                    ColumnKind::Reference => format!("{}_type", field.name),
                    _ => continue,
                };
                sql.push(", ").name(&second).push(" = NULL");
            }
        }
        sql.push(", custom_fields = '{}' WHERE tenant_id = ")
            .param(self.tenant());
        sql.push(" AND id = ").param(id);
        Ok(Step::any(sql.finish()))
    }

    /// What hangs on a record beside its own row.
    fn forget_record(&self, steps: &mut Vec<Step>, id: RecordId) {
        for table in ["search_docs", "outbox"] {
            let mut sql = SqlText::new("DELETE FROM ");
            sql.push(table)
                .push(" WHERE tenant_id = ")
                .param(self.tenant());
            sql.push(" AND record_id = ").param(id);
            steps.push(Step::any(sql.finish()));
        }
        let mut sql = SqlText::new(EMPTY_ROWS);
        sql.param(self.tenant()).push(" AND record_id = ").param(id);
        steps.push(Step::any(sql.finish()));
        self.forget_texts(steps, &[id.to_string()]);
    }

    /// Kept answers that hold a text go, so do finished exports of a person; rows of imports are emptied. In other jobs
    /// that are over the text is taken out.
    fn forget_texts(&self, steps: &mut Vec<Step>, texts: &[String]) {
        for text in texts {
            let mut sql = SqlText::new("DELETE FROM idempotency WHERE tenant_id = ");
            sql.param(self.tenant()).push(" AND ");
            self.contains(&mut sql, "body", text);
            steps.push(Step::any(sql.finish()));
            let mut sql = SqlText::new(EMPTY_ROWS);
            sql.param(self.tenant()).push(" AND ");
            self.contains(&mut sql, "cells", text);
            steps.push(Step::any(sql.finish()));
            let mut sql = SqlText::new(
                "DELETE FROM jobs WHERE kind = 'privacy_access' AND status IN ('done', 'failed') AND tenant_id = ",
            );
            sql.param(self.tenant()).push(" AND ");
            self.contains(&mut sql, "result", text);
            steps.push(Step::any(sql.finish()));
            if text.parse::<Uuid>().is_err() {
                steps.push(self.take_out(text));
            }
        }
    }

    fn take_out(&self, text: &str) -> Step {
        let inner = in_json(text);
        let mut sql = SqlText::new("UPDATE jobs SET ");
        for (at, column) in ["state", "result"].into_iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" }).push(column);
            match self.store().kind() {
                DatabaseKind::Sqlite => {
                    sql.push(" = replace(").push(column).push(", ");
                    sql.param(inner.as_str()).push(", '')");
                }
                DatabaseKind::Postgres => {
                    sql.push(" = replace(").push(column).push("::text, ");
                    sql.param(inner.as_str()).push("::text, '')::jsonb");
                }
            }
        }
        sql.push(" WHERE status IN ('done', 'failed') AND tenant_id = ")
            .param(self.tenant());
        Step::any(sql.finish())
    }

    /// Empties entries and says which, per record.
    fn empty(&self, steps: &mut Vec<Step>, erasure: &Erasure, found: &[Found], round: usize) {
        let mut by_record: BTreeMap<(&str, Uuid), Vec<Uuid>> = BTreeMap::new();
        for one in found {
            let mut sql = SqlText::new(
                "UPDATE audit SET title = '', changes = '[]', salt = NULL WHERE tenant_id = ",
            );
            sql.param(self.tenant()).push(" AND id = ").param(one.id);
            steps.push(Step::any(sql.finish()));
            by_record
                .entry((&one.entity, one.record))
                .or_default()
                .push(one.id);
        }
        let tenant = self.tenant();
        let kind = self.store().kind();
        let base = round.saturating_mul(AT_ONCE as usize + 1);
        for (at, ((entity, record), entries)) in by_record.into_iter().enumerate() {
            let note = AuditNote::new(AuditKind::Erase, entity, record, "erase")
                .with("entries", json!(entries));
            steps.push(note_step(
                kind,
                tenant,
                &erasure.author,
                &note,
                base + at + 1,
            ));
        }
        if round == 0 {
            steps.push(note_step(kind, tenant, &erasure.author, &erasure.note, 0));
        }
    }
}

const EMPTY_ROWS: &str = "UPDATE import_rows SET title = '', errors = '[]', changes = '[]', cells = '[]' WHERE tenant_id = ";

/// A text as it stands inside of JSON.
fn in_json(text: &str) -> String {
    let quoted = json!(text).to_string();
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(&quoted).to_owned()
}

impl Store {
    /// Makes the database forget what was deleted and overwritten: SQLite writes its file anew without free pages and
    /// empties its log, which takes a moment per gigabyte and keeps writers waiting. PostgreSQL vacuums the tables
    /// that erasures touch; its archived logs are the operator's.
    ///
    /// # Errors
    /// No room for the new file, or somebody reads for very long.
    pub async fn scrub(&self) -> Result<()> {
        match self.backend() {
            Backend::Sqlite(sqlite) => {
                let work = |connection: &mut rusqlite::Connection| {
                    let run = |text: &str| {
                        connection
                            .execute_batch(text)
                            .map_err(crate::sqlite::store_error)
                    };
                    run("INSERT INTO search_fts (search_fts) VALUES ('optimize')")?;
                    run("VACUUM")?;
                    // Readers that began before still need the log; they are short.
                    for _ in 0..200 {
                        let busy: i64 = connection
                            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
                            .map_err(crate::sqlite::store_error)?;
                        if busy == 0 {
                            return Ok(());
                        }
                    }
                    Err(StoreError::Busy)
                };
                sqlite.exclusive(work).await
            }
            Backend::Postgres(postgres) => {
                for table in [
                    "audit",
                    "search_docs",
                    "outbox",
                    "import_rows",
                    "idempotency",
                    "jobs",
                ] {
                    let statement =
                        crate::sql::Statement::new(format!("VACUUM {table}"), Vec::<Param>::new());
                    postgres.read(statement, (), |(), _| Ok(())).await?;
                }
                Ok(())
            }
        }
    }
}
