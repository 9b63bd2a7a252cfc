//! Type `address`: a postal address.

use serde_json::{Map, Value as Json};

use crate::Value;
use crate::field::text::checked_text;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};
use crate::names::{did_you_mean, snake_case};

/// The parts of an address, in order.
pub const ADDRESS_PARTS: &[&str] = &["street", "city", "postal_code", "state", "country"];

/// Type `address`.
pub(crate) struct AddressKind;

impl FieldKind for AddressKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let Json::Object(given) = json else {
            return Err(FieldProblem::invalid(
                "must be an address: {street, city, postal_code, state, country}",
            ));
        };
        let mut parts: Map<String, Json> = Map::new();
        for (key, part) in given {
            let name = snake_case(key);
            if !ADDRESS_PARTS.contains(&name.as_str()) {
                let suggestion = did_you_mean(&name, ADDRESS_PARTS.iter().copied());
                return Err(FieldProblem::invalid(format!(
                    "an address has no `{key}`{suggestion}"
                )));
            }
            if part.is_null() {
                continue;
            }
            let text = checked_text(part, 255)
                .map_err(|problem| FieldProblem::invalid(format!("`{key}` {}", problem.message)))?;
            if !text.is_empty() {
                parts.insert(name, Json::String(text));
            }
        }
        if parts.is_empty() {
            return Ok(Value::Null);
        }
        let ordered = ADDRESS_PARTS
            .iter()
            .filter_map(|part| parts.remove(*part).map(|text| ((*part).to_owned(), text)));
        Ok(Value::Json(Json::Object(ordered.collect())))
    }

    /// A whole address in one text is its street.
    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        let input = InputContext {
            currency: context.currency,
            creating: false,
        };
        self.parse(&serde_json::json!({ "street": text }), &input)
    }

    fn display(&self, value: &Value) -> String {
        let Value::Json(address) = value else {
            return String::new();
        };
        let texts: Vec<&str> = ADDRESS_PARTS
            .iter()
            .filter_map(|part| address.get(part).and_then(Json::as_str))
            .collect();
        texts.join(", ")
    }

    fn operators(&self) -> &'static [&'static str] {
        &["empty"]
    }
}
