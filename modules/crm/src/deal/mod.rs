//! Deals: when they closed, and how they move.

mod close;
mod keep_closing;
mod move_stage;

pub(crate) use close::close;
pub(crate) use keep_closing::keep_closing;
pub(crate) use move_stage::move_stage;
