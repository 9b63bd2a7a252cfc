//! Which database, and how it is opened.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use crate::StoreError;

/// The two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatabaseKind {
    /// SQLite, in this process.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

impl DatabaseKind {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

impl fmt::Display for DatabaseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where the data is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file, made when it is not there. Its folder must exist and be on a local disk.
    SqliteFile(PathBuf),
    /// A SQLite database that is gone when the store is closed; for tests.
    SqliteMemory,
    /// A PostgreSQL server: `postgres://user:password@host/database`.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    /// Reads `sqlite:path`, `sqlite::memory:` or a `postgres://` address.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(":memory:") => Ok(Self::SqliteMemory),
            Some(path) if !path.trim_start_matches('/').is_empty() => {
                // Both `sqlite:///data/x.db` and `sqlite:/data/x.db` name the same file.
                let path = path.strip_prefix("//").unwrap_or(path);
                Ok(Self::SqliteFile(PathBuf::from(path)))
            }
            _ => Err(StoreError::Configuration(
                "a database address is `sqlite:FILE` or `postgres://USER@HOST/DATABASE`".to_owned(),
            )),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    /// Leaves passwords out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SqliteFile(path) => write!(f, "sqlite:{}", path.display()),
            Self::SqliteMemory => f.write_str("sqlite::memory:"),
            Self::Postgres(_) => f.write_str("postgres://..."),
        }
    }
}

/// How a store is opened. Begin with [`StoreOptions::new`].
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// Where the data is.
    pub url: DatabaseUrl,
    /// SQLite: reader threads, 0 means one per core, at least 2. PostgreSQL: connections that reads share, 0 means four.
    pub readers: usize,
    /// SQLite waits for the disk at each commit. Off only for measurements: a power cut may then lose answers.
    pub synchronous_full: bool,
    /// SQLite joins waiting batches in one transaction.
    pub group_commit: bool,
    /// A read that takes longer is stopped.
    pub statement_timeout: Duration,
    /// SQLite: look at a file that another process may be writing, and change nothing.
    pub read_only: bool,
}

impl StoreOptions {
    /// The defaults for a database.
    #[must_use]
    pub fn new(url: DatabaseUrl) -> Self {
        Self {
            url,
            readers: 0,
            synchronous_full: true,
            group_commit: true,
            statement_timeout: Duration::from_secs(30),
            read_only: false,
        }
    }
}
