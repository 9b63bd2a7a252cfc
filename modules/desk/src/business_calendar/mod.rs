//! Business calendars: the hours in which time counts.

mod fill;

pub(crate) use fill::fill;
