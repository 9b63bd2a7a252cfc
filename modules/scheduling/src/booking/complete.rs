//! Says that the appointment took place.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `complete`.
pub(super) fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let mut change = Record::new().with("status", Value::Text("completed".to_owned()));
        if let Some(notes) = action.input.text("notes") {
            change.set("notes", Value::Text(notes.to_owned()));
        }
        work.update("booking", id, change).await?;
        Ok(json!({ "id": id, "status": "completed" }))
    })
}
