//! Time makes invoices overdue.

use rapport_module_kit::{
    ChoreFuture, Condition, Filter, Operator, RecordId, Result, Value, Work, id_of,
};

use super::settle;
use crate::document::today;

/// How many are changed in one transaction.
const AT_ONCE: u32 = 100;

/// Chore: unpaid invoices whose day has passed.
pub(crate) fn overdue(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let states = ["issued", "partly_paid"].map(|state| Value::Text(state.to_owned()));
        let day = Value::Date(today(work.context()));
        let filter = Filter::one_of("status", states.to_vec()).and(Filter::Is(Condition {
            field: "due_date".to_owned(),
            op: Operator::Lt,
            values: vec![day],
        }));
        let late = work.find("invoice", filter, &[], AT_ONCE).await?;
        let ids: Vec<RecordId> = late.iter().map(id_of).collect::<Result<_>>()?;
        for id in &ids {
            settle::settle(work, *id).await?;
        }
        Ok(ids.len() == AT_ONCE as usize)
    })
}
