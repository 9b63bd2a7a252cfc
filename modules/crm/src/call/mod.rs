//! Calls: when they took place.

mod fill_times;

pub(crate) use fill_times::fill_times;
