//! Lets held bookings go that nobody confirmed in time.

use rapport_module_kit::{ChoreFuture, Filter, Operator, Record, Value, Work, id_of};

use crate::slot::is;

const AT_ONCE: u32 = 100;

/// Chore `scheduling.expire`. A hold that ran out takes no slot any more; this makes it visible.
pub(crate) fn expire(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let now = Value::Time(work.context().now());
        let held = Filter::equals("status", Value::Text("held".to_owned()));
        let over = held.and(is("held_until", Operator::Lte, now));
        let found = work.find("booking", over, &[], AT_ONCE).await?;
        for booking in &found {
            let change = Record::new()
                .with("status", Value::Text("cancelled".to_owned()))
                .with(
                    "cancel_reason",
                    Value::Text("not confirmed in time".to_owned()),
                );
            work.update("booking", id_of(booking)?, change).await?;
        }
        Ok(found.len() == AT_ONCE as usize)
    })
}
