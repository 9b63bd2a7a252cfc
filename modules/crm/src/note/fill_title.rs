//! A note without a title is called by its first line, and keeps following it until somebody writes a title.

use rapport_module_kit::{Record, RequestContext, Result, Value};

/// Longest title made from a text, in characters.
const LONGEST: usize = 80;

/// Rule of notes.
pub(crate) fn fill_title(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let title = after.text("title");
    let followed = before
        .and_then(|before| before.text("body"))
        .and_then(first_line);
    if title.is_none() || title == followed.as_deref() {
        let line = after.text("body").and_then(first_line);
        after.set("title", line.map_or(Value::Null, Value::Text));
    }
    Ok(())
}

/// The first line with words in it, without Markdown signs around it, cut at a word.
fn first_line(body: &str) -> Option<String> {
    let signs: &[char] = &['#', '*', '_', '>', '-', '`', ' ', '\t'];
    let line = body
        .lines()
        .map(|line| line.trim_matches(signs))
        .find(|line| !line.is_empty())?;
    if line.chars().count() <= LONGEST {
        return Some(line.to_owned());
    }
    let cut: String = line.chars().take(LONGEST - 1).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    Some(format!("{}…", words.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn the_first_line_becomes_the_title() {
        assert_eq!(
            first_line("\n## Offer sent\nDetails").as_deref(),
            Some("Offer sent")
        );
        assert_eq!(first_line(" \n"), None);
        let long = first_line(&"word ".repeat(40)).unwrap();
        assert!(
            long.chars().count() <= 80 && long.ends_with("word…"),
            "{long}"
        );
    }
}
