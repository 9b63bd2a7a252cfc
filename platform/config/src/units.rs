//! Sizes and durations as people write them: a number and a unit.

use std::time::Duration;

const SIZES: &[(&str, u64)] = &[
    ("b", 1),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
];

const DURATIONS: &[(&str, u64)] = &[
    ("ms", 1),
    ("s", 1_000),
    ("min", 60_000),
    ("m", 60_000),
    ("h", 3_600_000),
];

/// Reads `2 MiB`; a bare number is bytes.
pub(crate) fn size(text: &str) -> Option<u64> {
    scaled(text, "b", SIZES)
}

/// Reads `30 s`; a bare number is seconds.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    scaled(text, "s", DURATIONS).map(Duration::from_millis)
}

fn scaled(text: &str, bare: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let unit = match unit.trim() {
        "" => bare.to_owned(),
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
        assert_eq!(size("2 MiB"), Some(2 << 20));
        assert_eq!(size("512"), Some(512));
        assert_eq!(size("10 apples"), None);
        assert_eq!(size("-1"), None);
        assert_eq!(size("99999999999 GiB"), None);
        assert_eq!(duration("1500ms"), Some(Duration::from_millis(1500)));
        assert_eq!(duration("2 min"), Some(Duration::from_secs(120)));
        assert_eq!(duration("30"), Some(Duration::from_secs(30)));
    }
}
