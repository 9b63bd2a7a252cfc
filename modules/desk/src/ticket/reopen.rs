//! Takes a settled ticket up again.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `reopen`.
pub(super) fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("status", Value::Text("open".to_owned()));
        work.update("ticket", id, change).await?;
        Ok(json!({ "id": id, "status": "open" }))
    })
}
