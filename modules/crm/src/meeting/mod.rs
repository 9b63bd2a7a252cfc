//! Meetings: their times and their host.

mod fill_times;

pub(crate) use fill_times::fill_times;
