//! Members of projects: their names, and that nobody is one twice.

mod check_dates;
mod follow;

pub(crate) use check_dates::check_dates;
pub(crate) use follow::follow;
