//! A TOML text that can tell where a key stands, for errors with line and column.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::error::{Finding, Problem};
use crate::names::did_you_mean;

/// The file a definition came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TomlSource {
    file: Arc<str>,
    text: Arc<str>,
}

impl TomlSource {
    /// A file's name and text.
    pub(crate) fn new(file: &str, text: &str) -> Self {
        Self {
            file: file.into(),
            text: text.into(),
        }
    }

    /// The finding with its place: that of the longest part of its path that exists.
    pub(crate) fn locate(&self, finding: Finding) -> Problem {
        let offset = DeTable::parse(&self.text)
            .ok()
            .map_or(0, |table| offset_of(table.get_ref(), &finding.path));
        self.problem_at(offset, finding.message)
    }

    /// The parser's own error with its place and, for an unknown key, what was probably meant.
    pub(crate) fn parse_problem(&self, error: &toml::de::Error) -> Problem {
        let message = error.message().trim().replace('\n', " ");
        let suggestion = suggestion_of(&message);
        let offset = error.span().map_or(0, |span| span.start);
        self.problem_at(offset, format!("{message}{suggestion}"))
    }

    fn problem_at(&self, offset: usize, message: String) -> Problem {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Problem {
            file: self.file.to_string(),
            line: before.matches('\n').count() + 1,
            column: before
                .get(line_start..)
                .map_or(1, |line| line.chars().count() + 1),
            message,
        }
    }
}

/// Follows a path of keys and answers where the last known key begins.
fn offset_of(top: &DeTable<'_>, path: &[String]) -> usize {
    let mut offset = 0;
    let mut table = Some(top);
    for name in path {
        let found = table.and_then(|table| {
            table
                .iter()
                .find(|(key, _)| key.get_ref().as_ref() == name.as_str())
        });
        let Some((key, value)) = found else { break };
        offset = key.span().start;
        table = match value.get_ref() {
            DeValue::Table(inner) => Some(inner),
            _ => None,
        };
    }
    offset
}

/// serde says "unknown field `a`, expected one of `b`, `c`": picks the likely one.
fn suggestion_of(message: &str) -> String {
    if !message.starts_with("unknown ") {
        return String::new();
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    quoted
        .next()
        .map_or_else(String::new, |unknown| did_you_mean(unknown, quoted))
}
