//! The store: one database, opened.

use std::path::Path;
use std::sync::Arc;

use rapport_kernel::TenantId;

use crate::identity::Identity;
use crate::postgres::Postgres;
use crate::query::Plans;
use crate::scope::Scope;
use crate::sqlite::Sqlite;
use crate::{DatabaseKind, DatabaseUrl, Result, StoreError, StoreOptions, TenantStore};

/// A database, opened. Clones share it.
#[derive(Clone)]
pub struct Store {
    backend: Arc<Backend>,
    plans: Arc<Plans>,
    /// For whom its statements run.
    scope: Scope,
}

pub(crate) enum Backend {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

impl Store {
    /// Opens the database. The schema is not looked at: see [`Store::ready`] and [`Store::migrate_up`].
    pub async fn open(options: StoreOptions) -> Result<Self> {
        let backend = match &options.url {
            DatabaseUrl::SqliteFile(path) => Backend::Sqlite(Sqlite::open(path, &options)?),
            DatabaseUrl::SqliteMemory => Backend::Sqlite(Sqlite::open_temporary(&options)?),
            DatabaseUrl::Postgres(url) => {
                Backend::Postgres(Box::new(Postgres::open(url, &options).await?))
            }
        };
        Ok(Self {
            backend: Arc::new(backend),
            plans: Arc::default(),
            scope: Scope::default(),
        })
    }

    /// Which database it is.
    #[must_use]
    pub fn kind(&self) -> DatabaseKind {
        match self.backend() {
            Backend::Sqlite(_) => DatabaseKind::Sqlite,
            Backend::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// One tenant's view.
    #[must_use]
    pub fn tenant(&self, tenant: TenantId) -> TenantStore {
        TenantStore::new(self.within(Scope::Tenant(tenant)), tenant)
    }

    /// The accounts' side.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity::new(self.within(Scope::Platform))
    }

    /// The same database, with statements that run for somebody else.
    pub(crate) fn within(&self, scope: Scope) -> Self {
        Self {
            backend: Arc::clone(&self.backend),
            plans: Arc::clone(&self.plans),
            scope,
        }
    }

    /// For whom statements run.
    pub(crate) fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether the database answers and has been migrated at all.
    pub async fn ready(&self) -> Result<()> {
        if self.history().await?.is_empty() {
            return Err(StoreError::Migration(
                "the database is not migrated yet".to_owned(),
            ));
        }
        Ok(())
    }

    /// Copies a SQLite database to a new file while it is in use. PostgreSQL has its own tools.
    pub async fn snapshot_to(&self, file: &Path) -> Result<()> {
        match self.backend() {
            Backend::Sqlite(sqlite) => sqlite.snapshot_to(file).await,
            Backend::Postgres(_) => Err(StoreError::Configuration(
                "snapshots are for SQLite; use pg_dump for PostgreSQL".to_owned(),
            )),
        }
    }

    /// Lets a SQLite file grow no further, or lifts that again, as a full disk would. For tests.
    #[doc(hidden)]
    pub async fn limit_size(&self, limited: bool) -> Result<()> {
        match self.backend() {
            Backend::Sqlite(sqlite) => sqlite.limit_size(limited).await,
            Backend::Postgres(_) => Ok(()),
        }
    }

    /// Finishes what was accepted and stops the threads or connections. Other clones get [`StoreError::Closed`].
    pub async fn close(self) {
        match self.backend() {
            Backend::Sqlite(sqlite) => sqlite.close().await,
            Backend::Postgres(postgres) => postgres.close(),
        }
    }

    /// The plans of questions asked before.
    pub(crate) fn plans(&self) -> &Plans {
        &self.plans
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.backend
    }
}
