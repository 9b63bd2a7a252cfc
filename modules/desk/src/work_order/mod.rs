//! Work orders: their times, when they are done and by whom.

mod complete;
mod keep_times;
mod schedule;

pub(crate) use complete::complete;
pub(crate) use keep_times::keep_times;
pub(crate) use schedule::schedule;
