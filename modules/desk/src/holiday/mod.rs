//! Dates on which time does not count.

mod fill;

pub(crate) use fill::fill;
