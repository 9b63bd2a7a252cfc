//! Marks a task as done.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `complete`.
pub(super) fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("status", Value::Text("completed".to_owned()));
        work.update("task", id, change).await?;
        Ok(json!({ "id": id, "status": "completed" }))
    })
}
