//! Who leads whom: nobody himself, however many stand between.

use rapport_module_kit::{Changed, ReactionFuture, Work, refuse_circle};

/// What follows from a change of an employee's `manager`.
pub(crate) fn keep_managers(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { refuse_circle(work, "employee", "manager", &changed).await })
}
