//! Availability: weekly hours on the clock of a zone.

mod fill;

pub(crate) use fill::fill;
