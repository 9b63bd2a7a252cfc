//! Type `multi_select`: any of several choices. Also what lists of words share.

use serde_json::Value as Json;

use crate::field::select::{choice_by_text, choice_by_value, label_of};
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};
use crate::{Choice, Value};

/// Operators of lists.
pub(crate) const LIST_OPERATORS: &[&str] = &["has", "has_any", "has_all", "empty"];

/// Type `multi_select`.
pub(crate) struct MultiSelectKind<'a> {
    pub(crate) options: &'a [Choice],
}

/// The items of a JSON array; a single text is a list of one.
pub(crate) fn items(json: &Json) -> Result<Vec<&Json>, FieldProblem> {
    match json {
        Json::Array(items) => Ok(items.iter().collect()),
        Json::String(_) => Ok(vec![json]),
        _ => Err(FieldProblem::invalid("must be a list of texts")),
    }
}

/// The words of a text, separated by comma, semicolon or bar.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|', '\n'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

/// A list without repetitions; empty lists are [`Value::Null`].
pub(crate) fn distinct(items: impl IntoIterator<Item = String>) -> Value {
    let mut list: Vec<String> = Vec::new();
    for item in items {
        let folded = item.to_lowercase();
        if !list.iter().any(|known| known.to_lowercase() == folded) {
            list.push(item);
        }
    }
    if list.is_empty() {
        Value::Null
    } else {
        Value::List(list)
    }
}

impl FieldKind for MultiSelectKind<'_> {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let chosen: Result<Vec<String>, FieldProblem> = items(json)?
            .into_iter()
            .map(|item| choice_by_value(self.options, item))
            .collect();
        chosen.map(distinct)
    }

    fn parse_text(&self, text: &str, _: &TextContext<'_>) -> Parsed {
        let chosen: Result<Vec<String>, FieldProblem> = words(text)
            .map(|word| choice_by_text(self.options, word))
            .collect();
        chosen.map(distinct)
    }

    fn display(&self, value: &Value) -> String {
        let Value::List(items) = value else {
            return String::new();
        };
        let labels: Vec<String> = items
            .iter()
            .map(|item| label_of(self.options, item))
            .collect();
        labels.join(", ")
    }

    fn operators(&self) -> &'static [&'static str] {
        LIST_OPERATORS
    }
}
