//! Time entries: what an hour costs, and where the hours count.

mod check_entry;
mod follow;
mod rate;

pub(crate) use check_entry::check_entry;
pub(crate) use follow::follow;
