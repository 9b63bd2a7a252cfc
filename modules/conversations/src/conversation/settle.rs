//! What a conversation takes from its inbox and from the record it is about, and what its messages take from it.

use rapport_module_kit::{Changed, ReactionFuture, Record, RecordId, Result, Value, Work};

/// What follows from a change of a conversation.
pub(crate) fn settle(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(after) = changed.after else {
            return Ok(());
        };
        let mut change = Record::new();
        // What comes out of the bin was made before.
        if changed.before.is_none() && !after.has("created_at") {
            take_from_inbox(work, &after, &mut change).await?;
        }
        take_contact(work, &after, &mut change).await;
        if !change.is_empty() {
            work.update("conversation", changed.id, change).await?;
        }
        if let Some(before) = changed.before
            && before.get("related") != after.get("related")
        {
            pass_on(work, changed.id, after.get("related")).await?;
        }
        Ok(())
    })
}

/// Channel, assignee and strategy of a new conversation, as far as it does not say otherwise.
async fn take_from_inbox(work: &Work, after: &Record, change: &mut Record) -> Result<()> {
    let mut inbox = Record::new();
    if let Some(id) = after.link("inbox") {
        inbox = work.get("inbox", id).await?;
    }
    for field in ["channel", "assignee", "strategy"] {
        if after.get(field).is_null() && !inbox.get(field).is_null() {
            change.set(field, inbox.get(field).clone());
        }
    }
    if after.get("channel").is_null() && !change.has("channel") {
        change.set("channel", Value::Text("chat".to_owned()));
    }
    Ok(())
}

/// A conversation with a client, or about a record, that has a contact is with that contact.
async fn take_contact(work: &Work, after: &Record, change: &mut Record) {
    if !after.get("contact").is_null() || !after.get("lead").is_null() {
        return;
    }
    let client = after.link("client").map(|id| ("client", id));
    for (entity, id) in client.into_iter().chain(after.reference("about")) {
        // A record that is gone says nothing.
        if let Ok(record) = work.get(entity, id).await
            && let Some(contact) = record.link("contact")
        {
            change.set("contact", Value::Id(contact.0));
            return;
        }
    }
}

async fn pass_on(work: &mut Work, conversation: RecordId, related: &Value) -> Result<()> {
    let messages = work
        .children("message", "conversation", conversation)
        .await?;
    for (id, message) in messages {
        if message.get("related") != related {
            let change = Record::new().with("related", related.clone());
            work.update("message", id, change).await?;
        }
    }
    Ok(())
}
