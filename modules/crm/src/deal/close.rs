//! Closes a deal: won, or lost for a reason.

use rapport_module_kit::{ActionFuture, ActionInput, Value, Work, json, subject};

use super::move_stage::enter;

/// Action `close`.
pub(super) fn close(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let won = action.input.get("won") == &Value::Bool(true);
        let stage = if won { "won" } else { "lost" };
        let reason = action.input.text("lost_reason").filter(|_| !won);
        enter(work, id, stage, reason).await?;
        Ok(json!({ "id": id, "stage": stage }))
    })
}
