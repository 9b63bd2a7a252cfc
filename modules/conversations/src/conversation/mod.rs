//! Conversations: with whom, in which state, how many messages.

mod count;
mod keep_party;
mod party;
mod read;
mod send;
mod settle;
mod start;
mod status;
mod to_ticket;
mod wake;

pub(crate) use count::count;
pub(crate) use keep_party::keep_party;
pub(crate) use settle::settle;
pub(crate) use wake::wake;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::conversation::ConversationActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl ConversationActions for Actions {
    fn send(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        send::send(work, action)
    }

    fn mark_read(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        read::mark_read(work, action)
    }

    fn mark_unread(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        read::mark_unread(work, action)
    }

    fn to_ticket(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        to_ticket::to_ticket(work, action)
    }

    fn snooze(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        status::snooze(work, action)
    }

    fn close(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        status::close(work, action)
    }

    fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        status::reopen(work, action)
    }

    fn start(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        start::start(work, action)
    }

    fn read_all(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        read::read_all(work, action)
    }

    fn unread(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        read::unread(work, action)
    }
}
