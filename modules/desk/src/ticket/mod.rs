//! Tickets: their times, and how they end and begin again.

mod close;
mod keep_times;
mod reopen;
mod resolve;

pub(crate) use close::close;
pub(crate) use keep_times::keep_times;
pub(crate) use reopen::reopen;
pub(crate) use resolve::resolve;
