//! `rapport migrate`, and what other commands ask of the database's schema.

use rapport_config::Settings;
use rapport_store::{DatabaseKind, MIGRATIONS, Store};

use crate::app::{open_store, open_to_look};
use crate::cli::Migrate;
use crate::commands::migrate_down::confirm;
use crate::failure::{Failure, Outcome};

/// Runs the command.
pub async fn run(settings: &Settings, command: &Migrate) -> Outcome {
    if let Migrate::Status = command {
        return status(settings).await;
    }
    let store = open_store(settings).await?;
    let done = match command {
        Migrate::Down { steps, yes } => {
            if let Err(failure) = confirm(&store, *steps, *yes).await {
                store.close().await;
                return Err(failure);
            }
            store.migrate_down(MIGRATIONS, *steps).await?
        }
        _ => store.migrate_up(MIGRATIONS).await?,
    };
    let word = match command {
        Migrate::Down { .. } => "taken back",
        _ => "applied",
    };
    for name in &done {
        println!("{word}  {name}");
    }
    if done.is_empty() {
        println!("nothing to do");
    }
    store.close().await;
    Ok(())
}

/// Only looks, so that it can be asked while the server runs.
async fn status(settings: &Settings) -> Outcome {
    let store = open_to_look(settings).await?;
    let status = store.migration_status(MIGRATIONS).await;
    store.close().await;
    for step in status? {
        let state = if step.applied { "applied" } else { "missing" };
        println!("{state}  {:04}_{}", step.number, step.name);
    }
    Ok(())
}

/// What the server does at its start: the embedded database and an empty one are brought up to date.
///
/// A PostgreSQL database in use may be shared with other processes: there the operator decides when.
pub async fn before_serving(store: &Store) -> Outcome {
    let status = store.migration_status(MIGRATIONS).await?;
    let in_use = status.iter().any(|step| step.applied);
    if store.kind() == DatabaseKind::Postgres && in_use {
        refuse_missing(&status)?;
    } else {
        store.migrate_up(MIGRATIONS).await?;
    }
    store.chain_old_entries().await?;
    Ok(())
}

/// What other commands do: an empty database is filled with tables, any other must be up to date.
pub async fn before_use(store: &Store) -> Outcome {
    let status = store.migration_status(MIGRATIONS).await?;
    if status.iter().any(|step| step.applied) {
        refuse_missing(&status)?;
    } else {
        store.migrate_up(MIGRATIONS).await?;
    }
    store.chain_old_entries().await?;
    Ok(())
}

/// Before a command that only looks.
///
/// # Errors
/// The database is behind this program.
pub async fn before_a_look(store: &Store) -> Outcome {
    refuse_missing(&store.migration_status(MIGRATIONS).await?)
}

fn refuse_missing(status: &[rapport_store::MigrationStatus]) -> Outcome {
    let missing = status.iter().filter(|step| !step.applied).count();
    if missing == 0 {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the database is {missing} steps behind this program; make a backup, then run `rapport migrate up`"
    )))
}
