//! Type `select`: one of several choices.

use serde_json::Value as Json;

use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};
use crate::names::did_you_mean;
use crate::{Choice, Value};

/// Operators of values from a fixed set.
pub(crate) const CHOICE_OPERATORS: &[&str] = &["eq", "ne", "in", "nin", "empty"];

/// Type `select`.
pub(crate) struct SelectKind<'a> {
    pub(crate) options: &'a [Choice],
}

/// The choice of that exact value.
pub(crate) fn choice_by_value(options: &[Choice], json: &Json) -> Result<String, FieldProblem> {
    let Json::String(text) = json else {
        return Err(FieldProblem::invalid("must be text"));
    };
    let text = text.trim();
    if options.iter().any(|choice| choice.value == text) {
        return Ok(text.to_owned());
    }
    Err(unknown(options, text))
}

/// The choice of that label or value, without regard to case.
pub(crate) fn choice_by_text(options: &[Choice], text: &str) -> Result<String, FieldProblem> {
    let wanted = text.to_lowercase();
    let by_value = options
        .iter()
        .find(|choice| choice.value.to_lowercase() == wanted);
    by_value
        .or_else(|| {
            options
                .iter()
                .find(|choice| choice.label.to_lowercase() == wanted)
        })
        .map(|choice| choice.value.clone())
        .ok_or_else(|| unknown(options, text))
}

fn unknown(options: &[Choice], text: &str) -> FieldProblem {
    let values = options.iter().map(|choice| choice.value.as_str());
    let suggestion = did_you_mean(text, values);
    FieldProblem::invalid(format!("has no option `{text}`{suggestion}"))
}

/// The label of a value; the value itself when the choice is gone.
pub(crate) fn label_of(options: &[Choice], value: &str) -> String {
    let found = options.iter().find(|choice| choice.value == value);
    found.map_or(value, |choice| &choice.label).to_owned()
}

impl FieldKind for SelectKind<'_> {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        choice_by_value(self.options, json).map(Value::Text)
    }

    fn parse_text(&self, text: &str, _: &TextContext<'_>) -> Parsed {
        choice_by_text(self.options, text).map(Value::Text)
    }

    fn display(&self, value: &Value) -> String {
        value
            .as_text()
            .map(|text| label_of(self.options, text))
            .unwrap_or_default()
    }

    fn operators(&self) -> &'static [&'static str] {
        CHOICE_OPERATORS
    }
}
