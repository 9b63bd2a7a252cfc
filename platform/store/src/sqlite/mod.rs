//! SQLite in this process: one writer thread with group commit, several reader threads.
//!
//! WAL, `synchronous=FULL`, foreign keys on. One process owns a data file: it holds a lock on `FILE.lock`.

pub(crate) mod bind;
mod connection;
mod failure;
mod migration;
mod reader;
mod statement;
#[cfg(test)]
mod tests;
mod writer;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::row::RowRef;
use crate::sql::Statement;
use crate::transact::{Outcome, Step, StepError};
use crate::{Result, StoreError, StoreOptions};
use connection::Temporary;
use reader::Readers;
use writer::Writer;

pub(crate) use failure::store_error;
pub(crate) use statement::run_steps;

/// The oldest version whose WAL is safe (see the project's notes on the WAL reset fault).
const NEEDED: (i32, &str) = (3_051_003, "3.51.3");

/// An opened SQLite database.
pub(crate) struct Sqlite {
    // Fields drop in this order: threads first, then the lock, then a temporary file.
    readers: Readers,
    writer: Writer,
    path: PathBuf,
    lock: Mutex<Option<File>>,
    _temporary: Option<Temporary>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, options: &StoreOptions) -> Result<Self> {
        Self::open_with(path, options, None)
    }

    pub(crate) fn open_temporary(options: &StoreOptions) -> Result<Self> {
        let temporary = Temporary::new()?;
        let options = StoreOptions {
            synchronous_full: false,
            ..options.clone()
        };
        let path = temporary.file();
        Self::open_with(&path, &options, Some(temporary))
    }

    fn open_with(
        path: &Path,
        options: &StoreOptions,
        temporary: Option<Temporary>,
    ) -> Result<Self> {
        if rusqlite::version_number() < NEEDED.0 {
            return Err(StoreError::TooOld {
                product: "SQLite",
                found: rusqlite::version().to_owned(),
                needed: NEEDED.1,
            });
        }
        // Who only looks takes no lock, and any write fails.
        let (lock, connection) = if options.read_only {
            (None, connection::open_reader(path, 1)?)
        } else {
            let lock = connection::lock(path)?;
            (Some(lock), connection::open_writer(path, options)?)
        };
        // The writer comes first: it makes the file and switches it to WAL.
        let writer = Writer::start(connection, options.group_commit)?;
        let readers = Readers::start(path, options)?;
        Ok(Self {
            readers,
            writer,
            path: path.to_path_buf(),
            lock: Mutex::new(lock),
            _temporary: temporary,
        })
    }

    pub(crate) async fn read<S, F>(&self, statement: Statement, state: S, each: F) -> Result<S>
    where
        S: Send + 'static,
        F: FnMut(&mut S, &RowRef<'_>) -> Result<()> + Send + 'static,
    {
        self.readers.read(statement, state, each).await
    }

    /// Runs a piece of work in a transaction of its own on the writer thread.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    {
        self.writer.write(work).await
    }

    pub(crate) async fn transact(&self, steps: Vec<Step>) -> Result<Vec<Outcome>, StepError> {
        self.write(move |connection| run_steps(connection, &steps))
            .await
    }

    /// Runs a piece of work on the writer's connection outside any transaction.
    pub(crate) async fn exclusive<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        self.writer.exclusive(work).await
    }

    /// Runs SQL texts in one transaction. Links are not checked meanwhile, but all of them at the end.
    pub(crate) async fn run_texts(&self, texts: Vec<String>) -> Result<()> {
        self.exclusive(move |connection| migration::run_texts(connection, &texts))
            .await
    }

    pub(crate) async fn snapshot_to(&self, file: &Path) -> Result<()> {
        let (from, to) = (self.path.clone(), file.to_path_buf());
        let (reply, answer) = oneshot::channel();
        // A thread of its own: copying a large file must keep neither readers nor the writer waiting.
        std::thread::Builder::new()
            .name("rapport-snapshot".to_owned())
            .spawn(move || {
                let _ = reply.send(connection::snapshot(&from, &to));
            })
            .map_err(StoreError::internal)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    pub(crate) async fn limit_size(&self, limited: bool) -> Result<()> {
        self.exclusive(move |connection| {
            let pages = if limited { 1_i64 } else { 4_294_967_294 };
            // SQLite raises a limit below the present size to the present size.
            connection
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
                .map_err(store_error)
        })
        .await
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) async fn close(&self) {
        self.readers.close();
        self.writer.close().await;
        self.lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

/// How long a connection waits for a lock another one holds.
const BUSY: Duration = Duration::from_secs(5);
