//! A booking type has a short name for links, and questions that can be asked.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result, Value, fold};

use super::questions;

/// Rule of booking types.
pub(crate) fn check(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let slug = match after.text("slug") {
        Some(slug) if slug != slug_of(slug) => {
            let message = format!(
                "may hold small letters, digits and hyphens, such as `{}`",
                slug_of(slug)
            );
            return Err(Error::field("slug", ErrorCode::INVALID, message));
        }
        Some(_) => None,
        None => after
            .text("name")
            .map(slug_of)
            .filter(|slug| !slug.is_empty()),
    };
    if let Some(slug) = slug {
        after.set("slug", Value::Text(slug));
    }
    questions::check(after.json("questions"))
}

/// A text for addresses: `Erstgespräch (30 min)` becomes `erstgesprach-30-min`.
fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    for character in fold(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let short: String = slug.chars().take(80).collect();
    short.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug_of;

    #[test]
    fn a_short_name_is_made_of_letters_digits_and_hyphens() {
        assert_eq!(slug_of("Erstgespräch (30 min)"), "erstgesprach-30-min");
        assert_eq!(slug_of("  Demo  "), "demo");
        assert_eq!(slug_of("demo-call"), "demo-call");
    }
}
