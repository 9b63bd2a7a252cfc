//! Log lines: for people on a terminal, one JSON object per line for machines. They go to standard error.

use std::io::IsTerminal as _;

use rapport_config::{LogFormat, Settings};
use tracing_subscriber::EnvFilter;

use crate::failure::{Failure, Outcome};

/// Begins logging.
pub fn start(settings: &Settings) -> Outcome {
    let filter = EnvFilter::try_new(&settings.log_level)
        .map_err(|error| Failure::cannot("use `log_level`", error))?;
    let json = match settings.log_format {
        LogFormat::Json => true,
        LogFormat::Pretty => false,
        LogFormat::Auto => !std::io::stderr().is_terminal(),
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
