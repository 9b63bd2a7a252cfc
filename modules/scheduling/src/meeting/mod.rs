//! Meetings that belong to bookings.

mod follow;

pub(crate) use follow::follow;
