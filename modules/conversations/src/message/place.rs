//! What a message takes from its conversation: the inbox, the person, and the key by which it comes in once.

use rapport_module_kit::{Changed, ReactionFuture, Record, RecordId, Value, Work};

use crate::generated::message::Message;

/// What follows from a new message, and from another external id.
pub(crate) fn place(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(after) = changed.after else {
            return Ok(());
        };
        let same_id = |before: &Record| before.get("external_id") == after.get("external_id");
        if changed.before.as_ref().is_some_and(same_id) {
            return Ok(());
        }
        let Some(conversation) = after.link("conversation") else {
            return Ok(());
        };
        // In the bin there is nothing to take from.
        let Ok(conversation) = work.get("conversation", conversation).await else {
            return Ok(());
        };
        let key = key(conversation.link("inbox"), Message(&after).external_id());
        let placed = Record::new()
            .with("inbox", conversation.get("inbox").clone())
            .with("related", conversation.get("related").clone())
            .with("external_key", key.map_or(Value::Null, Value::Text));
        let placed = placed.changed_from(&after);
        if !placed.is_empty() {
            work.update("message", changed.id, placed).await?;
        }
        Ok(())
    })
}

/// External ids are told apart by inbox; messages without an inbox share one.
fn key(inbox: Option<RecordId>, external_id: Option<&str>) -> Option<String> {
    let external_id = external_id?;
    Some(match inbox {
        Some(inbox) => format!("{inbox}:{external_id}"),
        None => format!("-:{external_id}"),
    })
}
