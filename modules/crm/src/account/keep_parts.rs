//! Organisations within organisations: none belongs to itself.

use rapport_module_kit::{Changed, ReactionFuture, Work, refuse_circle};

/// What follows from a change of an account's `parent`.
pub(crate) fn keep_parts(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { refuse_circle(work, "account", "parent", &changed).await })
}
