//! A record in memory: values by field name.

mod getters;

use std::collections::BTreeMap;

use crate::Value;

/// Values by field name; custom fields stand under `custom_fields.name`.
///
/// A field that is absent was not given (in a change) or not loaded; an empty field is [`Value::Null`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record(BTreeMap<String, Value>);

impl Record {
    /// A record without values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a field; [`Value::Null`] when absent.
    #[must_use]
    pub fn get(&self, field: &str) -> &Value {
        self.0.get(field).unwrap_or(&Value::Null)
    }

    /// Whether the field is there at all, even empty.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Sets a field and returns the record, for building one in an expression.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, value: Value) -> Self {
        self.set(field, value);
        self
    }

    /// Sets a field.
    pub fn set(&mut self, field: impl Into<String>, value: Value) {
        self.0.insert(field.into(), value);
    }

    /// Takes a field out.
    pub fn remove(&mut self, field: &str) -> Option<Value> {
        self.0.remove(field)
    }

    /// All fields that are there, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Lays the values of `change` over this record.
    pub fn apply(&mut self, change: &Record) {
        self.0.extend(
            change
                .0
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
    }

    /// Whether no field is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of a field, when it is one.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).as_text()
    }
}

impl FromIterator<(String, Value)> for Record {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
