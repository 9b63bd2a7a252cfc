//! Durations as people write them: a number and a unit.

use std::time::Duration;

const DURATIONS: &[(&str, u64)] = &[
    ("ms", 1),
    ("s", 1_000),
    ("min", 60_000),
    ("m", 60_000),
    ("h", 3_600_000),
];

/// Reads `30 s`; a bare number is seconds.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let unit = match unit.trim() {
        "" => "s".to_owned(),
        unit => unit.to_ascii_lowercase(),
    };
    let (_, factor) = DURATIONS.iter().find(|(name, _)| *name == unit)?;
    let milliseconds = number.parse::<u64>().ok()?.checked_mul(*factor)?;
    Some(Duration::from_millis(milliseconds))
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
    }
}
