//! Closes a ticket for good, with a word on how.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `close`.
pub(super) fn close(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let mut change = Record::new().with("status", Value::Text("closed".to_owned()));
        if let Some(resolution) = action.input.text("resolution") {
            change.set("resolution", Value::Text(resolution.to_owned()));
        }
        work.update("ticket", id, change).await?;
        Ok(json!({ "id": id, "status": "closed" }))
    })
}
