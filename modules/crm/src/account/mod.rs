//! Accounts: what follows from the type and the number of employees.

mod classify;

pub(crate) use classify::classify;
