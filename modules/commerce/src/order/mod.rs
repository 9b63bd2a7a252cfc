//! Orders: their dates, what they take from their customer, the invoice they become.

mod follow;
mod keep;
mod settle;
mod steps;
mod to_invoice;

pub(crate) use follow::follow;
pub(crate) use keep::keep;
pub(crate) use settle::settle;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::order::OrderActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl OrderActions for Actions {
    fn confirm(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        steps::confirm(work, action)
    }

    fn fulfil(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        steps::fulfil(work, action)
    }

    fn to_invoice(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        to_invoice::to_invoice(work, action)
    }
}
