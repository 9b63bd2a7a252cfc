//! Says when work is done and by whom.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, Timestamp, Value, Work, json, subject,
};

const TWO_HOURS_IN_MICROS: i64 = 2 * 3_600_000_000;

/// Action `schedule`: two hours unless an end is given.
pub(super) fn schedule(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let start = action.input.get("start").clone();
        let end = match (action.input.get("end"), &start) {
            (Value::Null, Value::Time(start)) => {
                let end = start.as_micros().saturating_add(TWO_HOURS_IN_MICROS);
                Value::Time(Timestamp::from_micros(end))
            }
            (end, _) => end.clone(),
        };
        let mut change = Record::new()
            .with("status", Value::Text("scheduled".to_owned()))
            .with("scheduled_start", start)
            .with("scheduled_end", end);
        if !action.input.get("assignee").is_null() {
            change.set("assignee", action.input.get("assignee").clone());
        }
        work.update("work_order", id, change).await?;
        Ok(json!({ "id": id, "status": "scheduled" }))
    })
}
