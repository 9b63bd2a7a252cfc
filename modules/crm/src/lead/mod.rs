//! Leads: their name, their conversion, who works on them and how they fare.

mod assign;
mod convert;
mod fill_name;
mod guard_conversion;
mod statistics;

pub(crate) use assign::assign;
pub(crate) use convert::convert;
pub(crate) use fill_name::fill_name;
pub(crate) use guard_conversion::guard_conversion;
pub(crate) use statistics::statistics;
