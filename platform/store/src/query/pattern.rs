//! Patterns for "contains", "starts with" and "ends with".
//!
//! Plain ASCII needles use LIKE / ILIKE, which both databases compare without regard to ASCII case. Other needles
//! become a pattern with a class for each letter (`[éÉ]`): GLOB in SQLite, a regular expression in PostgreSQL.
//! So the answer does not depend on the locale of a server.

use crate::DatabaseKind;

/// The longest text to look for, in characters; SQLite refuses patterns beyond 50,000 bytes.
pub(super) const MAX_NEEDLE: usize = 1000;

/// Where the needle must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    None,
    Start,
    End,
}

/// A pattern for `LIKE ... ESCAPE '\'`.
pub(super) fn like(needle: &str, anchor: Anchor) -> String {
    let mut pattern = String::with_capacity(needle.len() + 2);
    if anchor != Anchor::Start {
        pattern.push('%');
    }
    for character in needle.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    if anchor != Anchor::End {
        pattern.push('%');
    }
    pattern
}

/// A pattern with a class for each letter.
pub(super) fn classes(needle: &str, anchor: Anchor, kind: DatabaseKind) -> String {
    let glob = kind == DatabaseKind::Sqlite;
    let mut pattern = String::with_capacity(needle.len() * 4);
    match (anchor, glob) {
        (Anchor::Start, false) => pattern.push('^'),
        (Anchor::Start, true) | (_, false) => {}
        (_, true) => pattern.push('*'),
    }
    for character in needle.chars() {
        let variants = variants(character);
        match (variants.as_slice(), glob) {
            ([], true) if matches!(character, '*' | '?' | '[') => {
                pattern.extend(['[', character, ']']);
            }
            ([], false) if character.is_ascii_punctuation() => pattern.extend(['\\', character]),
            ([], _) => pattern.push(character),
            (variants, _) => {
                pattern.extend(['[', character]);
                pattern.extend(variants);
                pattern.push(']');
            }
        }
    }
    match (anchor, glob) {
        (Anchor::End, false) => pattern.push('$'),
        (Anchor::End, true) | (_, false) => {}
        (_, true) => pattern.push('*'),
    }
    pattern
}

/// The other cases of a letter, where they are one letter each.
fn variants(character: char) -> Vec<char> {
    let single =
        |mut letters: Box<dyn Iterator<Item = char>>| match (letters.next(), letters.next()) {
            (Some(one), None) if one != character => Some(one),
            _ => None,
        };
    [
        single(Box::new(character.to_lowercase())),
        single(Box::new(character.to_uppercase())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_lose_their_meaning() {
        assert_eq!(like(r"50%_\", Anchor::None), r"%50\%\_\\%");
        assert_eq!(like("a", Anchor::Start), "a%");
        assert_eq!(like("a", Anchor::End), "%a");
        assert_eq!(
            classes("é*[?", Anchor::None, DatabaseKind::Sqlite),
            "*[éÉ][*][[][?]*"
        );
        assert_eq!(
            classes("é.*'", Anchor::Start, DatabaseKind::Postgres),
            r"^[éÉ]\.\*\'"
        );
        assert_eq!(classes("ß1", Anchor::End, DatabaseKind::Postgres), "ß1$");
    }
}
