//! The states a ticket went through, as the audit trail has them and the plan leaves them.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Record, RecordId, Result, Timestamp, Work};

/// From a moment on the ticket was in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) state: String,
}

/// The steps, oldest first; a change that is being planned is the last one.
pub(super) async fn course(
    work: &Work,
    id: RecordId,
    ticket: &Record,
    is_new: bool,
) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    if !is_new {
        let engine = work.engine();
        let history = engine
            .history(work.context(), "ticket", id, Some("status"))
            .await?;
        steps.extend(history.iter().filter_map(step));
    }
    let state = ticket.text("status").unwrap_or("new");
    if steps.last().is_none_or(|last| last.state != state) {
        steps.push(Step {
            at: work.context().now(),
            state: state.to_owned(),
        });
    }
    Ok(steps)
}

fn step(entry: &Json) -> Option<Step> {
    Some(Step {
        at: entry.get("at")?.as_str()?.parse().ok()?,
        state: entry.get("to")?.as_str()?.to_owned(),
    })
}
