//! One file per command.

mod audit;
mod backup;
mod config;
mod doctor;
mod export;
mod import;
pub mod migrate;
mod migrate_down;
mod openapi;
mod seed;
mod user;
mod user_import;

use crate::cli::{Command, CommandLine};
use crate::failure::Outcome;
use crate::logging::{self, Reader};
use crate::serve;

/// Does what the command line says.
pub async fn run(line: CommandLine) -> Outcome {
    if let Command::Openapi = line.command {
        return openapi::run().await;
    }
    if let Command::Doctor = line.command {
        return doctor::run(line.settings()).await;
    }
    let settings = line.settings()?;
    if let Command::Config = line.command {
        config::run(&settings);
        return Ok(());
    }
    let reader = match line.command {
        Command::Serve => Reader::Operator,
        _ => Reader::Person,
    };
    logging::start(&settings, reader)?;
    match line.command {
        Command::Migrate(command) => migrate::run(&settings, &command).await,
        Command::Audit(command) => audit::run(&settings, &command).await,
        Command::User(command) => user::run(&settings, command).await,
        Command::Import(command) => import::run(&settings, &command).await,
        Command::Export(command) => export::run(&settings, &command).await,
        Command::Seed(command) => seed::run(&settings, &command).await,
        Command::Backup { folder } => backup::backup(&settings, &folder).await,
        Command::Restore(command) => backup::restore(&settings, &command).await,
        _ => serve::run(settings).await,
    }
}
