//! A consent goes with the record of its person, and not alone.

use rapport_module_kit::{Changed, ReactionFuture, Work};

use super::kept;

/// What follows from a deletion of a consent: its refusal, unless the person goes.
pub(crate) fn stay(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(before) = changed.before.filter(|_| changed.after.is_none()) else {
            return Ok(());
        };
        let goes = before.reference("person").is_some_and(|(entity, person)| {
            let mut planned = work.planned(entity);
            planned.any(|(id, record)| id == person && record.is_none())
        });
        if goes { Ok(()) } else { Err(kept()) }
    })
}
