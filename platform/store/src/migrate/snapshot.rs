//! A copy of a SQLite file before its schema changes.

use std::path::PathBuf;

use crate::store::Backend;
use crate::{Result, Store, StoreError};

impl Store {
    /// Copies the file to `backups/before_LABEL.db` beside it. PostgreSQL is backed up by its own tools.
    pub(super) async fn snapshot_before(&self, label: &str) -> Result<Option<PathBuf>> {
        let Backend::Sqlite(sqlite) = self.backend() else {
            return Ok(None);
        };
        let folder = sqlite.path().with_file_name("backups");
        std::fs::create_dir_all(&folder).map_err(|error| {
            StoreError::Configuration(format!("cannot make `{}`: {error}", folder.display()))
        })?;
        let free = (0..1000_u32)
            .map(|number| match number {
                0 => folder.join(format!("before_{label}.db")),
                number => folder.join(format!("before_{label}_{number}.db")),
            })
            .find(|file| !file.exists());
        let Some(file) = free else {
            return Err(StoreError::Migration(format!(
                "`{}` holds too many snapshots of the same step",
                folder.display()
            )));
        };
        self.snapshot_to(&file).await?;
        tracing::info!(file = %file.display(), "snapshot taken before migrating");
        Ok(Some(file))
    }
}
