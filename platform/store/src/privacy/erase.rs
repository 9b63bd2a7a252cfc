//! Erasure: what a person's records held is overwritten where it stands, and the salts of their audit entries go.
//!
//! Why not with a key per person: `docs/adr/0010-erasure.md`. One transaction overwrites records, search texts, events,
//! rows of imports, kept answers and results of jobs, empties the audit entries and says so in the trail; it is repeated
//! until nothing more is found. [`Store::scrub`] then makes the database file forget its free pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rapport_kernel::RecordId;
use rapport_schema::{ColumnKind, EntityDef, FieldType, Table};
use serde_json::json;
use uuid::Uuid;

use super::holds::unless_held;
use super::user::UserTraces;
use crate::audit::note_step;
use crate::row::RowRef;
use crate::sql::SqlText;
use crate::store::Backend;
use crate::transact::Step;
use crate::{AuditAuthor, AuditKind, AuditNote, Result, Store, StoreError, TenantStore};

/// Audit entries emptied in one transaction.
const AT_ONCE: u32 = 400;

/// Rounds until nothing more is found; more are needed only when others write about the person meanwhile.
const ROUNDS: usize = 10_000;

/// Tables that every erasure may touch.
const TOUCHED: &[&str] = &[
    "api_keys",
    "audit",
    "idempotency",
    "import_rows",
    "invitations",
    "jobs",
    "legal_holds",
    "outbox",
    "outgoing_mails",
    "provider_identities",
    "search_docs",
    "sessions",
    "users",
];

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
    /// A user whose account is emptied too.
    pub user: Option<UserTraces>,
    /// What becomes of the rows of the records.
    pub left: Left,
    /// What the trail says of the erasure as a whole.
    pub note: AuditNote,
}

/// What is left of erased records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Left {
    /// Empty rows in the bin, so that what points to them stays right.
    #[default]
    Shells,
    /// Nothing. Refused with a broken link while something points to one of them.
    Nothing,
}

/// An entry to be emptied.
pub(super) struct Found {
    pub(super) id: Uuid,
    pub(super) entity: String,
    pub(super) record: Uuid,
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
    /// The database cannot be written; [`StoreError::Unmatched`] when a record is on hold or gone. What was erased until
    /// then stays erased, and the call can be repeated.
    pub async fn erase(&self, erasure: &Erasure) -> Result<u64> {
        let mut ids: Vec<RecordId> = erasure.records.iter().map(|(_, id)| *id).collect();
        ids.extend(erasure.user.iter().flat_map(UserTraces::ids));
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
                    steps.push(match erasure.left {
                        Left::Shells => self.blank(erasure, entity, *id),
                        Left::Nothing => self.remove(entity, *id),
                    });
                    steps.push(self.remember_erased(erasure, entity, *id));
                    self.forget_record(&mut steps, *id);
                }
                if let Some(user) = &erasure.user {
                    self.forget_user(&mut steps, user, erasure.author.at);
                }
                self.forget_texts(&mut steps, &erasure.texts);
            }
            self.empty(&mut steps, &erasure.author, &found, round);
            if round == 0 {
                let note = (&erasure.author, &erasure.note);
                let (kind, tenant) = (self.store().kind(), self.tenant());
                steps.push(note_step(kind, tenant, note.0, note.1, 0));
            }
            self.transact_all(steps).await?;
        }
        Ok(emptied)
    }

    async fn found(&self, records: &[RecordId], texts: &[String]) -> Result<Vec<Found>> {
        let mut sql = SqlText::new("SELECT id, entity, record_id FROM audit WHERE ");
        self.matching(&mut sql, records, texts);
        sql.push(" ORDER BY id LIMIT ").param(AT_ONCE);
        let read = |row: &RowRef<'_>| Found::read(row);
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

    /// Empties a record and puts it into the bin. Its number, code and state stay.
    fn blank(&self, erasure: &Erasure, entity: &EntityDef, id: RecordId) -> Step {
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
        unless_held(&mut sql, self.tenant(), id.0);
        Step::one(sql.finish())
    }

    /// Takes the row away.
    fn remove(&self, entity: &EntityDef, id: RecordId) -> Step {
        let mut sql = SqlText::new("DELETE FROM ");
        match &entity.table {
            Table::Own(name) => sql.name(name),
            Table::Shared => sql.push("custom_records"),
        };
        sql.push(" WHERE tenant_id = ").param(self.tenant());
        sql.push(" AND id = ").param(id);
        unless_held(&mut sql, self.tenant(), id.0);
        Step::one(sql.finish())
    }

    fn remember_erased(&self, erasure: &Erasure, entity: &EntityDef, id: RecordId) -> Step {
        let mut sql =
            SqlText::new("INSERT INTO erased_records (tenant_id, entity, record_id, at) VALUES (");
        sql.param(self.tenant());
        sql.push(", ").param(entity.name.as_str());
        sql.push(", ").param(id);
        sql.push(", ").param(erasure.author.at);
        sql.push(") ON CONFLICT (tenant_id, entity, record_id) DO NOTHING");
        Step::any(sql.finish())
    }

    /// Empties entries and says which, per record.
    pub(super) fn empty(
        &self,
        steps: &mut Vec<Step>,
        author: &AuditAuthor,
        found: &[Found],
        round: usize,
    ) {
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
            steps.push(note_step(kind, tenant, author, &note, base + at + 1));
        }
    }
}

impl Store {
    /// Makes the database forget what was deleted and overwritten: SQLite writes its file anew without free pages and
    /// empties its log, which takes a moment per gigabyte and keeps writers waiting. PostgreSQL vacuums the tables
    /// that erasures touch, and those of some entities; its archived logs are the operator's.
    ///
    /// # Errors
    /// No room for the new file, or somebody reads for very long.
    pub async fn scrub(&self, entities: &[Arc<EntityDef>]) -> Result<()> {
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
                let own = entities.iter().map(|entity| match &entity.table {
                    Table::Own(name) => name.as_str(),
                    Table::Shared => "custom_records",
                });
                let tables: BTreeSet<&str> = TOUCHED.iter().copied().chain(own).collect();
                for table in tables {
                    let mut sql = SqlText::new("VACUUM ");
                    sql.name(table);
                    let scope = self.scope();
                    postgres
                        .read(scope, sql.finish(), (), |(), _| Ok(()))
                        .await?;
                }
                Ok(())
            }
        }
    }
}
