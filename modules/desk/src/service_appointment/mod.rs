//! Visits for work orders: their times, and what the work order learns from them.

mod follow;
mod keep_times;
mod steps;

pub(crate) use follow::follow;
pub(crate) use keep_times::keep_times;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::service_appointment::ServiceAppointmentActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl ServiceAppointmentActions for Actions {
    fn dispatch(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        steps::dispatch(work, action)
    }

    fn finish(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        steps::finish(work, action)
    }
}
