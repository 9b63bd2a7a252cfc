//! Reminds the host of a booking with a task.

use rapport_module_kit::{ChoreFuture, Condition, Filter, Operator, Record, Value, Work, id_of};

use crate::generated::booking::Booking;
use crate::slot::is;

const AT_ONCE: u32 = 100;

/// Chore `scheduling.remind`.
pub(crate) fn remind(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let now = work.context().now();
        let coming = ["pending", "confirmed"].map(|state| Value::Text(state.to_owned()));
        let unsaid = Filter::Is(Condition {
            field: "reminded_at".to_owned(),
            op: Operator::Empty,
            values: Vec::new(),
        });
        let due = Filter::one_of("status", coming.to_vec())
            .and(is("remind_at", Operator::Lte, Value::Time(now)))
            .and(is("start_at", Operator::Gt, Value::Time(now)))
            .and(unsaid);
        let found = work.find("booking", due, &[], AT_ONCE).await?;
        for record in &found {
            let id = id_of(record)?;
            let booking = Booking(record);
            let about = Value::Reference {
                entity: "booking".to_owned(),
                id: id.0,
            };
            let task = Record::new()
                .with("title", record.get("title").clone())
                .with("due_at", record.get("start_at").clone())
                .with("related", about)
                .with("owner", record.get("host").clone())
                .with("assignee", record.get("host").clone());
            if booking.host().is_some() && booking.title().is_some() {
                work.create("task", task).await?;
            }
            let said = Record::new().with("reminded_at", Value::Time(now));
            work.update("booking", id, said).await?;
        }
        Ok(found.len() == AT_ONCE as usize)
    })
}
