//! The TOML vocabulary as it is written. Closed: unknown keys are refused. Editors get its JSON Schema.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};

/// A whole file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Rapport entity")]
pub(crate) struct RawFile {
    /// What the entity is.
    pub(crate) entity: RawEntity,
    /// Its fields, in the order people see them.
    #[serde(default)]
    pub(crate) fields: IndexMap<String, RawField>,
    /// The machines of its state fields.
    #[serde(default)]
    pub(crate) states: IndexMap<String, RawStates>,
    /// What it can do besides create, read, update and delete.
    #[serde(default)]
    pub(crate) actions: IndexMap<String, RawAction>,
    /// Sections of the record page.
    #[serde(default)]
    pub(crate) sections: IndexMap<String, RawSection>,
    /// What screens show first.
    #[serde(default)]
    pub(crate) layout: RawLayout,
}

/// `[entity]`
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawEntity {
    /// The name in code: `work_order`.
    pub(crate) name: String,
    /// The name in paths; default: the English plural.
    pub(crate) plural: Option<String>,
    /// The name people see.
    pub(crate) label: Option<String>,
    /// The plural people see.
    pub(crate) label_plural: Option<String>,
    /// One sentence on what it is.
    pub(crate) description: Option<String>,
    /// An icon's name (lucide).
    pub(crate) icon: Option<String>,
    /// The heading in the navigation.
    pub(crate) group: Option<String>,
    /// The field shown as the record's title.
    pub(crate) title: Option<String>,
    /// Says that records have an owner; the only value is `owner`.
    pub(crate) owner: Option<String>,
    /// The user field that names who works on a record; that user reaches the record like its owner.
    pub(crate) assignee: Option<String>,
    /// Pattern of the human code, such as `D-{seq:5}`.
    pub(crate) code: Option<String>,
    /// Shown in timelines through its link `related`.
    #[serde(default)]
    pub(crate) activity: bool,
    /// Its records belong to those of another entity: shown with them, not in the navigation.
    #[serde(default)]
    pub(crate) child: bool,
    /// A catalogue that everybody who may read the entity sees whole, whoever owns its records.
    #[serde(default)]
    pub(crate) shared: bool,
}

/// The field types.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TypeName {
    Text,
    LongText,
    RichText,
    Integer,
    Decimal,
    Money,
    Boolean,
    Date,
    #[serde(rename = "datetime")]
    DateTime,
    Email,
    Phone,
    Url,
    Select,
    MultiSelect,
    Tags,
    Link,
    User,
    State,
    Address,
    Json,
    Lines,
    Code,
    Computed,
}

/// `[fields.<name>]`
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawField {
    /// The type.
    #[serde(rename = "type")]
    pub(crate) kind: Option<TypeName>,
    /// The name people see.
    pub(crate) label: Option<String>,
    /// A sentence of help under the input.
    pub(crate) help: Option<String>,
    /// A record must have it.
    #[serde(default)]
    pub(crate) required: bool,
    /// Only the system writes it.
    #[serde(default)]
    pub(crate) readonly: bool,
    /// No two live records share a value.
    #[serde(default)]
    pub(crate) unique: bool,
    /// Answered only where it is asked for by name, and the audit trail says who did.
    #[serde(default)]
    pub(crate) sensitive: bool,
    /// Value of a new record that does not say otherwise.
    pub(crate) default: Option<serde_json::Value>,
    /// Whether full-text search looks into it.
    pub(crate) search: Option<RawSearch>,
    /// Which index it gets.
    pub(crate) index: Option<RawIndex>,
    /// A name of `[sections]`.
    pub(crate) section: Option<String>,
    /// text: longest length in characters.
    pub(crate) max_length: Option<u32>,
    /// integer, decimal: smallest value.
    pub(crate) min: Option<i64>,
    /// integer, decimal: largest value.
    pub(crate) max: Option<i64>,
    /// decimal: digits after the point.
    pub(crate) scale: Option<u32>,
    /// select, multi_select: the choices.
    pub(crate) options: Option<Vec<RawOption>>,
    /// link: where it may point.
    pub(crate) to: Option<RawTarget>,
    /// link: what happens when the target goes to the bin.
    pub(crate) on_delete: Option<RawOnDelete>,
    /// computed: the expression over field names.
    pub(crate) expression: Option<String>,
    /// computed: the type of the result.
    pub(crate) result: Option<TypeName>,
    /// code: the pattern.
    pub(crate) pattern: Option<String>,
    /// code: people may write one of their own; without it the number makes one.
    #[serde(default)]
    pub(crate) given: bool,
    /// The field is there only where this module is installed.
    pub(crate) module: Option<String>,
    /// Fields that a rule puts its value together from. It is hidden from whoever may not see all of them.
    #[serde(default)]
    pub(crate) made_of: Vec<String>,
    /// lines: money field of the net sum.
    pub(crate) subtotal: Option<String>,
    /// lines: money field of the tax sum.
    pub(crate) tax: Option<String>,
    /// lines: money field of the gross sum.
    pub(crate) total: Option<String>,
    /// lines: money field of a net amount taken off the whole.
    pub(crate) discount: Option<String>,
    /// lines: money field of the net cost of delivery.
    pub(crate) shipping: Option<String>,
    /// lines: decimal field of the tax on delivery, in percent.
    pub(crate) shipping_tax: Option<String>,
}

/// How much a field counts in search.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RawSearch {
    Normal,
    High,
}

/// Which index a field gets.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RawIndex {
    Filter,
    Sort,
    Both,
}

/// What happens to a link whose target goes.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RawOnDelete {
    Clear,
    Cascade,
    Restrict,
    Keep,
}

/// A choice: its value, or a table.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum RawOption {
    Value(String),
    Table(RawChoice),
}

/// A choice as a table.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawChoice {
    pub(crate) value: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) color: Option<String>,
}

/// An entity's name, several, or `any`.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum RawTarget {
    One(String),
    Several(Vec<String>),
}

/// `[states.<field>]`; the states and their order are the keys of `steps`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawStates {
    /// Where a new record begins.
    pub(crate) initial: String,
    /// From each state, where one may step to; `["*"]` is every other state.
    pub(crate) steps: IndexMap<String, Vec<String>>,
    /// Fields that must be filled to be in a state.
    #[serde(default)]
    pub(crate) require: IndexMap<String, Vec<String>>,
    /// What states mean for reports.
    #[serde(default)]
    pub(crate) kind: IndexMap<String, RawStateKind>,
    /// Percentages copied to the field `probability`.
    #[serde(default)]
    pub(crate) probability: IndexMap<String, u8>,
    /// Colour names.
    #[serde(default)]
    pub(crate) color: IndexMap<String, String>,
    /// The names people see.
    #[serde(default)]
    pub(crate) label: IndexMap<String, String>,
    /// The linked record that chooses among the states.
    pub(crate) chosen_by: Option<RawChosenBy>,
}

/// `chosen_by` in `[states.<field>]`
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawChosenBy {
    /// A link field of this entity.
    pub(crate) link: String,
    /// A list field of the linked entity: names of states in their order; none means all.
    pub(crate) states: String,
    /// A json field of the linked entity: label and probability by name of state.
    pub(crate) settings: Option<String>,
}

/// What a state means for reports.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RawStateKind {
    Open,
    Won,
    Lost,
    Done,
}

/// `[actions.<name>]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAction {
    /// The name people see.
    pub(crate) label: Option<String>,
    /// An icon's name.
    pub(crate) icon: Option<String>,
    /// One record or the whole entity.
    #[serde(default)]
    pub(crate) on: RawOn,
    /// The right it needs.
    pub(crate) permission: RawPermission,
    /// Its input: a type (`text?`) or a field.
    #[serde(default)]
    pub(crate) input: IndexMap<String, RawInput>,
    /// States it is offered in.
    #[serde(default)]
    pub(crate) when: IndexMap<String, Vec<String>>,
}

/// What an action works on.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RawOn {
    #[default]
    Record,
    Collection,
}

/// The right an action needs.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RawPermission {
    Read,
    Update,
}

/// One input of an action.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum RawInput {
    Type(String),
    Field(Box<RawField>),
}

/// `[sections.<name>]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSection {
    /// The name people see.
    pub(crate) label: Option<String>,
}

/// `[layout]`
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLayout {
    /// Columns of the list.
    pub(crate) list: Option<Vec<String>>,
    /// The board; default: one over the first state field.
    pub(crate) board: Option<RawBoard>,
    /// The calendar; default: one over the first date or date-time field that people fill in.
    pub(crate) calendar: Option<RawCalendar>,
}

/// `board` in `[layout]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBoard {
    /// The state field whose states are the columns.
    pub(crate) state: String,
    /// Fields on a card besides the title.
    #[serde(default)]
    pub(crate) card: Vec<String>,
    /// A money or number field summed per column.
    pub(crate) sum: Option<String>,
}

/// `calendar` in `[layout]`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCalendar {
    /// The date or date-time field that says when.
    pub(crate) start: String,
    /// A field of the same type that says until when.
    pub(crate) end: Option<String>,
    /// A state or select field whose colour an entry takes; default: the state of the board.
    pub(crate) color: Option<String>,
}

/// Reads "a text or something else" with errors that say what was wrong inside.
macro_rules! text_or {
    ($type:ident, $expecting:literal, $text:expr, $method:ident($access:ident) => $other:expr) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        Ok($text(text.to_owned()))
                    }
                    fn $method<A: serde::de::$access<'de>>(
                        self,
                        access: A,
                    ) -> Result<$type, A::Error> {
                        $other(access)
                    }
                }
                deserializer.deserialize_any(Visitor)
            }
        }
    };
}

text_or!(RawOption, "a value or { value, label, color }", RawOption::Value, visit_map(MapAccess) => |access| {
    RawChoice::deserialize(MapAccessDeserializer::new(access)).map(RawOption::Table)
});
text_or!(RawTarget, "an entity, a list of entities or \"any\"", RawTarget::One, visit_seq(SeqAccess) => |access| {
    Vec::deserialize(SeqAccessDeserializer::new(access)).map(RawTarget::Several)
});
text_or!(RawInput, "a type such as \"text?\" or a field", RawInput::Type, visit_map(MapAccess) => |access| {
    RawField::deserialize(MapAccessDeserializer::new(access)).map(|field| RawInput::Field(Box::new(field)))
});
