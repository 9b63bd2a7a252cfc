//! Which passwords are acceptable, after NIST SP 800-63B-4: length and a list of known ones, no composition rules and no
//! end date. The standard asks for 15 characters where a password is the only factor and 8 beside another one; whether
//! there is another one can change at any time, so 12 are asked for in every case. See `docs/operating.md`.

use std::collections::HashSet;
use std::sync::LazyLock;

use rapport_kernel::fold;

pub(crate) const SHORTEST: usize = 12;
const THEIR_SHORTEST: usize = 8;
const LONGEST: usize = 256;

/// A known password with at most so many digits and signs behind it is still known.
const TAIL: usize = 4;

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("common.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// What is asked of a new password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordRule {
    /// Our own rule.
    #[default]
    Ours,
    /// That of systems whose clients promise their users that 8 characters are enough: no list of known passwords.
    Theirs,
}

/// Accepts a new password or says why not.
pub(crate) fn acceptable(
    password: &str,
    email: &str,
    company: &str,
    rule: PasswordRule,
) -> Result<(), String> {
    let length = password.chars().count();
    let shortest = match rule {
        PasswordRule::Ours => SHORTEST,
        PasswordRule::Theirs => THEIR_SHORTEST,
    };
    if length < shortest {
        return Err(format!("must have at least {shortest} characters"));
    }
    if length > LONGEST {
        return Err(format!("must have at most {LONGEST} characters"));
    }
    let folded = fold(password);
    let known = rule == PasswordRule::Ours && (is_common(&folded) || repeats_common(&folded));
    if known || is_monotone(&folded) {
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

/// `dragondragon`, `qwertyqwerty1`: one known password several times, perhaps with digits and signs behind.
fn repeats_common(password: &str) -> bool {
    let stem = password.trim_end_matches(|letter: char| !letter.is_alphabetic());
    [password, stem].into_iter().any(|text| {
        (2..=text.len() / 3).any(|times| {
            let unit = text.get(..text.len() / times).unwrap_or_default();
            !unit.is_empty() && unit.repeat(times) == text && COMMON.contains(unit)
        })
    })
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
            PasswordRule::Ours,
        );
        assert_eq!(judged.is_ok(), expected, "{password}: {judged:?}");
    }

    #[test]
    fn their_rule_asks_for_less() {
        let judged = |password| {
            let (email, company) = ("ada.byron@engines.example", "Engines");
            acceptable(password, email, company, PasswordRule::Theirs)
        };
        assert!(judged("Password123").is_ok());
        for weak in ["Pass123", "aaaaaaaa", "12345678", "AdaByron1815"] {
            assert!(judged(weak).is_err(), "{weak}");
        }
    }

    #[test]
    fn long_or_unusual_is_enough() {
        check("correct horse battery staple", true);
        check("wrtlbrmpftxk", true);
        check("ÄÖÜäöüßéàèçñ", true);
        check("           x", true);
        check(&"xy9".repeat(85), false);
        check(&"fünfzehn ".repeat(28), true);
    }

    #[test]
    fn nothing_is_asked_of_its_letters() {
        check("abortzwiebel", true);
        check("8391 7265 0483", true);
    }

    #[test]
    fn too_short_too_long_known_or_personal_is_not() {
        check("elevenxyzqr", false);
        check(&"fünfzehn ".repeat(29), false);
        check("password1234", false);
        check("PassWord!!!!", false);
        check("international", false);
        check("qwertyuiop[]", false);
        check("Liverpool2024", false);
        check("dragondragon", false);
        check("QwertyQwerty99", false);
        check("passwordpasswordpassword", false);
        check("aaaaaaaaaaaa", false);
        check("abcabcabcabc", false);
        check("123456789012", false);
        check("zyxwvutsrqpo", false);
        check("ada.byron@engines.example", false);
        check("AdaByron1815", false);
        check("analytical engines ltd", false);
        check("AnalyticalEnginesLtd2025", false);
    }

    #[test]
    fn the_list_is_in_the_form_it_is_searched_in() {
        assert!(COMMON.len() >= 30_000, "{}", COMMON.len());
        for known in COMMON.iter() {
            assert_eq!(*known, fold(known));
        }
    }
}
