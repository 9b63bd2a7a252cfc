//! Takes a completed or cancelled project up again.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `reopen`: work goes on.
pub(super) fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("status", Value::Text("in_progress".to_owned()));
        work.update("project", id, change).await?;
        Ok(json!({ "id": id, "status": "in_progress" }))
    })
}
