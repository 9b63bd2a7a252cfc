//! Booking types: what can be booked, its free slots, and booking one.

mod book;
mod check;
mod questions;
mod slots;

pub(crate) use check::check;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::booking_type::BookingTypeActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl BookingTypeActions for Actions {
    fn slots(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        slots::slots(work, action)
    }

    fn book(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        book::book(work, action)
    }
}
