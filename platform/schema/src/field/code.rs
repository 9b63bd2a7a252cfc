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

/// The number in a code that looks as if it had been made from the pattern: 17 in `D-00017`.
#[must_use]
pub fn number_in_code(pattern: &str, code: &str) -> Option<i64> {
    let (before, rest) = pattern.split_once("{seq")?;
    let (_, after) = rest.split_once('}')?;
    let digits = code.strip_prefix(before)?.strip_suffix(after)?;
    let plain = (1..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let number: i64 = plain.then(|| digits.parse().ok())??;
    (format_code(pattern, number)? == code).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{format_code, number_in_code};

    #[test]
    fn the_number_of_a_code_is_found_again() {
        for (pattern, code, expected) in [
            ("D-{seq:5}", "D-00017", Some(17)),
            ("D-{seq:5}", "D-1234567", Some(1_234_567)),
            ("D-{seq:5}", "D-017", None),
            ("D-{seq:5}", "CL12345678", None),
            ("D-{seq:5}", "D-", None),
            ("T{seq:2}/x", "T17/x", Some(17)),
            ("{seq}", "999999999999999999", None),
        ] {
            assert_eq!(number_in_code(pattern, code), expected, "{code}");
        }
    }

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
