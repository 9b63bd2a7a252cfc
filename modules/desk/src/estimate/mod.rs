//! Estimates: when they were sent and decided, and the order or work order an accepted one becomes.

mod accepted;
mod from_deal;
mod guard_conversion;
mod keep_times;
mod to_order;
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

    fn to_order(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        to_order::to_order(work, action)
    }

    fn from_deal(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        from_deal::from_deal(work, action)
    }
}
