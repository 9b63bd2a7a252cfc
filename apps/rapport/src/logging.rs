//! Log lines: for people on a terminal, one JSON object per line for machines. They go to standard error.

use std::io::IsTerminal as _;

use rapport_config::{LogFormat, Settings};
use tracing_subscriber::EnvFilter;

use crate::failure::{Failure, Outcome};

/// Who reads the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever runs a server: the settings decide.
    Operator,
    /// Whoever waits for a command: unless they set it otherwise, only warnings, as plain lines.
    Person,
}

/// Begins logging.
pub fn start(settings: &Settings, reader: Reader) -> Outcome {
    let level = match reader {
        Reader::Person if is_default(settings, "log_level") => "warn",
        _ => &settings.log_level,
    };
    let filter =
        EnvFilter::try_new(level).map_err(|error| Failure::cannot("use `log_level`", error))?;
    let json = match settings.log_format {
        LogFormat::Json => true,
        LogFormat::Pretty => false,
        LogFormat::Auto => reader == Reader::Operator && !std::io::stderr().is_terminal(),
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = if json {
        lines.json().flatten_event(true).try_init()
    } else {
        let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        lines.with_ansi(colours).with_target(false).try_init()
    };
    started.map_err(|error| Failure::cannot("begin logging", error))
}

fn is_default(settings: &Settings, key: &str) -> bool {
    let entry = settings.entries.iter().find(|entry| entry.key == key);
    entry.is_some_and(|entry| entry.source == rapport_config::DEFAULT)
}
