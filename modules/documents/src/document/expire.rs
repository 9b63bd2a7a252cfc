//! Marks documents whose time is over.

use rapport_module_kit::{ChoreFuture, Condition, Filter, Operator, Record, Value, Work, id_of};

/// Documents per unit of work.
const AT_ONCE: u32 = 200;

/// The chore `documents.expire`.
pub(crate) fn expire(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let over = Filter::Is(Condition {
            field: "expires_at".to_owned(),
            op: Operator::Lte,
            values: vec![Value::Time(work.context().now())],
        });
        let active = Filter::equals("status", Value::Text("active".to_owned()));
        let found = work
            .find("document", active.and(over), &[], AT_ONCE)
            .await?;
        for document in &found {
            let change = Record::new().with("status", Value::Text("expired".to_owned()));
            work.update("document", id_of(document)?, change).await?;
        }
        Ok(found.len() == AT_ONCE as usize)
    })
}
