//! Gives a booking to another host, who must be free then.

use rapport_module_kit::{ActionFuture, ActionInput, Record, Work, json, subject};

/// Action `assign`.
pub(super) fn assign(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let host = action.input.get("host").clone();
        let change = Record::new().with("host", host);
        work.update("booking", id, change).await?;
        Ok(json!({ "id": id, "host": action.input.user("host") }))
    })
}
