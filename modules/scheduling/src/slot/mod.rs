//! Free slots: a host's hours, less what the host is taken by, cut by the terms of a booking type.
//!
//! `offer.rs` says when slots begin, `taken.rs` when two times are in each other's way: both pure. `load.rs` reads what
//! they need of some hosts, `search.rs` puts it together.

mod load;
mod offer;
mod search;
mod taken;
mod terms;

pub(crate) use load::{bookings_between, is_holding, taken_by};
pub(crate) use search::{Offer, Wanted, free_host, offers};
pub(crate) use taken::{Place, Taken, places_left};
pub(crate) use terms::{Terms, guarded};

use rapport_module_kit::{Condition, ErrorCode, ErrorKind, Filter, Operator, Value};

/// Somebody else has it.
pub(crate) const SLOT_TAKEN: ErrorCode = ErrorCode::custom(
    "scheduling.slot_taken",
    ErrorKind::Conflict,
    "The slot is no longer free",
);

/// It was never to be had.
pub(crate) const NOT_OFFERED: ErrorCode = ErrorCode::custom(
    "scheduling.not_offered",
    ErrorKind::Invalid,
    "There is no such slot",
);

/// States in which a booking takes its time.
pub(crate) const TAKING: &[&str] = &["held", "pending", "confirmed"];

/// One comparison of one field.
pub(crate) fn is(field: &str, op: Operator, value: Value) -> Filter {
    Filter::Is(Condition {
        field: field.to_owned(),
        op,
        values: vec![value],
    })
}
