//! What every field type answers, and the one match that finds the answer.

use serde_json::Value as Json;

use crate::field::{
    InputContext, Parsed, TextContext, address, boolean, code, date, date_time, email, json, lines,
    link, list, money, number, phone, select, state, tags, text, url, user, value_json,
};
use crate::{FieldType, Value};

/// One field type. Values that reach it are not empty.
pub(crate) trait FieldKind {
    /// Reads a value from JSON.
    fn parse(&self, json: &Json, context: &InputContext) -> Parsed;

    /// Reads a value from trimmed text; most types read what they read as JSON text.
    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        let input = InputContext {
            currency: context.currency,
            creating: false,
        };
        self.parse(&Json::String(text.to_owned()), &input)
    }

    /// The value for people.
    fn display(&self, value: &Value) -> String {
        match value_json(value) {
            Json::String(text) => text,
            Json::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// The filter operators.
    fn operators(&self) -> &'static [&'static str];
}

/// The names of all types, in the order of the documentation.
pub(crate) const TYPE_NAMES: &[&str] = &[
    "text",
    "long_text",
    "rich_text",
    "integer",
    "decimal",
    "money",
    "boolean",
    "date",
    "datetime",
    "email",
    "phone",
    "url",
    "select",
    "multi_select",
    "tags",
    "link",
    "user",
    "state",
    "address",
    "json",
    "lines",
    "code",
    "computed",
];

impl FieldType {
    /// Calls `f` with the type's implementation.
    pub(crate) fn with_kind<R>(&self, f: impl FnOnce(&dyn FieldKind) -> R) -> R {
        match self {
            Self::Text { max_length } => f(&text::TextKind::line(*max_length)),
            Self::LongText | Self::RichText => f(&text::TextKind::long()),
            &Self::Integer { min, max } => f(&number::IntegerKind { min, max }),
            &Self::Decimal { scale, min, max } => f(&number::DecimalKind { scale, min, max }),
            Self::Money => f(&money::MoneyKind),
            Self::Boolean => f(&boolean::BooleanKind),
            Self::Date => f(&date::DateKind),
            Self::DateTime => f(&date_time::DateTimeKind),
            Self::Email => f(&email::EmailKind),
            Self::Phone => f(&phone::PhoneKind),
            Self::Url => f(&url::UrlKind),
            Self::Select { options } => f(&select::SelectKind { options }),
            Self::MultiSelect { options } => f(&list::MultiSelectKind { options }),
            Self::Tags => f(&tags::TagsKind),
            Self::Link { to, .. } => f(&link::LinkKind { to }),
            Self::User => f(&user::UserKind),
            Self::State(machine) => f(&state::StateKind { machine }),
            Self::Address => f(&address::AddressKind),
            Self::Json => f(&json::JsonKind),
            Self::Lines { .. } => f(&lines::LinesKind),
            Self::Code { .. } => f(&code::CodeKind),
            Self::Computed { result, .. } => result.with_kind(f),
        }
    }

    /// The name of the type in TOML and `meta`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText => "long_text",
            Self::RichText => "rich_text",
            Self::Integer { .. } => "integer",
            Self::Decimal { .. } => "decimal",
            Self::Money => "money",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Select { .. } => "select",
            Self::MultiSelect { .. } => "multi_select",
            Self::Tags => "tags",
            Self::Link { .. } => "link",
            Self::User => "user",
            Self::State(_) => "state",
            Self::Address => "address",
            Self::Json => "json",
            Self::Lines { .. } => "lines",
            Self::Code { .. } => "code",
            Self::Computed { .. } => "computed",
        }
    }

    /// Whether records can be sorted by it.
    #[must_use]
    pub fn is_sortable(&self) -> bool {
        match self {
            Self::LongText
            | Self::RichText
            | Self::MultiSelect { .. }
            | Self::Tags
            | Self::Link { .. }
            | Self::User
            | Self::Address
            | Self::Json
            | Self::Lines { .. } => false,
            Self::Computed { result, .. } => result.is_sortable(),
            _ => true,
        }
    }

    /// Whether records can be counted per value of it; dates in buckets.
    #[must_use]
    pub fn is_groupable(&self) -> bool {
        match self {
            Self::Text { .. }
            | Self::Integer { .. }
            | Self::Boolean
            | Self::Date
            | Self::DateTime
            | Self::Select { .. }
            | Self::Link { .. }
            | Self::User
            | Self::State(_) => true,
            Self::Computed { result, .. } => result.is_groupable(),
            _ => false,
        }
    }

    /// Whether a default can be written down.
    pub(crate) fn may_default(&self) -> bool {
        !matches!(
            self,
            Self::Link { .. }
                | Self::User
                | Self::State(_)
                | Self::DateTime
                | Self::Address
                | Self::Json
                | Self::Lines { .. }
                | Self::Code { .. }
                | Self::Computed { .. }
        )
    }

    /// Whether no two records may share a value.
    pub(crate) fn may_be_unique(&self) -> bool {
        matches!(
            self,
            Self::Text { .. }
                | Self::Email
                | Self::Phone
                | Self::Url
                | Self::Integer { .. }
                | Self::Date
                | Self::User
                | Self::Code { .. }
                | Self::Link {
                    to: crate::LinkTarget::One(_),
                    ..
                }
        )
    }

    /// Whether full-text search can look into it.
    pub(crate) fn may_be_searched(&self) -> bool {
        matches!(
            self,
            Self::Text { .. }
                | Self::LongText
                | Self::RichText
                | Self::Email
                | Self::Phone
                | Self::Url
                | Self::Tags
                | Self::Address
                | Self::Code { .. }
        )
    }

    /// Whether an index helps.
    pub(crate) fn may_be_indexed(&self) -> bool {
        self.is_sortable() || matches!(self, Self::Link { .. } | Self::User)
    }
}
