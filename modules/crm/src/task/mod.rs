//! Tasks: who does them and when they were done.

mod check_list;
mod complete;
mod keep_completion;
mod keep_parts;
mod reopen;

pub(crate) use check_list::check_list;
pub(crate) use keep_completion::keep_completion;
pub(crate) use keep_parts::keep_parts;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::task::TaskActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl TaskActions for Actions {
    fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        complete::complete(work, action)
    }

    fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        reopen::reopen(work, action)
    }
}
