//! Confirms a booking; if its time was given up, only when it is still free.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `confirm`.
pub(super) fn confirm(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new()
            .with("status", Value::Text("confirmed".to_owned()))
            .with("cancel_reason", Value::Null);
        work.update("booking", id, change).await?;
        Ok(json!({ "id": id, "status": "confirmed" }))
    })
}
