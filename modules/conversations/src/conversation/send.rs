//! Adds a message to a conversation.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, RecordId, Result, Value, Work, json, subject,
};

/// What the input of an action and a message call the same.
const FIELDS: &[&str] = &[
    "body",
    "author_kind",
    "external_id",
    "attachments",
    "metadata",
];

/// Action `send`.
pub(super) fn send(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let conversation = subject(&action)?;
        let message = add(work, conversation, &action.input).await?;
        Ok(json!({ "conversation": conversation, "message": message }))
    })
}

/// Plans a message with what an action was told.
pub(super) async fn add(
    work: &mut Work,
    conversation: RecordId,
    input: &Record,
) -> Result<RecordId> {
    let given = FIELDS.iter().filter(|field| !input.get(field).is_null());
    let values: Record = given
        .map(|field| (*field, input.get(field).clone()))
        .collect();
    let message = values.with("conversation", Value::Id(conversation.0));
    work.create("message", message).await
}
