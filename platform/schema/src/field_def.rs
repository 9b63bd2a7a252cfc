//! One field of an entity.

use crate::{StateMachine, Value};

/// One field. System fields (`id`, `created_at`, ...) and custom fields are the same type.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDef {
    /// The name on the wire and in filters; custom fields are `custom_fields.name`.
    pub name: String,
    /// The name people see.
    pub label: String,
    /// A sentence of help under the input.
    pub help: Option<String>,
    /// The type, with its own settings.
    pub kind: FieldType,
    /// Whether a record must have it, and who may write it.
    pub presence: Presence,
    /// No two live records of a tenant share a value. Built-in fields only.
    pub unique: bool,
    /// Value of a new record that does not say otherwise.
    pub default: Option<Value>,
    /// Whether full-text search looks into it.
    pub search: SearchWeight,
    /// Which index it gets.
    pub index: Index,
    /// The section of the record page, by name.
    pub section: Option<String>,
    /// Its value is answered only where it is asked for by name, and the audit trail says who did.
    pub sensitive: bool,
    /// Kept by the platform: `id`, `version`, ...
    pub system: bool,
    /// Made by an administrator at run time, stored in the JSON column.
    pub custom: bool,
}

/// Whether a value must be there, and who writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// May be empty.
    #[default]
    Optional,
    /// Must be filled.
    Required,
    /// Written by the system only; clients may not send it.
    ReadOnly,
}

/// How much a field counts in full-text search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchWeight {
    /// Not searched.
    #[default]
    None,
    /// Searched.
    Normal,
    /// Searched, and hits in it come first.
    High,
}

/// Which index a field gets. Links and states are always `Filter`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Index {
    /// No index.
    #[default]
    None,
    /// `(tenant, field, created_at, id)`: filtered by value, newest first.
    Filter,
    /// `(tenant, field, id)`: sorted by the field.
    Sort,
    /// Both.
    Both,
}

/// One choice of a select field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value on the wire.
    pub value: String,
    /// The name people see.
    pub label: String,
    /// A colour name of the design system.
    pub color: Option<String>,
}

/// Where a link may point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// One entity: stored and sent as a bare id.
    One(String),
    /// Some entities: stored and sent with the entity's name.
    Several(Vec<String>),
    /// Any entity: stored and sent with the entity's name.
    Any,
}

/// What happens to a link when its target goes to the bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDelete {
    /// The link is emptied.
    #[default]
    Clear,
    /// The record goes to the bin as well.
    Cascade,
    /// The target cannot be deleted while the link is there.
    Restrict,
    /// The link stays.
    Keep,
}

/// The type of a field with its settings. Closed; each type has one file in `field/`.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    /// One line of text.
    Text {
        /// Longest length in characters.
        max_length: u32,
    },
    /// Several lines of text.
    LongText,
    /// Markdown.
    RichText,
    /// A whole number.
    Integer {
        /// Smallest value.
        min: Option<i64>,
        /// Largest value.
        max: Option<i64>,
    },
    /// An exact decimal number.
    Decimal {
        /// Digits after the point, 0 to 9.
        scale: u32,
        /// Smallest value.
        min: Option<i64>,
        /// Largest value.
        max: Option<i64>,
    },
    /// An amount with its currency.
    Money,
    /// Yes or no.
    Boolean,
    /// A calendar date.
    Date,
    /// A moment.
    DateTime,
    /// An e-mail address.
    Email,
    /// A telephone number, kept as written.
    Phone,
    /// A web address, http or https.
    Url,
    /// One of several choices.
    Select {
        /// The choices.
        options: Vec<Choice>,
    },
    /// Any of several choices.
    MultiSelect {
        /// The choices.
        options: Vec<Choice>,
    },
    /// Free words.
    Tags,
    /// A link to another record.
    Link {
        /// Where it may point.
        to: LinkTarget,
        /// What happens when the target goes.
        on_delete: OnDelete,
    },
    /// A user of the tenant.
    User,
    /// A state machine.
    State(StateMachine),
    /// A postal address.
    Address,
    /// Any JSON.
    Json,
    /// Line items with computed totals, written into money fields of the record.
    Lines {
        /// Field for the net sum.
        subtotal: Option<String>,
        /// Field for the tax sum.
        tax: Option<String>,
        /// Field for the gross sum.
        total: Option<String>,
        /// Field with a net amount taken off the whole.
        discount: Option<String>,
        /// Field with the net cost of delivery.
        shipping: Option<String>,
        /// Field with the tax on delivery, in percent.
        shipping_tax: Option<String>,
    },
    /// A human code made from the record's number, such as `D-{seq:5}`.
    Code {
        /// The pattern: `{seq}` or `{seq:WIDTH}` stands for the number.
        pattern: String,
    },
    /// Computed from other fields at each write, and stored.
    Computed {
        /// The expression over field names.
        expression: String,
        /// The type of the result: integer, decimal, boolean, text or date.
        result: Box<FieldType>,
    },
}
