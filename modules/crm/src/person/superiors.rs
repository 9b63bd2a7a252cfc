//! Who reports to whom: nobody to himself.

use rapport_module_kit::{Changed, ReactionFuture, Work, refuse_circle};

/// What follows from a change of a contact's `reports_to`.
pub(crate) fn keep_superiors(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { refuse_circle(work, "contact", "reports_to", &changed).await })
}
