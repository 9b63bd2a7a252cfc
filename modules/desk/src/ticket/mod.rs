//! Tickets: their times, and how they end and begin again.

mod close;
mod keep_times;
mod merge;
mod reopen;
mod resolve;

pub(crate) use keep_times::keep_times;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::ticket::TicketActions;
use crate::sla::explain;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl TicketActions for Actions {
    fn resolve(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        resolve::resolve(work, action)
    }

    fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        reopen::reopen(work, action)
    }

    fn close(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        close::close(work, action)
    }

    fn merge(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        merge::merge(work, action)
    }

    fn explain_sla(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        explain(work, action)
    }
}
