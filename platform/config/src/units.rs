//! Durations and sizes as people write them: a number and a unit.

use std::time::Duration;

const DURATIONS: &[(&str, u64)] = &[
    ("ms", 1),
    ("s", 1_000),
    ("min", 60_000),
    ("m", 60_000),
    ("h", 3_600_000),
];

const SIZES: &[(&str, u64)] = &[
    ("b", 1),
    ("kb", 1024),
    ("mb", 1024 * 1024),
    ("gb", 1024 * 1024 * 1024),
];

/// Reads `30 s`; a bare number is seconds.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    measured(text, DURATIONS, "s").map(Duration::from_millis)
}

/// Reads `25 MB`; a bare number is bytes.
pub(crate) fn bytes(text: &str) -> Option<u64> {
    measured(text, SIZES, "b")
}

fn measured(text: &str, units: &[(&str, u64)], usual: &str) -> Option<u64> {
    let text = text.trim();
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let unit = match unit.trim() {
        "" => usual.to_owned(),
        unit => unit.to_ascii_lowercase(),
    };
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    number.parse::<u64>().ok()?.checked_mul(*factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_unit() {
        assert_eq!(duration("1500ms"), Some(Duration::from_millis(1500)));
        assert_eq!(duration("2 min"), Some(Duration::from_secs(120)));
        assert_eq!(duration("30"), Some(Duration::from_secs(30)));
        assert_eq!(duration("10 apples"), None);
        assert_eq!(duration("-1"), None);
        assert_eq!(duration("99999999999999999 h"), None);
        assert_eq!(bytes("25 MB"), Some(26_214_400));
        assert_eq!(bytes("1000"), Some(1000));
        assert_eq!(bytes("1 TB"), None);
    }
}
