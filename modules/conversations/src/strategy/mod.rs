//! Strategies: playbooks whose earlier versions are kept.

mod content;
mod duplicate;
mod keep_revision;
mod keep_versions;
mod restore_version;

pub(crate) use keep_revision::keep_revision;
pub(crate) use keep_versions::keep_versions;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::strategy::StrategyActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl StrategyActions for Actions {
    fn duplicate(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        duplicate::duplicate(work, action)
    }

    fn restore_version(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        restore_version::restore_version(work, action)
    }
}
