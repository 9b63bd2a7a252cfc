//! The steps of an order that people take with a button.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `confirm`.
pub(super) fn confirm(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    step(work, action, "confirmed")
}

/// Action `fulfil`: everything was delivered.
pub(super) fn fulfil(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    step(work, action, "fulfilled")
}

fn step<'a>(work: &'a mut Work, action: ActionInput, status: &'static str) -> ActionFuture<'a> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("status", Value::Text(status.to_owned()));
        work.update("order", id, change).await?;
        Ok(json!({ "id": id, "status": status }))
    })
}
