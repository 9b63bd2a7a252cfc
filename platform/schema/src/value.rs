//! The closed set of values a field can hold.

use jiff::civil::Date;
use rapport_kernel::{Money, Timestamp};
use rust_decimal::Decimal;
use uuid::Uuid;

/// One typed value. [`Value::Null`] is "empty" for every type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Empty.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An exact decimal, already rounded to the field's scale.
    Decimal(Decimal),
    /// An amount of money.
    Money(Money),
    /// Any text: also e-mail, URL, select and state values, codes.
    Text(String),
    /// A link to a record of the field's only target entity, or a user.
    Id(Uuid),
    /// A link that says which entity it points to.
    Reference {
        /// The entity's name.
        entity: String,
        /// The record.
        id: Uuid,
    },
    /// A calendar date.
    Date(Date),
    /// A moment.
    Time(Timestamp),
    /// Several texts: tags and multi-select.
    List(Vec<String>),
    /// Structured data: address, lines, json.
    Json(serde_json::Value),
}

impl Value {
    /// Whether the field is empty.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The linked record's id, when it is a link.
    #[must_use]
    pub fn as_id(&self) -> Option<Uuid> {
        match self {
            Self::Id(id) | Self::Reference { id, .. } => Some(*id),
            _ => None,
        }
    }
}
