//! Work orders: their times, when they are done and by whom, and the invoice they become.

mod complete;
mod keep_times;
mod schedule;
mod to_invoice;

pub(crate) use keep_times::keep_times;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::work_order::WorkOrderActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl WorkOrderActions for Actions {
    fn schedule(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        schedule::schedule(work, action)
    }

    fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        complete::complete(work, action)
    }

    fn to_invoice(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        to_invoice::to_invoice(work, action)
    }
}
