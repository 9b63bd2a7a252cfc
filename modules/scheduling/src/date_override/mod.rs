//! Dates with other hours than the week says.

mod fill;

pub(crate) use fill::fill;
