//! The read side: filters to SQL, get, list, aggregate and search.
//!
//! The way of a question: `page.rs` parts it in a shape and its values (`lower.rs`, `cursor.rs`, `words.rs`), `plan.rs`
//! makes or finds the SQL text and encoders of the shape, and `get.rs`, `list.rs` or `typed.rs` run it.
//!
//! Invariants: every statement begins with the tenant; all but look-ups by id say `deleted_at IS NULL` literally, so that
//! partial indexes serve them; names come from the entity's definition only and are quoted; no value is ever part of a text; NULL is the
//! smallest value; a filter's negation is total. Nothing here decides who may see what: that is in the filter.
//!
//! How values are compared: texts and ids by their bytes; amounts of money by their minor units, whatever the
//! currency; custom fields and custom objects exactly like columns.

mod aggregate;
mod bucket;
mod cells;
mod column;
mod condition;
mod cursor;
mod encode;
mod figure;
mod format;
mod get;
mod json_key;
mod list;
mod lower;
mod node;
mod object;
mod operand;
mod page;
mod pattern;
mod plan;
mod search;
mod select;
mod sort;
mod typed;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use plan::Plans;

use crate::StoreError;

/// A question that cannot be asked of the entity.
fn invalid(message: impl Into<String>) -> StoreError {
    StoreError::Invalid(message.into())
}
