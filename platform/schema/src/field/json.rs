//! Type `json`: anything, up to 64 kB.

use serde_json::Value as Json;

use crate::Value;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};

/// Most bytes of one value.
const LIMIT: usize = 64 * 1024;

/// Type `json`.
pub(crate) struct JsonKind;

/// PostgreSQL cannot store null characters in JSON.
fn has_null_character(json: &Json) -> bool {
    match json {
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_null_character),
        Json::Object(map) => map
            .iter()
            .any(|(key, value)| key.contains('\0') || has_null_character(value)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

impl FieldKind for JsonKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        if json.to_string().len() > LIMIT {
            return Err(FieldProblem::invalid("is larger than 64 kB"));
        }
        if has_null_character(json) {
            return Err(FieldProblem::invalid("must not contain null characters"));
        }
        Ok(Value::Json(json.clone()))
    }

    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        let json =
            serde_json::from_str(text).map_err(|_| FieldProblem::invalid("is not valid JSON"))?;
        let input = InputContext {
            currency: context.currency,
            creating: false,
        };
        self.parse(&json, &input)
    }

    fn display(&self, value: &Value) -> String {
        match value {
            Value::Json(json) => json.to_string(),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [&'static str] {
        &["empty"]
    }
}
