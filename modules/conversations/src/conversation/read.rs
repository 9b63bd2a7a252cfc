//! What was read, and how much was not.

use rapport_module_kit::{
    ActionFuture, ActionInput, Condition, Filter, Operator, Record, RecordId, Result, SortKey,
    Value, Work, id_of, json, subject,
};

use super::party;
use crate::generated::conversation::Conversation;

/// Messages marked at once, and conversations looked through; what is left is told.
const MOST: u32 = 1000;

/// Action `mark_read`.
pub(super) fn mark_read(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let marked = mark_all(work, id).await?;
        Ok(json!({ "id": id, "marked": marked }))
    })
}

/// Action `mark_unread`: the last message that came in is to be read again.
pub(super) fn mark_unread(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let newest = SortKey {
            field: "sent_at".to_owned(),
            descending: true,
        };
        let found = work.find("message", inbound(id), &[newest], 1).await?;
        let marked = found.len();
        for message in &found {
            let change = Record::new().with("read_at", Value::Null);
            work.update("message", id_of(message)?, change).await?;
        }
        Ok(json!({ "id": id, "marked": marked }))
    })
}

/// Action `read_all` of the collection.
pub(super) fn read_all(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let with = party::must_be_with(&action)?;
        let filter = party::conversations_with(&with).and(party::unread());
        let found = work.find("conversation", filter, &[], MOST).await?;
        let mut marked = 0;
        for conversation in &found {
            marked += mark_all(work, id_of(conversation)?).await?;
        }
        Ok(json!({ "conversations": found.len(), "marked": marked }))
    })
}

/// Action `unread` of the collection, over the conversations the caller may see.
pub(super) fn unread(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let mut filter = party::unread();
        if let Some(with) = party::with(&action) {
            filter = filter.and(party::conversations_with(&with));
        }
        let found = work.find("conversation", filter, &[], MOST).await?;
        let counts = found
            .iter()
            .filter_map(|one| Conversation(one).unread_count());
        let unread: i64 = counts.sum();
        Ok(json!({ "unread": unread, "conversations": found.len() }))
    })
}

/// Messages of a conversation that came in.
fn inbound(conversation: RecordId) -> Filter {
    Filter::equals("conversation", Value::Id(conversation.0)).and(Filter::equals(
        "direction",
        Value::Text("inbound".to_owned()),
    ))
}

async fn mark_all(work: &mut Work, conversation: RecordId) -> Result<usize> {
    let unread = Filter::Is(Condition {
        field: "read_at".to_owned(),
        op: Operator::Empty,
        values: Vec::new(),
    });
    let filter = inbound(conversation).and(unread);
    let found = work.find("message", filter, &[], MOST).await?;
    let now = Value::Time(work.context().now());
    for message in &found {
        let change = Record::new().with("read_at", now.clone());
        work.update("message", id_of(message)?, change).await?;
    }
    Ok(found.len())
}
