//! Bookings: who comes when, and everything that follows from it.
//!
//! `settle.rs` is where to start: it runs before every commit that touches a booking and calls the rest in order.

mod appointment;
mod assign;
mod cancel;
mod claim;
mod complete;
mod confirm;
mod expire;
mod fill;
mod fill_in;
mod mark_no_show;
mod person;
mod remind;
mod reschedule;
mod settle;

pub(crate) use expire::expire;
pub(crate) use fill::fill;
pub(crate) use remind::remind;
pub(crate) use settle::settle;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::booking::BookingActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl BookingActions for Actions {
    fn confirm(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        confirm::confirm(work, action)
    }

    fn reschedule(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        reschedule::reschedule(work, action)
    }

    fn cancel(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        cancel::cancel(work, action)
    }

    fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        complete::complete(work, action)
    }

    fn mark_no_show(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        mark_no_show::mark_no_show(work, action)
    }

    fn assign(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        assign::assign(work, action)
    }
}
