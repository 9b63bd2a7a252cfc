//! Takes a finished or cancelled task up again.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `reopen`.
pub(super) fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("status", Value::Text("pending".to_owned()));
        work.update("task", id, change).await?;
        Ok(json!({ "id": id, "status": "pending" }))
    })
}
