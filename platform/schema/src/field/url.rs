//! Type `url`: http or https.

use serde_json::Value as Json;

use crate::Value;
use crate::field::text::{TEXT_OPERATORS, checked_text};
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};

/// Type `url`.
pub(crate) struct UrlKind;

/// Whether it is http or https with a host.
fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_clean = !text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '`'));
    is_clean
        && host.is_some_and(|host| {
            !host.is_empty() && !host.starts_with(['.', ':', '@']) && !host.contains("..")
        })
}

impl FieldKind for UrlKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let text = checked_text(json, 2000)?;
        if is_web_address(&text) {
            Ok(Value::Text(text))
        } else {
            Err(FieldProblem::invalid(format!(
                "`{text}` is not a web address, it must begin with http:// or https://"
            )))
        }
    }

    /// Tables often have `www.example.com`: it becomes `https://www.example.com`.
    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        let host = text.split(['/', '?', '#']).next().unwrap_or_default();
        let looks_like_host =
            !text.contains("://") && host.contains('.') && !host.contains(['@', ':', ' ']);
        let full = if looks_like_host {
            format!("https://{text}")
        } else {
            text.to_owned()
        };
        let input = InputContext {
            currency: context.currency,
            creating: false,
        };
        self.parse(&Json::String(full), &input)
    }

    fn operators(&self) -> &'static [&'static str] {
        TEXT_OPERATORS
    }
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    #[test]
    fn only_the_web_is_linked() {
        for (text, expected) in [
            ("https://example.com", true),
            ("HTTP://example.com:8080/a?b#c", true),
            ("http://localhost/x", true),
            ("ftp://example.com", false),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https:///path", false),
            ("https://exa mple.com", false),
            ("example.com", false),
        ] {
            assert_eq!(is_web_address(text), expected, "{text}");
        }
    }
}
