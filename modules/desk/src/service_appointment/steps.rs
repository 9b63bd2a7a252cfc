//! The steps of a visit that people take with a button.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

/// Action `dispatch`: whoever goes is on the way.
pub(super) fn dispatch(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("status", Value::Text("dispatched".to_owned()));
        work.update("service_appointment", id, change).await?;
        Ok(json!({ "id": id, "status": "dispatched" }))
    })
}

/// Action `finish`: the visit took place.
pub(super) fn finish(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let mut change = Record::new().with("status", Value::Text("done".to_owned()));
        if let Some(report) = action.input.text("report") {
            change.set("report", Value::Text(report.to_owned()));
        }
        work.update("service_appointment", id, change).await?;
        Ok(json!({ "id": id, "status": "done" }))
    })
}
