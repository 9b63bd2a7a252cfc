//! Projects: their dates, and the figures that follow from their parts.

mod complete;
mod customer;
mod figures;
mod keep_dates;
mod reopen;
mod statistics;

pub(crate) use figures::{Part, follow_parts};
pub(crate) use keep_dates::keep_dates;

use rapport_module_kit::{ActionFuture, ActionInput, Changed, ReactionFuture, Work};

use crate::generated::project::ProjectActions;

/// What follows from a change of a project.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        customer::follow_client(work, &changed).await?;
        figures::follow_project(work, &changed).await
    })
}

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl ProjectActions for Actions {
    fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        complete::complete(work, action)
    }

    fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        reopen::reopen(work, action)
    }

    fn statistics(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        statistics::statistics(work, action)
    }
}
