//! The hosts of a booking type.

mod fill;

pub(crate) use fill::fill;
