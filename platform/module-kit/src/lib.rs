//! The only crate of ours a module imports.
//!
//! A module is a plain [`Module`] value: entity files, hooks (pure rules over one record), actions (code that plans
//! changes in a [`Work`]), reactions (what follows from a change) and chores (what time brings). It does no I/O of its own, never reads the clock and knows no HTTP and no SQL.

pub mod hours;
pub mod matching;
pub mod money;
mod rules;
pub mod sum;
mod tree;
mod users;

pub use jiff;
pub use rapport_kernel::{
    Currency, Error, ErrorCode, ErrorKind, Money, RecordId, RequestContext, Result, Source,
    Timestamp, UserId, fold,
};
pub use rapport_records::{
    Action, ActionFn, ActionFuture, ActionInput, Changed, Chore, ChoreFn, ChoreFuture, Hook,
    HookFn, Module, Reaction, ReactionFn, ReactionFuture, Work,
};
pub use rapport_records::{AggregateRequest, ListRequest};
pub use rapport_schema::{Condition, Filter, Operator, RawFilter, Record, SortKey, Value};
pub use rules::{
    changed, id_of, is_one_of, keep_moment, owner_unless_named, pinned, subject, taken_over,
};
pub use rust_decimal::Decimal;
pub use serde_json::{self, json};
pub use tree::refuse_circle;
pub use users::user_name;
