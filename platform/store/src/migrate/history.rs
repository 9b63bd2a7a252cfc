//! What was applied to a database, and whether it fits a set of migrations.

use super::Migration;
use crate::sql::Statement;
use crate::{DatabaseKind, Result, Store, StoreError};

/// The table that keeps the history.
pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY NOT NULL, \
     name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

/// One applied migration.
pub(crate) struct Applied {
    pub(super) number: i64,
    pub(super) name: String,
    checksum: String,
}

impl Store {
    /// What was applied, in order.
    pub(crate) async fn history(&self) -> Result<Vec<Applied>> {
        let table = match self.kind() {
            DatabaseKind::Sqlite => {
                "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'"
            }
            DatabaseKind::Postgres => {
                "SELECT count(*) FROM information_schema.tables \
                 WHERE table_schema = current_schema() AND table_name = 'schema_migrations'"
            }
        };
        let table = Statement::new(table, Vec::new());
        if self.read_one(table, |row| row.int(0)).await? != Some(1) {
            return Ok(Vec::new());
        }
        let sql = "SELECT number, name, checksum FROM schema_migrations ORDER BY number";
        self.read_all(Statement::new(sql, Vec::new()), |row| {
            Ok(Applied {
                number: row.int(0)?,
                name: row.text(1)?.to_owned(),
                checksum: row.text(2)?.to_owned(),
            })
        })
        .await
    }
}

/// Refuses a database that is newer than the set, or whose migrations were edited since.
pub(super) fn check(kind: DatabaseKind, set: &[Migration], applied: &[Applied]) -> Result<()> {
    for (at, one) in applied.iter().enumerate() {
        let Some(known) = set.iter().find(|known| known.number == one.number) else {
            return Err(StoreError::Migration(format!(
                "the database has migration {:04}_{}, which this program does not know: use a newer rapport",
                one.number, one.name
            )));
        };
        if known.checksum(kind) != one.checksum {
            return Err(StoreError::Migration(format!(
                "migration {} was edited after it was applied to this database",
                known.label()
            )));
        }
        if set
            .get(at)
            .is_none_or(|expected| expected.number != one.number)
        {
            return Err(StoreError::Migration(format!(
                "migration {} is applied, but one before it is not",
                known.label()
            )));
        }
    }
    Ok(())
}
