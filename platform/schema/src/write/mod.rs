//! The writing side of a record without a database: reading input, filling what is derived, checking the result, writing it out.
//!
//! The order is [`EntityDef::parse_input`](crate::EntityDef::parse_input), hooks, [`EntityDef::finish`](crate::EntityDef::finish),
//! [`EntityDef::check`](crate::EntityDef::check). Unique values and links to missing records are the store's matter.

mod check;
mod finish;
mod input;

pub use input::parse_fields;
mod output;

#[cfg(test)]
mod tests;
