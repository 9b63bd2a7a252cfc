//! Text folding: one notion of "the same word" for search on both databases.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-cases and drops accents: `Émile Müller` becomes `emile muller`.
///
/// Compatibility decomposition (Unicode NFKD), combining marks removed, then lower case; `ß` becomes `ss`.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        if character == 'ß' {
            folded.push_str("ss");
        } else {
            folded.extend(character.to_lowercase());
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(fold("Émile MÜLLER-Groß"), "emile muller-gross");
        assert_eq!(fold("plain ASCII"), "plain ascii");
    }
}
