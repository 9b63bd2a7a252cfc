//! Employees: when they came and went, and who leads them.

mod keep_dates;
mod keep_managers;

pub(crate) use keep_dates::keep_dates;
pub(crate) use keep_managers::keep_managers;
