//! `rapport backup` and `rapport restore`: the database, the keys and the files as one folder.
//!
//! A backup is taken while the server runs: the database is copied in one read transaction, what lies beside it file by
//! file. PostgreSQL has its own tools, which are named instead.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rapport_config::{Database, Settings};
use rapport_kernel::{Clock as _, Timestamp};
use rapport_store::MIGRATIONS;

use crate::app::{make_folder, open_store, open_to_look};
use crate::cli::Restore;
use crate::failure::{Failure, Outcome};

/// The database within a backup.
const DATABASE: &str = "rapport.db";
/// What a backup is, and of when.
const ABOUT: &str = "backup.json";
/// Copies that a data folder keeps of itself.
const KEPT: &str = "backups";

/// Makes a backup.
pub async fn backup(settings: &Settings, folder: &Path) -> Outcome {
    let file = sqlite_file(settings, "pg_dump -Fc --file FILE")?;
    if folder.exists() {
        return Err(Failure::new(format!(
            "{} is there already; a backup is a new folder",
            folder.display()
        )));
    }
    if !file.exists() {
        let name = file.display();
        return Err(Failure::new(format!("there is no database {name} yet")));
    }
    // Nobody takes an unfinished backup for a whole one: it gets its name at the end.
    let unfinished = with_end(folder, ".unfinished");
    make_folder(&unfinished)?;
    let outcome = fill(settings, file, &unfinished).await;
    if let Err(failure) = outcome {
        let _ = fs::remove_dir_all(&unfinished);
        return Err(failure);
    }
    fs::rename(&unfinished, folder)
        .map_err(|error| Failure::cannot(format!("name the backup {}", folder.display()), error))?;
    println!("backup written to {}", folder.display());
    println!("it holds the keys of the server: keep it as safe as the data folder");
    Ok(())
}

async fn fill(settings: &Settings, file: &Path, to: &Path) -> Outcome {
    let store = open_to_look(settings).await?;
    let applied = store.migration_status(MIGRATIONS).await;
    let copied = store.snapshot_to(&to.join(DATABASE)).await;
    store.close().await;
    let steps = applied?.iter().filter(|step| step.applied).count();
    copied?;
    copy_beside(&settings.data, to, file)?;
    let about = serde_json::json!({
        "program": "rapport",
        "version": env!("CARGO_PKG_VERSION"),
        "made_at": now().to_string(),
        "migrations": steps,
    });
    write(&to.join(ABOUT), about.to_string().as_bytes())
}

/// Brings a backup back.
pub async fn restore(settings: &Settings, command: &Restore) -> Outcome {
    let file = sqlite_file(settings, "pg_restore --dbname DATABASE FILE")?;
    let from = &command.folder;
    let is_backup = from.join(ABOUT).is_file() && from.join(DATABASE).is_file();
    if !is_backup {
        let name = from.display();
        return Err(Failure::new(format!("{name} is not a backup of rapport")));
    }
    check(from).await?;
    make_folder(&settings.data)?;
    let old = old_things(&settings.data, file)?;
    if !old.is_empty() {
        if !command.force {
            return Err(Failure::new(format!(
                "{} is not empty; with --force what is there is put aside in its folder `{KEPT}`",
                settings.data.display()
            )));
        }
        let aside = put_aside(settings, file, old).await?;
        println!("what was there lies in {}", aside.display());
    }
    copy_beside(from, &settings.data, &from.join(DATABASE))?;
    copy(&from.join(DATABASE), file)?;
    println!("restored from {}", from.display());
    let store = open_to_look(settings).await?;
    let missing = store.migration_status(MIGRATIONS).await;
    store.close().await;
    if missing?.iter().any(|step| !step.applied) {
        println!("the backup is of an older version: the next start brings it up to date");
    }
    Ok(())
}

/// The file of the embedded database; for any other one the words to use instead.
fn sqlite_file<'s>(settings: &'s Settings, tool: &str) -> Outcome<&'s PathBuf> {
    match &settings.database {
        Database::Sqlite(file) => Ok(file),
        Database::Postgres(_) => Err(Failure::new(format!(
            "PostgreSQL has its own tools: use `{tool}`; everything but the folders `uploads` and `files` is in the database"
        ))),
    }
}

/// Refuses a backup that this program cannot use, before anything is touched.
async fn check(folder: &Path) -> Outcome {
    let url = rapport_store::DatabaseUrl::SqliteFile(folder.join(DATABASE));
    let options = rapport_store::StoreOptions {
        read_only: true,
        ..rapport_store::StoreOptions::new(url)
    };
    let store = rapport_store::Store::open(options).await?;
    let ready = store.ready().await;
    let status = store.migration_status(MIGRATIONS).await;
    store.close().await;
    // SQLite leaves its index files where it reads.
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(with_end(&folder.join(DATABASE), end));
    }
    ready?;
    status?;
    Ok(())
}

/// What a data folder holds besides copies of itself.
fn old_things(data: &Path, database: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = entries(data)?
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name != KEPT))
        .filter(|path| path.extension().is_none_or(|end| end != "lock"))
        .collect();
    let outside = ["", "-wal", "-shm"].map(|end| with_end(database, end));
    found.extend(
        outside
            .into_iter()
            .filter(|path| path.exists() && path.parent() != Some(data)),
    );
    Ok(found)
}

/// Moves what is there into the folder of copies. A running server keeps it.
async fn put_aside(settings: &Settings, database: &Path, old: Vec<PathBuf>) -> Outcome<PathBuf> {
    if database.exists() {
        // Opening it to write is what only one process can do.
        open_store(settings).await?.close().await;
    }
    let free = (1..1000).map(|number| settings.data.join(KEPT).join(format!("replaced_{number}")));
    let aside = free.into_iter().find(|folder| !folder.exists());
    let aside = aside.ok_or_else(|| Failure::new("too many replaced folders are kept"))?;
    make_folder(&aside)?;
    for path in old.into_iter().filter(|path| path.exists()) {
        let name = path.file_name().unwrap_or_default();
        fs::rename(&path, aside.join(name))
            .map_err(|error| Failure::cannot(format!("put {} aside", path.display()), error))?;
    }
    Ok(aside)
}

/// Copies everything but the database, its helpers, copies and what describes a backup.
fn copy_beside(from: &Path, to: &Path, database: &Path) -> Outcome {
    let skipped: Vec<PathBuf> = ["", "-wal", "-shm", ".lock"]
        .iter()
        .map(|end| with_end(database, end))
        .chain([from.join(KEPT), from.join(ABOUT)])
        .collect();
    for path in entries(from)? {
        if !skipped.contains(&path) {
            copy_all(&path, &to.join(path.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Outcome {
    if !from.is_dir() {
        return copy(from, to);
    }
    make_folder(to)?;
    for path in entries(from)? {
        copy_all(&path, &to.join(path.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

/// Copies a file with its mode; one that was just taken away is no loss.
fn copy(from: &Path, to: &Path) -> Outcome {
    match fs::copy(from, to) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound && !from.exists() => Ok(()),
        Err(error) => Err(Failure::cannot(format!("copy {}", from.display()), error)),
    }
}

fn write(file: &Path, text: &[u8]) -> Outcome {
    fs::write(file, text)
        .map_err(|error| Failure::cannot(format!("write {}", file.display()), error))
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let wrong = |error| Failure::cannot(format!("read {}", folder.display()), error);
    let listed = fs::read_dir(folder).map_err(wrong)?;
    listed
        .map(|entry| entry.map(|entry| entry.path()).map_err(wrong))
        .collect()
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn now() -> Timestamp {
    rapport_config::SystemClock.now()
}
