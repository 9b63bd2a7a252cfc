//! Values as JSON bytes: numbers, decimals, dates and moments, written without an intermediate value.
//!
//! `rapport-schema` writes the same wire form from typed values; a contract test compares the two.

use std::io::Write;

use rapport_kernel::Timestamp;
use serde::Serialize;
use uuid::Uuid;

const MICROS_PER_DAY: i64 = 86_400_000_000;

/// Appends what serde writes. Appending to a vector cannot fail, and plain texts and numbers always serialise.
fn append(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.extend_from_slice(b"null");
    }
}

/// A text in quotes, escaped.
pub(super) fn text(out: &mut Vec<u8>, value: &str) {
    append(out, value);
}

/// A whole number.
pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    append(out, &value);
}

/// A boolean.
pub(super) fn boolean(out: &mut Vec<u8>, value: bool) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

/// An id in quotes.
pub(super) fn uuid(out: &mut Vec<u8>, id: Uuid) {
    let mut buffer = Uuid::encode_buffer();
    out.push(b'"');
    out.extend_from_slice(id.hyphenated().encode_lower(&mut buffer).as_bytes());
    out.push(b'"');
}

/// `units` of 10^-scale as a number without needless zeros: 120050 at scale 2 is `1200.5`.
pub(super) fn scaled(out: &mut Vec<u8>, units: i64, scale: u32) {
    let divisor = 10_u64.checked_pow(scale).unwrap_or(1);
    let (whole, mut rest) = (
        units.unsigned_abs() / divisor,
        units.unsigned_abs() % divisor,
    );
    if units < 0 {
        out.push(b'-');
    }
    append(out, &whole);
    if rest == 0 {
        return;
    }
    let mut width = scale as usize;
    while rest.is_multiple_of(10) {
        rest /= 10;
        width -= 1;
    }
    // Writing to a vector cannot fail.
    let _ = write!(out, ".{rest:0width$}");
}

/// A moment in quotes: RFC 3339, UTC, six digits.
pub(super) fn time(out: &mut Vec<u8>, micros: i64) {
    let (days, of_day) = (
        micros.div_euclid(MICROS_PER_DAY),
        micros.rem_euclid(MICROS_PER_DAY),
    );
    let (year, month, day) = civil(days);
    out.push(b'"');
    if (0..=9999).contains(&year) {
        let seconds = of_day / 1_000_000;
        digits(out, year, 4);
        out.push(b'-');
        digits(out, month, 2);
        out.push(b'-');
        digits(out, day, 2);
        out.push(b'T');
        digits(out, seconds / 3600, 2);
        out.push(b':');
        digits(out, seconds / 60 % 60, 2);
        out.push(b':');
        digits(out, seconds % 60, 2);
        out.push(b'.');
        digits(out, of_day % 1_000_000, 6);
        out.push(b'Z');
    } else {
        let _ = write!(out, "{}", Timestamp::from_micros(micros));
    }
    out.push(b'"');
}

/// A number with leading zeros; `value` is not negative and fits.
fn digits(out: &mut Vec<u8>, value: i64, width: u32) {
    let mut unit = 10_i64.pow(width.saturating_sub(1));
    while unit > 0 {
        let digit = u8::try_from(value / unit % 10).unwrap_or(0);
        out.push(b'0' + digit);
        unit /= 10;
    }
}

/// Year, month and day of a count of days since 1970-01-01 in the Gregorian calendar.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn decimals_have_no_needless_zeros() {
        for (units, scale, expected) in [
            (120_050, 2, "1200.5"),
            (-5, 2, "-0.05"),
            (100, 2, "1"),
            (0, 2, "0"),
            (7, 0, "7"),
            (1_000_000_001, 9, "1.000000001"),
            (i64::MIN, 9, "-9223372036.854775808"),
            (-100, 3, "-0.1"),
        ] {
            assert_eq!(written(|out| scaled(out, units, scale)), expected);
        }
    }

    #[test]
    fn moments_are_those_of_the_kernel() {
        let mut micros = -62_135_596_800_000_000_i64;
        while micros < 253_402_300_799_000_000 {
            let expected = format!("\"{}\"", Timestamp::from_micros(micros));
            assert_eq!(written(|out| time(out, micros)), expected);
            micros += 6_379_200_123_457 * 7;
        }
        assert_eq!(
            written(|out| time(out, 0)),
            r#""1970-01-01T00:00:00.000000Z""#
        );
        assert_eq!(
            written(|out| time(out, 951_782_400_000_000)),
            r#""2000-02-29T00:00:00.000000Z""#
        );
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(
            written(|out| text(out, "a\"b\\\n\u{1}é")),
            "\"a\\\"b\\\\\\n\\u0001é\""
        );
    }
}
