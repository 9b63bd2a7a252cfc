//! What keeps records and what ends them: legal holds, retention rules, erasure of persons and users, purges.
//!
//! `erase.rs` overwrites and destroys salts, `forget.rs` is what hangs on a record beside its row, `user.rs` empties an
//! account, `purge.rs` takes what the trail and search know of a removed field or object. `holds.rs` and
//! `retention.rs` keep rows; the engine decides what they mean.

mod erase;
mod forget;
mod holds;
mod purge;
mod retention;
mod user;

pub use erase::{Erasure, Left};
pub use holds::Hold;
pub(crate) use holds::put as put_hold;
pub use retention::RetentionRule;
pub(crate) use retention::{put as put_rule, remove as remove_rule};
pub use user::UserTraces;
