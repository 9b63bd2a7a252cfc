//! Folders lie in folders, and never in themselves.

use rapport_module_kit::{Changed, ReactionFuture, Work, refuse_circle};

/// What follows from a change of a folder.
pub(crate) fn keep_tree(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { refuse_circle(work, "folder", "parent", &changed).await })
}
