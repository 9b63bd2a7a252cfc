//! What an entity is: fields, states, actions, and the values and queries over them.
//!
//! One [`EntityDef`] serves entities from TOML files, custom fields and custom objects alike. This crate does no
//! I/O, knows no SQL and no HTTP: it turns TOML into definitions, JSON into checked values, and filters into typed trees.
//!
//! Start with [`EntityDef`], then [`FieldType`] (one file per type in `field/`), [`Value`], [`Filter`] and [`SchemaSnapshot`].

mod codegen;
mod custom;
mod entity;
mod error;
mod expression;
mod field;
mod field_def;
mod filter;
mod layout;
mod load;
mod mask;
mod meta;
mod names;
mod query;
mod record;
mod snapshot;
mod states;
mod storage;
mod value;
mod write;

pub use codegen::typed_view;
pub use custom::CustomDefinition;
pub use entity::{ActionDef, ActionTarget, BoardLayout, EntityDef, Layout, Section, system_fields};
pub use error::{Problem, SchemaError};
pub use field::{
    ADDRESS_PARTS, DateOrder, FieldProblem, InputContext, Parsed, TextContext, decimal_json,
    format_code, number_in_code, value_json,
};
pub use field_def::{
    Choice, FieldDef, FieldType, Index, LinkTarget, OnDelete, Presence, SearchWeight,
};
pub use filter::{Condition, Filter, Operator, SharedWith, SortKey};
pub use layout::CalendarLayout;
pub use load::load_entity;
pub use mask::Mask;
pub use meta::{entity_meta, field_meta};
pub use names::{closest, did_you_mean, in_words, is_name, name_from, plural_of, snake_case};
pub use query::{FilterContext, PERIODS, RawFilter};
pub use record::Record;
pub use snapshot::SchemaSnapshot;
pub use states::{ChosenBy, StateDef, StateKind, StateMachine};
pub use storage::{ColumnKind, Slot, Table};
pub use value::Value;
pub use write::parse_fields;
