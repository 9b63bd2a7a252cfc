//! Tasks: who does them and when they were done.

mod complete;
mod keep_completion;
mod reopen;

pub(crate) use complete::complete;
pub(crate) use keep_completion::keep_completion;
pub(crate) use reopen::reopen;
