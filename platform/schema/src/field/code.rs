//! Type `code`: a human code made from the record's number.

use serde_json::Value as Json;

use crate::Value;
use crate::field::text::{TEXT_OPERATORS, checked_text};
use crate::field::{FieldKind, InputContext, Parsed};

/// Type `code`.
pub(crate) struct CodeKind;

impl FieldKind for CodeKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        checked_text(json, 100).map(Value::Text)
    }

    fn operators(&self) -> &'static [&'static str] {
        TEXT_OPERATORS
    }
}

/// The code of a record's number: `D-{seq:5}` and 17 give `D-00017`. `None` when the pattern has not exactly one `{seq}`.
#[must_use]
pub fn format_code(pattern: &str, number: i64) -> Option<String> {
    let (before, rest) = pattern.split_once("{seq")?;
    let (width, after) = rest.split_once('}')?;
    if before.contains(['{', '}']) || after.contains(['{', '}']) || pattern.len() > 60 {
        return None;
    }
    let width = match width.strip_prefix(':') {
        Some(digits) => digits
            .parse::<usize>()
            .ok()
            .filter(|w| (1..=12).contains(w))?,
        None if width.is_empty() => 1,
        None => return None,
    };
    Some(format!("{before}{number:0width$}{after}"))
}

#[cfg(test)]
mod tests {
    use super::format_code;

    #[test]
    fn codes_are_padded_numbers() {
        for (pattern, expected) in [
            ("D-{seq:5}", Some("D-00017")),
            ("{seq}", Some("17")),
            ("T{seq:2}/x", Some("T17/x")),
            ("D-", None),
            ("{seq}-{seq}", None),
            ("{seq:0}", None),
            ("{seq:99}", None),
            ("{sequence}", None),
        ] {
            assert_eq!(format_code(pattern, 17).as_deref(), expected, "{pattern}");
        }
    }
}
