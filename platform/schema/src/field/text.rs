//! Types `text`, `long_text` and `rich_text`.

use serde_json::Value as Json;

use crate::Value;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed};

/// Operators of everything that is text.
pub(crate) const TEXT_OPERATORS: &[&str] = &[
    "eq",
    "ne",
    "in",
    "nin",
    "contains",
    "starts_with",
    "ends_with",
    "empty",
];

/// Longest length of long texts, in characters.
pub(crate) const LONG_TEXT: u32 = 100_000;

/// Text of one or of several lines.
pub(crate) struct TextKind {
    max_length: u32,
    is_line: bool,
}

impl TextKind {
    /// One line; line breaks become spaces.
    pub(crate) fn line(max_length: u32) -> Self {
        Self {
            max_length,
            is_line: true,
        }
    }

    /// Many lines.
    pub(crate) fn long() -> Self {
        Self {
            max_length: LONG_TEXT,
            is_line: false,
        }
    }
}

/// The trimmed text of a JSON string, without characters that databases cannot store and not longer than allowed.
pub(crate) fn checked_text(json: &Json, max_length: u32) -> Result<String, FieldProblem> {
    let Json::String(text) = json else {
        return Err(FieldProblem::invalid("must be text"));
    };
    let text = text.trim();
    if text.contains('\0') {
        return Err(FieldProblem::invalid("must not contain null characters"));
    }
    let length = text.chars().count();
    if length > usize::try_from(max_length).unwrap_or(usize::MAX) {
        return Err(FieldProblem::invalid(format!(
            "is {length} characters long, at most {max_length} are allowed"
        )));
    }
    Ok(text.to_owned())
}

impl FieldKind for TextKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let text = checked_text(json, self.max_length)?;
        if self.is_line && text.contains(['\n', '\r', '\t']) {
            let words: Vec<&str> = text.split(['\n', '\r', '\t']).map(str::trim).collect();
            let line: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            return Ok(Value::Text(line.join(" ")));
        }
        Ok(Value::Text(text))
    }

    fn operators(&self) -> &'static [&'static str] {
        if self.is_line {
            TEXT_OPERATORS
        } else {
            &["contains", "empty"]
        }
    }
}
