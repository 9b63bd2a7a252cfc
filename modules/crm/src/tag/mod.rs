//! Tags: one list of the words that records carry.

mod check_name;

pub(crate) use check_name::check_name;

use rapport_module_kit::{ActionFuture, ActionInput, Error, Work, subject};

use crate::generated::tag::TagActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl TagActions for Actions {
    fn rename(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        Box::pin(async move {
            let name = check_name::word(action.input.text("name").unwrap_or_default())?;
            work.rename_tag(subject(&action)?, name).await
        })
    }

    fn merge(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        Box::pin(async move {
            let into = action.input.get("into").as_id();
            let into = into.ok_or_else(|| Error::not_found("tag"))?;
            work.merge_tag(subject(&action)?, rapport_module_kit::RecordId(into))
                .await
        })
    }

    fn remove(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        Box::pin(async move { work.remove_tag(subject(&action)?).await })
    }

    fn collect(work: &mut Work, _action: ActionInput) -> ActionFuture<'_> {
        Box::pin(work.collect_tags())
    }
}
