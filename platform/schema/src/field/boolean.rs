//! Type `boolean`.

use serde_json::Value as Json;

use crate::Value;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};

/// Type `boolean`.
pub(crate) struct BooleanKind;

impl FieldKind for BooleanKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        match json {
            Json::Bool(yes) => Ok(Value::Bool(*yes)),
            Json::String(text) if text.eq_ignore_ascii_case("true") => Ok(Value::Bool(true)),
            Json::String(text) if text.eq_ignore_ascii_case("false") => Ok(Value::Bool(false)),
            _ => Err(FieldProblem::invalid("must be true or false")),
        }
    }

    fn parse_text(&self, text: &str, _: &TextContext<'_>) -> Parsed {
        match text.to_lowercase().as_str() {
            "yes" | "y" | "ja" | "j" | "true" | "wahr" | "x" | "1" | "on" | "✓" | "✔" => {
                Ok(Value::Bool(true))
            }
            "no" | "n" | "nein" | "false" | "falsch" | "0" | "off" | "-" => Ok(Value::Bool(false)),
            _ => Err(FieldProblem::invalid(format!("`{text}` is not yes or no"))),
        }
    }

    fn display(&self, value: &Value) -> String {
        match value {
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [&'static str] {
        &["eq", "ne", "empty"]
    }
}
