//! Says that nobody came.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `mark_no_show`.
pub(super) fn mark_no_show(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("status", Value::Text("no_show".to_owned()));
        work.update("booking", id, change).await?;
        Ok(json!({ "id": id, "status": "no_show" }))
    })
}
