//! Writes to somebody: in the conversation that goes on, else in a new one.

use rapport_module_kit::{
    ActionFuture, ActionInput, Filter, Record, RecordId, Result, SortKey, Value, Work, id_of, json,
};

use super::keep_party::PARTIES;
use super::{party, send};

/// Action `start` of the collection.
pub(super) fn start(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let with = party::must_be_with(&action)?;
        // Whoever may not see the record may not write to it.
        work.get(&with.0, with.1).await?;
        let (conversation, is_new) = match going_on(work, &with, &action.input).await? {
            Some(conversation) => (conversation, false),
            None => (begin(work, with, &action.input).await?, true),
        };
        let message = send::add(work, conversation, &action.input).await?;
        Ok(json!({ "conversation": conversation, "message": message, "new": is_new }))
    })
}

/// The newest conversation that is not closed, in the same inbox and channel when one is named.
async fn going_on(
    work: &Work,
    with: &(String, RecordId),
    input: &Record,
) -> Result<Option<RecordId>> {
    let closed = Filter::equals("status", Value::Text("closed".to_owned()));
    let mut filter = party::conversations_with(with).and(Filter::Not(Box::new(closed)));
    for field in ["inbox", "channel"] {
        if !input.get(field).is_null() {
            filter = filter.and(Filter::equals(field, input.get(field).clone()));
        }
    }
    let newest = SortKey {
        field: "created_at".to_owned(),
        descending: true,
    };
    let found = work.find("conversation", filter, &[newest], 1).await?;
    found.first().map(id_of).transpose()
}

async fn begin(work: &mut Work, with: (String, RecordId), input: &Record) -> Result<RecordId> {
    let (entity, id) = with;
    let mut values = Record::new();
    if PARTIES.contains(&entity.as_str()) {
        values.set(&entity, Value::Id(id.0));
    } else {
        values.set("about", Value::Reference { entity, id: id.0 });
    }
    for field in ["inbox", "channel", "subject"] {
        if !input.get(field).is_null() {
            values.set(field, input.get(field).clone());
        }
    }
    work.create("conversation", values).await
}
