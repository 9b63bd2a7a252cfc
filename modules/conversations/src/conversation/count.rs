//! What a conversation tells of its messages: how many, how many unread, the last one; and that it is open again.

use rapport_module_kit::serde_json::{self, Value as Json};
use rapport_module_kit::{
    AggregateRequest, Changed, Error, Filter, RawFilter, ReactionFuture, Record, RecordId, Result,
    SortKey, Timestamp, Value, Work, is_one_of, json,
};

use crate::generated::conversation::Conversation;

/// Longest text of the last message, in characters.
const PREVIEW: usize = 120;

/// What follows from a change of a message.
///
/// Many messages may change at once: the figures are made when the last of them is told. They are the stored figures and
/// what this plan adds to them; the conversation is planned first, so that nobody's change in between is lost.
pub(crate) fn count(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let sides = [&changed.after, &changed.before];
        let mut sides = sides.into_iter().flatten();
        let Some(conversation) = sides.find_map(|message| message.link("conversation")) else {
            return Ok(());
        };
        if is_going(work, conversation) {
            return Ok(());
        }
        let planned = work
            .update("conversation", conversation, Record::new())
            .await;
        if planned.is_err() {
            // It lies in the bin.
            return Ok(());
        }
        if changed.before.is_none()
            && let Some(message) = changed.after.as_ref()
            && !message.has("created_at")
        {
            begin_anew(work, conversation, message).await?;
        }
        if last_planned(work, conversation) != Some(changed.id) {
            return Ok(());
        }
        let figures = figures(work, conversation).await?;
        work.update("conversation", conversation, figures).await
    })
}

/// Whether the conversation itself goes to the bin in this plan, with its messages.
fn is_going(work: &Work, conversation: RecordId) -> bool {
    let mut planned = work.planned_changes("conversation");
    planned.any(|(id, _, after)| id == conversation && after.is_none())
}

/// The changes of this plan to messages of a conversation.
fn planned(
    work: &Work,
    conversation: RecordId,
) -> impl Iterator<Item = (RecordId, Option<&Record>, Option<&Record>)> {
    work.planned_changes("message")
        .filter(move |(_, before, after)| {
            let message = after.or(*before);
            message.and_then(|message| message.link("conversation")) == Some(conversation)
        })
}

fn last_planned(work: &Work, conversation: RecordId) -> Option<RecordId> {
    planned(work, conversation).last().map(|(id, _, _)| id)
}

/// A new message names a conversation without a subject, answers one without an answer, and an inbound one opens it.
async fn begin_anew(work: &mut Work, id: RecordId, message: &Record) -> Result<()> {
    let conversation = work.get("conversation", id).await?;
    let view = Conversation(&conversation);
    let mut change = Record::new();
    if view.subject().is_none() {
        change.set("subject", message.get("preview").clone());
    }
    let sent_at = message.moment("sent_at");
    let inbound = is_one_of(message, "direction", &["inbound"]);
    let since_closed = view.closed_at() <= sent_at;
    if inbound && since_closed && !is_one_of(&conversation, "status", &["open"]) {
        change.set("status", Value::Text("open".to_owned()));
    }
    if !inbound && view.first_response_at().is_none() && view.last_direction() == Some("inbound") {
        change.set("first_response_at", message.get("sent_at").clone());
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("conversation", id, change).await
}

async fn figures(work: &Work, conversation: RecordId) -> Result<Record> {
    let of_it = json!({ "field": "conversation", "op": "eq", "value": conversation });
    let inbound = json!({ "field": "direction", "op": "eq", "value": "inbound" });
    let unread = json!({ "field": "read_at", "op": "empty", "value": true });
    let mut all = stored(work, json!({ "and": [of_it] })).await?;
    let mut new = stored(work, json!({ "and": [of_it, inbound, unread] })).await?;
    for (_, before, after) in planned(work, conversation) {
        all += i64::from(after.is_some()) - i64::from(before.is_some());
        new += i64::from(after.is_some_and(is_unread)) - i64::from(before.is_some_and(is_unread));
    }
    let last = last_message(work, conversation).await?;
    let of_last = |field: &str| {
        last.as_ref()
            .map_or(Value::Null, |one| one.get(field).clone())
    };
    let text = last.as_ref().and_then(|one| one.text("preview"));
    let text = text.map(|text| Value::Text(text.chars().take(PREVIEW).collect()));
    Ok(Record::new()
        .with("message_count", Value::Int(all))
        .with("unread_count", Value::Int(new))
        .with("last_message", text.unwrap_or_default())
        .with("last_message_at", of_last("sent_at"))
        .with("last_direction", of_last("direction")))
}

fn is_unread(message: &Record) -> bool {
    is_one_of(message, "direction", &["inbound"]) && message.get("read_at").is_null()
}

/// How many stored messages match.
async fn stored(work: &Work, filter: Json) -> Result<i64> {
    let filter = RawFilter::from_json(&filter).map_err(|problem| Error::fields(vec![problem]))?;
    let request = AggregateRequest {
        filter: Some(filter),
        ..AggregateRequest::default()
    };
    let (rows, _) = work
        .engine()
        .aggregate(work.context(), "message", &request)
        .await?;
    let rows: Vec<Json> = serde_json::from_slice(rows.as_bytes()).map_err(Error::internal)?;
    let count = rows.first().and_then(|row| row.get("count"));
    Ok(count.and_then(Json::as_i64).unwrap_or(0))
}

/// The newest message as this plan leaves it.
async fn last_message(work: &Work, conversation: RecordId) -> Result<Option<Record>> {
    let changed: Vec<RecordId> = planned(work, conversation).map(|(id, _, _)| id).collect();
    let newest = ["sent_at", "id"].map(|field| SortKey {
        field: field.to_owned(),
        descending: true,
    });
    let of_it = Filter::equals("conversation", Value::Id(conversation.0));
    let enough = u32::try_from(changed.len() + 1).unwrap_or(u32::MAX);
    let stored = work.find("message", of_it, &newest, enough).await?;
    let is_changed = |one: &Record| one.link("id").is_some_and(|id| changed.contains(&id));
    let stored = stored.into_iter().find(|one| !is_changed(one));
    let planned = planned(work, conversation).filter_map(|(_, _, after)| after.cloned());
    let sent_at = |one: &Record| -> Option<Timestamp> { one.moment("sent_at") };
    Ok(stored.into_iter().chain(planned).max_by_key(sent_at))
}
