//! The clock of a ticket: how much business time has passed, what was promised, and why.
//!
//! The clock stores nothing but its outcome. It is computed from the states that the ticket went through, as the audit
//! trail has them, the hours of the business calendar and the states in which the policy pauses. `clock.rs` does that
//! and is pure; `explain.rs` shows each interval that was counted or not.

mod calendar;
mod clock;
mod course;
mod explain;
mod intervals;
mod keep;
mod policy;
mod warn;

pub(crate) use explain::explain;
pub(crate) use keep::{keep, renewed};
pub(crate) use warn::warn;

/// States in which nobody waits for a resolution.
const SETTLED: &[&str] = &["resolved", "closed"];
