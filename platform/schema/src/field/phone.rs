//! Type `phone`: kept as written.

use serde_json::Value as Json;

use crate::Value;
use crate::field::text::{TEXT_OPERATORS, checked_text};
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed};

/// Type `phone`.
pub(crate) struct PhoneKind;

impl FieldKind for PhoneKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let text = checked_text(json, 50)?;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if digits < 3 || text.contains('\n') {
            return Err(FieldProblem::invalid(format!(
                "`{text}` is not a telephone number"
            )));
        }
        Ok(Value::Text(text))
    }

    fn operators(&self) -> &'static [&'static str] {
        TEXT_OPERATORS
    }
}
