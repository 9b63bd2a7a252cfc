//! Opens conversations whose time to be put aside is over.

use rapport_module_kit::{ChoreFuture, Condition, Filter, Operator, Record, Value, Work, id_of};

/// Conversations per unit of work.
const AT_ONCE: u32 = 200;

/// The chore `conversations.wake`.
pub(crate) fn wake(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let over = Filter::Is(Condition {
            field: "snoozed_until".to_owned(),
            op: Operator::Lte,
            values: vec![Value::Time(work.context().now())],
        });
        let snoozed = Filter::equals("status", Value::Text("snoozed".to_owned()));
        let found = work
            .find("conversation", snoozed.and(over), &[], AT_ONCE)
            .await?;
        for conversation in &found {
            let change = Record::new().with("status", Value::Text("open".to_owned()));
            work.update("conversation", id_of(conversation)?, change)
                .await?;
        }
        Ok(found.len() == AT_ONCE as usize)
    })
}
