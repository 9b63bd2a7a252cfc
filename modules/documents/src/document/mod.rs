//! Documents: what makes one active, when it expires, which of its files is the current one.

mod check_content;
mod expire;
mod keep_record;
mod pass_owner_on;
mod restore_version;

pub(crate) use check_content::check_content;
pub(crate) use expire::expire;
pub(crate) use keep_record::keep_record;
pub(crate) use pass_owner_on::pass_owner_on;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::document::DocumentActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl DocumentActions for Actions {
    fn restore_version(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        restore_version::restore_version(work, action)
    }
}
