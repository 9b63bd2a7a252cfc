//! Estimates: when they were sent and decided, and the work order an accepted one becomes.

mod guard_conversion;
mod keep_times;
mod to_work_order;

pub(crate) use guard_conversion::guard_conversion;
pub(crate) use keep_times::keep_times;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::estimate::EstimateActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl EstimateActions for Actions {
    fn to_work_order(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        to_work_order::to_work_order(work, action)
    }
}
