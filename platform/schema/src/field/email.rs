//! Type `email`: kept as written, checked for its shape.

use serde_json::Value as Json;

use crate::Value;
use crate::field::text::{TEXT_OPERATORS, checked_text};
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed};

/// Type `email`.
pub(crate) struct EmailKind;

/// Whether it has the shape of an address: one `@`, something before it, a host name with a dot behind it.
fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let is_clean = |part: &str| {
        !part.chars().any(|c| {
            c.is_whitespace() || c.is_control() || matches!(c, '@' | ',' | ';' | '<' | '>' | '"')
        })
    };
    let labels: Vec<&str> = host.split('.').collect();
    let is_host = labels.len() > 1
        && labels.iter().all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    let is_local = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    is_local && is_clean(local) && is_host
}

impl FieldKind for EmailKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let text = checked_text(json, 254)?;
        if is_address(&text) {
            Ok(Value::Text(text))
        } else {
            Err(FieldProblem::invalid(format!(
                "`{text}` is not an e-mail address"
            )))
        }
    }

    fn operators(&self) -> &'static [&'static str] {
        TEXT_OPERATORS
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_have_a_shape() {
        for (text, expected) in [
            ("ada@example.com", true),
            ("Ada.Lovelace+crm@mail.example.co.uk", true),
            ("jürgen@müller.de", true),
            ("o'hara@example.com", true),
            ("ada@example", false),
            ("ada", false),
            ("@example.com", false),
            ("a b@example.com", false),
            ("a@b@example.com", false),
            ("ada@example..com", false),
            ("ada@-example.com", false),
            ("ada@example.com, bob@example.com", false),
            ("Ada <ada@example.com>", false),
        ] {
            assert_eq!(is_address(text), expected, "{text}");
        }
    }
}
