//! Puts a conversation aside, ends it, takes it up again.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, Record, Result, Value, Work, json, subject,
};

/// Action `snooze`.
pub(super) fn snooze(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let until = action.input.moment("until");
        if until.is_none_or(|until| until <= work.context().now()) {
            let message = "must be in the future";
            return Err(Error::field("until", ErrorCode::INVALID, message));
        }
        let until = action.input.get("until").clone();
        let change = state("snoozed").with("snoozed_until", until);
        set(work, &action, change).await
    })
}

/// Action `close`.
pub(super) fn close(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move { set(work, &action, state("closed")).await })
}

/// Action `reopen`.
pub(super) fn reopen(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move { set(work, &action, state("open")).await })
}

fn state(name: &str) -> Record {
    Record::new().with("status", Value::Text(name.to_owned()))
}

async fn set(
    work: &mut Work,
    action: &ActionInput,
    change: Record,
) -> Result<rapport_module_kit::serde_json::Value> {
    let id = subject(action)?;
    let status = change.text("status").unwrap_or_default().to_owned();
    work.update("conversation", id, change).await?;
    Ok(json!({ "id": id, "status": status }))
}
