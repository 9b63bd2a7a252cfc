//! Says when work is done and by whom: makes the visit, or moves the one that is still to come.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, RecordId, Result, Value, Work, is_one_of, json, subject,
};

/// Action `schedule`. The times of the work order follow its visits.
pub(super) fn schedule(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let mut visit = Record::new()
            .with("start", action.input.get("start").clone())
            .with("end", action.input.get("end").clone());
        let mut order = Record::new().with("status", Value::Text("scheduled".to_owned()));
        if !action.input.get("assignee").is_null() {
            visit.set("assignee", action.input.get("assignee").clone());
            order.set("assignee", action.input.get("assignee").clone());
        }
        work.update("work_order", id, order).await?;
        let appointment = plan(work, id, visit).await?;
        Ok(json!({ "id": id, "status": "scheduled", "service_appointment": appointment }))
    })
}

async fn plan(work: &mut Work, id: RecordId, visit: Record) -> Result<RecordId> {
    let visits = work
        .children("service_appointment", "work_order", id)
        .await?;
    let mut open = visits
        .into_iter()
        .filter(|(_, visit)| is_one_of(visit, "status", &["scheduled"]));
    match open.next() {
        Some((appointment, _)) => {
            work.update("service_appointment", appointment, visit)
                .await?;
            Ok(appointment)
        }
        None => {
            let visit = visit.with("work_order", Value::Id(id.0));
            work.create("service_appointment", visit).await
        }
    }
}
