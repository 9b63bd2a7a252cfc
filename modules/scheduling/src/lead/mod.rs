//! Leads who booked.

mod follow;

pub(crate) use follow::follow;
