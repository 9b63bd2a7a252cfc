//! `Range`: the one part of a file that a client asks for (RFC 9110, section 14).

use std::ops::Range;

/// What a client asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it: nothing was asked, or something this server need not understand.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that are not there.
    Nothing,
}

/// Reads the header for a file of so many bytes. Several ranges at once are answered with the whole.
pub(super) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some(spec) = header.and_then(|text| text.trim().strip_prefix("bytes=")) else {
        return Wanted::Whole;
    };
    let Some((first, last)) = spec.split_once('-').filter(|_| !spec.contains(',')) else {
        return Wanted::Whole;
    };
    let number = |text: &str| -> Option<u64> {
        let text = text.trim();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Some(first), None) if last.trim().is_empty() => first..size,
        (None, Some(count)) if first.trim().is_empty() => size.saturating_sub(count)..size,
        _ => return Wanted::Whole,
    };
    if range.start < range.end {
        Wanted::Part(range)
    } else {
        Wanted::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted::{Nothing, Part, Whole};
    use super::wanted;

    #[test]
    fn one_range_is_understood() {
        for (header, expected) in [
            ("bytes=0-3", Part(0..4)),
            ("bytes=2-", Part(2..10)),
            ("bytes=-4", Part(6..10)),
            ("bytes=-40", Part(0..10)),
            ("bytes=8-99", Part(8..10)),
            ("bytes=0-99999999999999999999", Part(0..10)),
            ("bytes=10-", Nothing),
            ("bytes=10-11", Nothing),
            ("bytes=-0", Nothing),
            ("bytes=3-1", Whole),
            ("bytes=a-b", Whole),
            ("bytes=-", Whole),
            ("bytes=0-1,4-5", Whole),
            ("items=0-1", Whole),
        ] {
            assert_eq!(wanted(Some(header), 10), expected, "{header}");
        }
        assert_eq!(wanted(None, 10), Whole);
    }
}
