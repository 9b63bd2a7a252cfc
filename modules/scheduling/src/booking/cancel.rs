//! Cancels a booking: its time is free again, its meeting is cancelled with it.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `cancel`.
pub(super) fn cancel(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new()
            .with("status", Value::Text("cancelled".to_owned()))
            .with("cancel_reason", action.input.get("reason").clone());
        work.update("booking", id, change).await?;
        Ok(json!({ "id": id, "status": "cancelled" }))
    })
}
