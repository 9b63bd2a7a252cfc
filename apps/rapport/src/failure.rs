//! Why a command failed, for the person at the terminal.

use std::error::Error as _;
use std::fmt;

use rapport_config::ConfigError;
use rapport_kernel::{Error, ErrorKind};
use rapport_store::StoreError;

/// What a command answers.
pub type Outcome<T = ()> = Result<T, Failure>;

/// A text that names the thing and the reason.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// With a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// What could not be done, and why.
    pub fn cannot(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self(format!("cannot {what}: {why}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self(format!("the settings are not usable\n{error}"))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(with_causes(&error))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        // The operator may know what callers of the API may not: the cause.
        if error.kind() == ErrorKind::Internal {
            return Self(error.source().map_or(error.message.clone(), with_causes));
        }
        let mut text = error.message.clone();
        for field in error.fields.iter().filter(|_| error.fields.len() > 1) {
            text.push_str(&format!("\n  {}: {}", field.field, field.message));
        }
        Self(text)
    }
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let next_text = next.to_string();
        if !text.contains(&next_text) {
            text.push_str(": ");
            text.push_str(&next_text);
        }
        cause = next.source();
    }
    text
}
