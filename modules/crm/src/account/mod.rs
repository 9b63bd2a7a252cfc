//! Accounts: what follows from the type and the number of employees.

mod classify;
mod keep_parts;

pub(crate) use classify::classify;
pub(crate) use keep_parts::keep_parts;
