//! What an entity is: fields, states, actions, and the values and queries over them.
//!
//! One [`EntityDef`] serves entities from TOML files, custom fields and custom objects alike. This crate does no
//! I/O, knows no SQL and no HTTP: it turns TOML into definitions, JSON into checked values, and filters into typed trees.
//!
//! Start with [`EntityDef`], then [`FieldType`] (one file per type in `field/`), [`Value`], [`Filter`] and [`SchemaSnapshot`].

mod entity;
mod field_def;
mod filter;
mod record;
mod states;
mod storage;
mod value;

pub use entity::{ActionDef, ActionTarget, BoardLayout, EntityDef, Layout, Section, system_fields};
pub use field_def::{
    Choice, FieldDef, FieldType, Index, LinkTarget, OnDelete, Presence, SearchWeight,
};
pub use filter::{Condition, Filter, Operator, SortKey};
pub use record::Record;
pub use states::{StateDef, StateKind, StateMachine};
pub use storage::{ColumnKind, Slot, Table};
pub use value::Value;
