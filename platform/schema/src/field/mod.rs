//! Field types, one file each: how a value is read from JSON and from text, shown, filtered and sorted.
//!
//! [`FieldType::with_kind`] is the one exhaustive match: a new type gets a file here, a variant there, and the compiler asks for the rest.
//! Empty values never reach a type: [`FieldDef::parse`] turns null and empty text into [`Value::Null`] first.

mod address;
mod boolean;
pub(crate) mod code;
mod date;
mod date_time;
mod email;
mod json;
pub(crate) mod lines;
mod link;
mod list;
pub(crate) mod money;
pub(crate) mod number;
mod phone;
mod select;
mod state;
mod tags;
mod text;
mod traits;
mod url;
mod user;

use rapport_kernel::Currency;
use serde_json::{Map, Value as Json};

use crate::storage::CUSTOM;
use crate::{FieldDef, FieldType, Value};
pub use address::ADDRESS_PARTS;
pub use code::{format_code, number_in_code};
pub(crate) use date::iso_date;
pub use number::decimal_json;
pub(crate) use text::LONG_TEXT;
pub(crate) use traits::{FieldKind, TYPE_NAMES};

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// A stable code, such as `required`.
    pub code: &'static str,
    /// What is wrong, to be read after the field's name.
    pub message: String,
}

impl FieldProblem {
    /// A value that is not acceptable.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self {
            code: rapport_kernel::ErrorCode::INVALID.name,
            message: message.into(),
        }
    }
}

/// A value, or what is wrong with it.
pub type Parsed = Result<Value, FieldProblem>;

/// What reading JSON input depends on.
#[derive(Clone, Copy, Debug)]
pub struct InputContext {
    /// The currency of amounts that do not name one.
    pub currency: Currency,
    /// A new record, so that missing required fields are reported.
    pub creating: bool,
}

impl InputContext {
    /// For values that were valid when they were stored: nothing is filled in, amounts name their currency.
    #[must_use]
    pub fn stored() -> Self {
        Self {
            currency: Currency::EUR,
            creating: false,
        }
    }
}

impl Default for InputContext {
    fn default() -> Self {
        Self {
            currency: Currency::EUR,
            creating: true,
        }
    }
}

/// The order of day, month and year in written dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// 31.12.2026
    Dmy,
    /// 12/31/2026
    Mdy,
    /// 2026-12-31
    #[default]
    Ymd,
}

/// What reading written text (imports) depends on.
#[derive(Clone, Copy, Debug)]
pub struct TextContext<'a> {
    /// The currency of amounts that do not name one.
    pub currency: Currency,
    /// How dates are written; dates with the year first are always understood.
    pub date_order: DateOrder,
    /// The zone of moments that do not name one, an IANA name.
    pub zone: &'a str,
}

impl FieldDef {
    /// Reads a value from JSON. Money is an amount in the context's currency, or `{amount, currency}`.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn parse(&self, json: &Json, context: &InputContext) -> Parsed {
        if json.is_null() {
            return Ok(Value::Null);
        }
        if let Json::String(text) = json
            && text.trim().is_empty()
        {
            return Ok(Value::Null);
        }
        self.kind.with_kind(|kind| kind.parse(json, context))
    }

    /// Reads a value from text as people and spreadsheets write it.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Value::Null);
        }
        self.kind.with_kind(|kind| kind.parse_text(text, context))
    }

    /// Writes the value in its wire form: one key, or two for money. Custom fields write their key without the prefix.
    pub fn write_json(&self, value: &Value, into: &mut Map<String, Json>) {
        let key = self.name.strip_prefix(CUSTOM).unwrap_or(&self.name);
        if matches!(self.kind, FieldType::Money) {
            let currency = match value {
                Value::Money(money) => Json::String(money.currency.to_string()),
                _ => Json::Null,
            };
            into.insert(key.to_owned(), value_json(value));
            into.insert(format!("{key}_currency"), currency);
        } else {
            into.insert(key.to_owned(), value_json(value));
        }
    }

    /// The value as people read it, such as in an exported table: labels instead of values.
    #[must_use]
    pub fn display(&self, value: &Value) -> String {
        if value.is_null() {
            return String::new();
        }
        self.kind.with_kind(|kind| kind.display(value))
    }

    /// The filter operators the field understands.
    #[must_use]
    pub fn operators(&self) -> &'static [&'static str] {
        self.kind.with_kind(|kind| kind.operators())
    }
}

/// The wire form of a value; of money only the amount.
#[must_use]
pub fn value_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Int(number) => Json::from(*number),
        Value::Decimal(number) => decimal_json(*number),
        Value::Money(money) => decimal_json(number::money_decimal(*money)),
        Value::Text(text) => Json::String(text.clone()),
        Value::Id(id) => Json::String(id.to_string()),
        Value::Reference { entity, id } => serde_json::json!({ "entity": entity, "id": id }),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Time(moment) => Json::String(moment.to_string()),
        Value::List(items) => items
            .iter()
            .map(|item| Json::String(item.clone()))
            .collect(),
        Value::Json(json) => json.clone(),
    }
}

#[cfg(test)]
mod tests;
