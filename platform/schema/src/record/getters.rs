//! Typed reading of a record, used by the generated views. A value of another type reads as empty.

use jiff::civil::Date;
use rapport_kernel::{Money, RecordId, Timestamp, UserId};
use rust_decimal::Decimal;

use crate::{Record, Value};

impl Record {
    /// Whether a boolean field is true.
    #[must_use]
    pub fn is_true(&self, field: &str) -> bool {
        matches!(self.get(field), Value::Bool(true))
    }

    /// The whole number of a field.
    #[must_use]
    pub fn integer(&self, field: &str) -> Option<i64> {
        match self.get(field) {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The number of a field, whole or not.
    #[must_use]
    pub fn decimal(&self, field: &str) -> Option<Decimal> {
        match self.get(field) {
            Value::Decimal(number) => Some(*number),
            Value::Int(number) => Some(Decimal::from(*number)),
            _ => None,
        }
    }

    /// The amount of a field.
    #[must_use]
    pub fn money(&self, field: &str) -> Option<Money> {
        match self.get(field) {
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// The date of a field.
    #[must_use]
    pub fn date(&self, field: &str) -> Option<Date> {
        match self.get(field) {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The moment of a field.
    #[must_use]
    pub fn moment(&self, field: &str) -> Option<Timestamp> {
        match self.get(field) {
            Value::Time(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The record a field links to.
    #[must_use]
    pub fn link(&self, field: &str) -> Option<RecordId> {
        self.get(field).as_id().map(RecordId)
    }

    /// The entity and the record a field links to, where it may point to several entities.
    #[must_use]
    pub fn reference(&self, field: &str) -> Option<(&str, RecordId)> {
        match self.get(field) {
            Value::Reference { entity, id } => Some((entity, RecordId(*id))),
            _ => None,
        }
    }

    /// The user of a field.
    #[must_use]
    pub fn user(&self, field: &str) -> Option<UserId> {
        self.get(field).as_id().map(UserId)
    }

    /// The words of a list field; none when it is empty.
    #[must_use]
    pub fn list(&self, field: &str) -> &[String] {
        match self.get(field) {
            Value::List(words) => words,
            _ => &[],
        }
    }

    /// The structured data of a field.
    #[must_use]
    pub fn json(&self, field: &str) -> Option<&serde_json::Value> {
        match self.get(field) {
            Value::Json(json) => Some(json),
            _ => None,
        }
    }
}
