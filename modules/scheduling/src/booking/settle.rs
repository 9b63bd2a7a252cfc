//! What follows from a change of a booking: what it lacks is filled in, its time is claimed, its person is found, and
//! its meeting is made, moved or cancelled.

use rapport_module_kit::{Changed, ReactionFuture, Work};

use super::fill_in::fill_in;
use super::{appointment, claim, person};
use crate::generated::booking::Booking;

/// Reaction to bookings.
pub(crate) fn settle(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let before = changed.before;
        let had = before.as_ref().and_then(|before| Booking(before).meeting());
        let Some(after) = changed.after else {
            return appointment::keep(work, had).await;
        };
        let now = work.context().now();
        let after = fill_in(work, changed.id, after, before.is_none()).await?;
        if claim::is_new(before.as_ref(), &after, now) {
            claim::claim(work, changed.id, &after).await?;
        }
        let after = person::find(work, changed.id, after).await?;
        let has = appointment::own(work, changed.id, &after).await?;
        appointment::keep(work, has).await?;
        if had != has {
            appointment::keep(work, had).await?;
        }
        Ok(())
    })
}
