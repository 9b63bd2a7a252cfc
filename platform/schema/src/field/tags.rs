//! Type `tags`: free words, at most 50 of 50 characters.

use serde_json::Value as Json;

use crate::Value;
use crate::field::list::{LIST_OPERATORS, distinct, items, words};
use crate::field::text::checked_text;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};

/// Most tags, and most characters of one.
const LIMIT: u32 = 50;

/// Type `tags`.
pub(crate) struct TagsKind;

fn checked_list(value: Value) -> Parsed {
    match &value {
        Value::List(list) if list.len() > usize::try_from(LIMIT).unwrap_or(usize::MAX) => {
            Err(FieldProblem::invalid(format!(
                "has {} tags, at most {LIMIT} are allowed",
                list.len()
            )))
        }
        _ => Ok(value),
    }
}

impl FieldKind for TagsKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let mut tags = Vec::new();
        for item in items(json)? {
            let tag = checked_text(item, LIMIT)?;
            if tag.contains([',', ';', '|', '\n']) {
                return Err(FieldProblem::invalid(format!(
                    "the tag `{tag}` contains a separator"
                )));
            }
            if !tag.is_empty() {
                tags.push(tag);
            }
        }
        checked_list(distinct(tags))
    }

    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        let list = words(text).map(|word| Json::String(word.to_owned()));
        let input = InputContext {
            currency: context.currency,
            creating: false,
        };
        self.parse(&list.collect(), &input)
    }

    fn display(&self, value: &Value) -> String {
        match value {
            Value::List(items) => items.join(", "),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [&'static str] {
        LIST_OPERATORS
    }
}
