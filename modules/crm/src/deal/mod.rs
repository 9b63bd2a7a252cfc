//! Deals: when they closed, and how they move.

mod close;
mod keep_closing;
mod move_stage;

pub(crate) use keep_closing::keep_closing;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::deal::DealActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl DealActions for Actions {
    fn move_stage(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        move_stage::move_stage(work, action)
    }

    fn close(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        close::close(work, action)
    }
}
