//! Codes of authenticator apps: TOTP (RFC 6238) with HMAC-SHA-1, 6 digits and 30 seconds, what every app knows.

use rapport_kernel::Timestamp;
use ring::hmac;
use subtle::ConstantTimeEq;

/// Bytes of a secret (RFC 4226 asks for 160 bits).
pub(crate) const SECRET_BYTES: usize = 20;

const DIGITS: usize = 6;
const MODULUS: u32 = 1_000_000;
const PERIOD_SECONDS: i64 = 30;

/// So many time steps a clock may be wrong, either way.
const SKEW: i64 = 1;

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The time step of a moment.
pub(crate) fn step_of(now: Timestamp) -> i64 {
    now.as_micros().div_euclid(1_000_000 * PERIOD_SECONDS)
}

/// The code of a time step.
pub(crate) fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag.last().copied().unwrap_or_default() & 0x0f);
    let number = tag
        .get(at..at + 4)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u32::from_be_bytes);
    format!("{:0DIGITS$}", (number & 0x7fff_ffff) % MODULUS)
}

/// The newest time step around now whose code was typed. All are compared, whichever fits.
pub(crate) fn matching(secret: &[u8], typed: &str, now: Timestamp) -> Option<i64> {
    let current = step_of(now);
    let mut found = None;
    for step in current - SKEW..=current + SKEW {
        if bool::from(code(secret, step).as_bytes().ct_eq(typed.as_bytes())) {
            found = Some(step);
        }
    }
    found
}

/// What was typed, when it looks like such a code: apps show a gap, people type it.
pub(crate) fn typed(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let good = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then_some(digits)
}

/// A secret as people type it into an app (RFC 4648, without padding).
pub(crate) fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut bits, mut count) = (0u32, 0u32);
    let letter = |bits: u32| {
        let at = usize::try_from(bits & 31).unwrap_or_default();
        BASE32.get(at).map_or('A', |byte| char::from(*byte))
    };
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            text.push(letter(bits >> count));
        }
    }
    if count > 0 {
        text.push(letter(bits << (5 - count)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let check = |seconds: i64, expected: &str| {
            // The RFC shows 8 digits; ours are the last 6.
            let code = code(b"12345678901234567890", step_of(at(seconds)));
            assert_eq!(code, expected[2..]);
        };
        check(59, "94287082");
        check(1_111_111_109, "07081804");
        check(1_111_111_111, "14050471");
        check(1_234_567_890, "89005924");
        check(2_000_000_000, "69279037");
        check(20_000_000_000, "65353130");
    }

    #[test]
    fn one_step_of_either_side_is_accepted_and_no_more() {
        let (secret, now) = ([3u8; SECRET_BYTES], at(1_800_000_010));
        let current = step_of(now);
        for step in current - 1..=current + 1 {
            assert_eq!(matching(&secret, &code(&secret, step), now), Some(step));
        }
        for step in [current - 2, current + 2] {
            assert_eq!(matching(&secret, &code(&secret, step), now), None);
        }
        assert_eq!(matching(&secret, "", now), None);
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(base32(bytes), expected);
        check(b"", "");
        check(b"f", "MY");
        check(b"fo", "MZXQ");
        check(b"foo", "MZXW6");
        check(b"foob", "MZXW6YQ");
        check(b"fooba", "MZXW6YTB");
        check(b"foobar", "MZXW6YTBOI");
    }

    #[test]
    fn a_typed_code_is_told_from_other_texts() {
        assert_eq!(typed(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(typed("12345"), None);
        assert_eq!(typed("1234567"), None);
        assert_eq!(typed("12345a"), None);
        assert_eq!(typed("１２３４５６"), None);
    }
}
