//! Tasks within tasks: no task is a part of itself.

use rapport_module_kit::{Changed, ReactionFuture, Work, refuse_circle};

/// What follows from a change of a task's `parent`.
pub(crate) fn keep_parts(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { refuse_circle(work, "task", "parent", &changed).await })
}
