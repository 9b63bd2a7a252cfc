//! SLA policies: what is promised for which tickets.

mod apply;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::sla_policy::SlaPolicyActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl SlaPolicyActions for Actions {
    fn apply(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        apply::apply(work, action)
    }
}
