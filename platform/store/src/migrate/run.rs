//! Applying and taking back migrations.

use super::history::{TABLE, check};
use super::{Migration, MigrationStatus};
use crate::store::Backend;
use crate::{DatabaseKind, Result, Store, StoreError};

impl Store {
    /// Applies what is missing; a SQLite file that holds data is copied to `backups/` first.
    /// Answers the names of what was applied.
    pub async fn migrate_up(&self, set: &[Migration]) -> Result<Vec<String>> {
        let applied = self.history().await?;
        check(self.kind(), set, &applied)?;
        let missing = set.get(applied.len()..).unwrap_or_default();
        if let (Some(first), false) = (missing.first(), applied.is_empty()) {
            self.snapshot_before(&first.label()).await?;
        }
        let mut done = Vec::new();
        for migration in missing {
            if self.apply(migration).await? {
                tracing::info!(migration = migration.label(), "migrated");
                done.push(migration.label());
            }
        }
        Ok(done)
    }

    /// Takes back the last migrations. Answers the names of what was taken back.
    pub async fn migrate_down(&self, set: &[Migration], steps: usize) -> Result<Vec<String>> {
        let applied = self.history().await?;
        check(self.kind(), set, &applied)?;
        let last = set.get(..applied.len()).unwrap_or_default();
        if let (Some(migration), true) = (last.last(), steps > 0) {
            self.snapshot_before(&format!("{}_down", migration.label()))
                .await?;
        }
        let mut done = Vec::new();
        for migration in last.iter().rev().take(steps) {
            let record = format!(
                "DELETE FROM schema_migrations WHERE number = {}",
                migration.number
            );
            self.run_texts(vec![record + ";", migration.down(self.kind()).to_owned()])
                .await?;
            done.push(migration.label());
        }
        Ok(done)
    }

    /// All migrations of the set with what is applied.
    pub async fn migration_status(&self, set: &[Migration]) -> Result<Vec<MigrationStatus>> {
        let applied = self.history().await?;
        check(self.kind(), set, &applied)?;
        let status = |migration: &Migration| MigrationStatus {
            number: migration.number,
            name: migration.name.to_owned(),
            applied: applied.iter().any(|one| one.number == migration.number),
        };
        Ok(set.iter().map(status).collect())
    }

    /// Applies one; false when another process did so meanwhile.
    async fn apply(&self, migration: &Migration) -> Result<bool> {
        let kind = self.kind();
        let now = match kind {
            DatabaseKind::Sqlite => "CAST(unixepoch('subsec') * 1000000 AS INTEGER)",
            DatabaseKind::Postgres => "(extract(epoch FROM now()) * 1000000)::bigint",
        };
        // The record comes first: its primary key stops a second process that waited for the lock.
        let record = format!(
            "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ({}, '{}', '{}', {now});",
            migration.number,
            migration.name.replace('\'', "''"),
            migration.checksum(kind)
        );
        let texts = vec![format!("{TABLE};"), record, migration.up(kind).to_owned()];
        match self.run_texts(texts).await {
            Ok(()) => Ok(true),
            Err(error) => {
                let applied = self.history().await?;
                if applied.iter().any(|one| one.number == migration.number) {
                    return Ok(false);
                }
                Err(StoreError::Migration(format!(
                    "migration {}: {error}",
                    migration.label()
                )))
            }
        }
    }

    /// Runs SQL texts in one transaction, with all links checked at its end.
    pub(crate) async fn run_texts(&self, texts: Vec<String>) -> Result<()> {
        match self.backend() {
            Backend::Sqlite(sqlite) => sqlite.run_texts(texts).await,
            Backend::Postgres(postgres) => postgres.run_texts(texts).await,
        }
    }
}
