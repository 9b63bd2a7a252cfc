//! Makes the work order of an accepted estimate.
//!
//! The work order takes over customer, lines and texts; the estimate is then converted. Both are one operation.

use rapport_module_kit::{ActionFuture, ActionInput, Value, Work, json, subject, taken_over};

use super::accepted::{accepted, converted};

/// Fields a work order takes over under the same name.
const TAKEN_OVER: &[&str] = &[
    "title",
    "account",
    "contact",
    "deal",
    "ticket",
    "lines",
    "total",
    "description",
    "address",
    "tags",
    "owner",
];

/// Action `to_work_order`.
pub(super) fn to_work_order(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let estimate = accepted(work, id).await?;
        let names: Vec<(&str, &str)> = TAKEN_OVER.iter().map(|name| (*name, *name)).collect();
        let values = taken_over(&estimate, &names).with("estimate", Value::Id(id.0));
        let work_order = work.create("work_order", values).await?;
        let change = converted(work);
        work.update("estimate", id, change).await?;
        Ok(json!({ "estimate": id, "work_order": work_order }))
    })
}
