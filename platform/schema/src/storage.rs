//! Where a field's value is stored: a column, or a key in a JSON column. Names only, no SQL.

use crate::{FieldDef, FieldType, LinkTarget};

/// Where an entity's records are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Table {
    /// A table of its own with a column per built-in field and `custom_fields` for the rest.
    Own(String),
    /// The shared table of custom objects: the envelope's columns, `entity`, and all fields in the JSON column `data`.
    Shared,
}

/// How a value is represented in a column, the same in both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// 64-bit integer.
    Integer,
    /// Boolean.
    Boolean,
    /// UUID (16 bytes in SQLite).
    Uuid,
    /// 64-bit integer of 10^-scale units.
    Decimal {
        /// Digits after the point.
        scale: u32,
    },
    /// 64-bit integer of minor units; the currency stands in the text column `{name}_currency`.
    Money,
    /// Text `YYYY-MM-DD`.
    Date,
    /// 64-bit integer, microseconds since the epoch.
    Time,
    /// JSON array of texts.
    List,
    /// JSON.
    Json,
    /// UUID; the entity's name stands in the text column `{name}_type`.
    Reference,
}

/// Where one field is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<'a> {
    /// The column.
    pub column: &'a str,
    /// The key inside a JSON column. Values there have their wire form: numbers, texts, RFC 3339 moments;
    /// money has a second key `{key}_currency`.
    pub key: Option<&'a str>,
    /// The representation.
    pub kind: ColumnKind,
}

/// Prefix of custom field names.
pub(crate) const CUSTOM: &str = "custom_fields.";

impl FieldDef {
    /// Where the field is stored for an entity in the given table.
    #[must_use]
    pub fn slot<'a>(&'a self, table: &Table) -> Slot<'a> {
        let kind = self.kind.column();
        if let Some(key) = self.name.strip_prefix(CUSTOM) {
            return Slot {
                column: "custom_fields",
                key: Some(key),
                kind,
            };
        }
        match table {
            Table::Shared if !self.system => Slot {
                column: "data",
                key: Some(&self.name),
                kind,
            },
            _ => Slot {
                column: &self.name,
                key: None,
                kind,
            },
        }
    }
}

impl FieldType {
    /// The representation in a column.
    #[must_use]
    pub fn column(&self) -> ColumnKind {
        match self {
            Self::Text { .. }
            | Self::LongText
            | Self::RichText
            | Self::Email
            | Self::Phone
            | Self::Url
            | Self::Select { .. }
            | Self::State(_)
            | Self::Code { .. } => ColumnKind::Text,
            Self::Integer { .. } => ColumnKind::Integer,
            Self::Decimal { scale, .. } => ColumnKind::Decimal { scale: *scale },
            Self::Money => ColumnKind::Money,
            Self::Boolean => ColumnKind::Boolean,
            Self::Date => ColumnKind::Date,
            Self::DateTime => ColumnKind::Time,
            Self::MultiSelect { .. } | Self::Tags => ColumnKind::List,
            Self::Link {
                to: LinkTarget::One(_),
                ..
            }
            | Self::User => ColumnKind::Uuid,
            Self::Link { .. } => ColumnKind::Reference,
            Self::Address | Self::Json | Self::Lines { .. } => ColumnKind::Json,
            Self::Computed { result, .. } => result.column(),
        }
    }
}
