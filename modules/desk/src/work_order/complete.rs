//! Reports work as done.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `complete`.
pub(super) fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let mut change = Record::new().with("status", Value::Text("completed".to_owned()));
        if let Some(report) = action.input.text("report") {
            change.set("report", Value::Text(report.to_owned()));
        }
        work.update("work_order", id, change).await?;
        Ok(json!({ "id": id, "status": "completed" }))
    })
}
