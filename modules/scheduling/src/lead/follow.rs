//! The bookings of a lead are those of the contact it becomes.

use rapport_module_kit::{Changed, ReactionFuture, Record, Value, Work};

/// Reaction to leads.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let contact = |record: &Option<Record>| {
            let record = record.as_ref();
            record.and_then(|lead| lead.link("converted_contact"))
        };
        let (had, has) = (contact(&changed.before), contact(&changed.after));
        let Some(contact) = has.filter(|_| had != has) else {
            return Ok(());
        };
        for (id, booking) in work.children("booking", "lead", changed.id).await? {
            let mut change = Record::new().with("lead", Value::Null);
            if booking.get("contact").is_null() {
                change.set("contact", Value::Id(contact.0));
            }
            work.update("booking", id, change).await?;
        }
        Ok(())
    })
}
