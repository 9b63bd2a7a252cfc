//! Opening files: pragmas, the lock, temporary databases and snapshots.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::{Connection, OpenFlags};

use super::{BUSY, store_error};
use crate::{Result, StoreError, StoreOptions};

/// Page cache of the writer in KiB.
const WRITER_CACHE: usize = 8 * 1024;
/// Page cache of all readers together in KiB. What it does not hold is copied from the system's file cache.
const READERS_CACHE: usize = 16 * 1024;
/// The least page cache of a connection in KiB.
const LEAST_CACHE: usize = 2 * 1024;
/// Prepared statements kept per connection.
const PREPARED: usize = 256;

/// Takes the lock that keeps a second server away. It is held as long as the file lives.
pub(super) fn lock(path: &Path) -> Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = private(&PathBuf::from(name))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_path_buf())),
        Err(TryLockError::Error(error)) => Err(cannot_open(path, &error)),
    }
}

/// Opens or makes a file that only its owner may read.
fn private(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map_err(|error| cannot_open(path, &error))
}

fn cannot_open(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Configuration(format!("cannot open `{}`: {error}", path.display()))
}

/// The one connection that writes.
pub(super) fn open_writer(path: &Path, options: &StoreOptions) -> Result<Connection> {
    // SQLite gives its WAL and index files the mode of the data file.
    drop(private(path)?);
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, WRITER_CACHE)?;
    let mode: String = connection
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(store_error)?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(StoreError::Configuration(format!(
            "`{}` cannot use a write-ahead log; it must be on a local disk",
            path.display()
        )));
    }
    let synchronous = if options.synchronous_full {
        "FULL"
    } else {
        "NORMAL"
    };
    connection
        .execute_batch(&format!(
            "PRAGMA synchronous = {synchronous}; PRAGMA wal_autocheckpoint = 2000; \
             PRAGMA journal_size_limit = 67108864;"
        ))
        .map_err(store_error)?;
    Ok(connection)
}

/// A connection that only reads, one of some.
pub(super) fn open_reader(path: &Path, readers: usize) -> Result<Connection> {
    let cache = (READERS_CACHE / readers.max(1)).max(LEAST_CACHE);
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, cache)?;
    connection
        .execute_batch("PRAGMA query_only = ON;")
        .map_err(store_error)?;
    Ok(connection)
}

fn open(path: &Path, access: OpenFlags, cache: usize) -> Result<Connection> {
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(store_error)?;
    connection.busy_timeout(BUSY).map_err(store_error)?;
    connection
        .execute_batch(&format!(
            "PRAGMA foreign_keys = ON; PRAGMA cache_size = -{cache}; PRAGMA temp_store = MEMORY; \
             PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0;"
        ))
        .map_err(store_error)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

/// Writes a consistent copy of a database in use.
pub(super) fn snapshot(from: &Path, to: &Path) -> Result<()> {
    let connection = open(from, OpenFlags::SQLITE_OPEN_READ_ONLY, LEAST_CACHE)?;
    let text = to.to_str().ok_or_else(|| {
        StoreError::Configuration(format!("`{}` is not a UTF-8 path", to.display()))
    })?;
    // VACUUM INTO fills an existing empty file, so the copy is private from its first byte.
    let file = private(to)?;
    if file.metadata().is_ok_and(|metadata| metadata.len() > 0) {
        return Err(StoreError::Configuration(format!(
            "`{text}` is there already"
        )));
    }
    connection
        .execute("VACUUM INTO ?1", [text])
        .map_err(store_error)?;
    file.sync_all().map_err(StoreError::internal)
}

/// A folder for a database that goes with it.
pub(super) struct Temporary(PathBuf);

impl Temporary {
    pub(super) fn new() -> Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        for attempt in 0..1000_u32 {
            let name = format!("rapport-{}-{number}-{attempt}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            match std::fs::create_dir(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(cannot_open(&folder, &error)),
            }
        }
        Err(StoreError::Configuration(
            "no temporary folder is free".to_owned(),
        ))
    }

    pub(super) fn file(&self) -> PathBuf {
        self.0.join("memory.db")
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
