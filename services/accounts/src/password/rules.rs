//! Which passwords are acceptable, after NIST SP 800-63B: length and a list of known ones, no composition rules.

use std::collections::HashSet;
use std::sync::LazyLock;

use rapport_kernel::fold;

const SHORTEST: usize = 8;
const LONGEST: usize = 256;

/// A known password with at most so many digits and signs behind it is still known.
const TAIL: usize = 4;

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("common.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// Accepts a new password or says why not.
pub(crate) fn acceptable(password: &str, email: &str, company: &str) -> Result<(), String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(format!("must have at least {SHORTEST} characters"));
    }
    if length > LONGEST {
        return Err(format!("must have at most {LONGEST} characters"));
    }
    let folded = fold(password);
    if is_common(&folded) || is_monotone(&folded) {
        return Err("is among the passwords that are tried first; choose another".to_owned());
    }
    if is_personal(&folded, email, company) {
        return Err("must not be the e-mail address or the company".to_owned());
    }
    Ok(())
}

fn is_common(password: &str) -> bool {
    let stem = password.trim_end_matches(|letter: char| !letter.is_alphabetic());
    let tail = password.chars().count() - stem.chars().count();
    COMMON.contains(password) || (tail <= TAIL && COMMON.contains(stem))
}

/// `aaaaaaaa`, `abababab`, `12345678`, `hgfedcba`.
fn is_monotone(password: &str) -> bool {
    let letters: Vec<u32> = password.chars().map(u32::from).collect();
    let steps = |step: i64| {
        letters.windows(2).all(|pair| match pair {
            [first, second] => i64::from(*second) - i64::from(*first) == step,
            _ => true,
        })
    };
    let repeats = |length: usize| {
        let again = letters.iter().skip(length);
        letters.iter().zip(again).all(|(one, other)| one == other)
    };
    steps(1) || steps(-1) || (1..=3).any(repeats)
}

fn is_personal(password: &str, email: &str, company: &str) -> bool {
    let letters = |text: &str| -> String {
        fold(text)
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect()
    };
    let stem = password.trim_end_matches(|letter: char| !letter.is_alphabetic());
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let site = domain.split('.').next().unwrap_or_default();
    [email, local, domain, site, company]
        .into_iter()
        .map(letters)
        .filter(|known| known.len() >= 3)
        .any(|known| letters(password) == known || letters(stem) == known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str, expected: bool) {
        let judged = acceptable(
            password,
            "ada.byron@engines.example",
            "Analytical Engines Ltd",
        );
        assert_eq!(judged.is_ok(), expected, "{password}: {judged:?}");
    }

    #[test]
    fn long_or_unusual_is_enough() {
        check("correct horse battery staple", true);
        check("wrtlbrmpft", true);
        check("ÄÖÜäöüßéàè", true);
        check("        x", true);
        check(&"xy9".repeat(85), false);
        check(&"fünfzehn ".repeat(28), true);
    }

    #[test]
    fn too_short_too_long_known_or_personal_is_not() {
        check("sevenxx", false);
        check(&"fünfzehn ".repeat(29), false);
        check("password", false);
        check("PassWord", false);
        check("password123!", false);
        check("Dragon2024", false);
        check("qwertyuiop", false);
        check("aaaaaaaaaa", false);
        check("abcabcabcabc", false);
        check("123456789012", false);
        check("98765432", false);
        check("ada.byron@engines.example", false);
        check("adabyron", false);
        check("AdaByron1", false);
        check("analytical engines ltd", false);
        check("Engines2025", false);
    }

    #[test]
    fn the_list_is_in_the_form_it_is_searched_in() {
        assert!(COMMON.len() >= 500, "{}", COMMON.len());
        for known in COMMON.iter() {
            assert_eq!(*known, fold(known));
        }
    }
}
