//! Leads: their name, their conversion, who works on them and how they fare.

mod assign;
mod convert;
mod fill_name;
mod guard_conversion;
mod statistics;

pub(crate) use fill_name::fill_name;
pub(crate) use guard_conversion::guard_conversion;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::lead::LeadActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl LeadActions for Actions {
    fn convert(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        convert::convert(work, action)
    }

    fn assign(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        assign::assign(work, action)
    }

    fn statistics(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        statistics::statistics(work, action)
    }
}
