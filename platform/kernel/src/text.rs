//! Text: one notion of "the same word" for search on both databases, and text that is safe inside of HTML.

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

/// Text as it stands in HTML, between tags or in a quoted attribute.
#[must_use]
pub fn html_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fold, html_escaped};

    #[test]
    fn nothing_in_a_text_is_markup() {
        let escaped = html_escaped("<a b='c'>\"d\" & e");
        assert_eq!(escaped, "&lt;a b=&#39;c&#39;&gt;&quot;d&quot; &amp; e");
    }

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(fold("Émile MÜLLER-Groß"), "emile muller-gross");
        assert_eq!(fold("plain ASCII"), "plain ascii");
    }
}
