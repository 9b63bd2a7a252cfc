//! An attendee who is added, renamed or removed by hand is so in the list of the meeting.

use rapport_module_kit::{Changed, ReactionFuture, Record, Value, Work};

/// Reaction to attendees.
pub(crate) fn join_meeting(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let side = changed.after.as_ref().or(changed.before.as_ref());
        let Some(meeting) = side.and_then(|one| one.link("meeting")) else {
            return Ok(());
        };
        let goes = work
            .planned("meeting")
            .any(|(id, record)| id == meeting && record.is_none());
        if goes {
            return Ok(());
        }
        let Ok(record) = work.get("meeting", meeting).await else {
            return Ok(());
        };
        let name = |side: &Option<_>| {
            let side: Option<&Record> = side.as_ref();
            side.and_then(|one| one.text("name")).map(str::to_owned)
        };
        let (was, is) = (name(&changed.before), name(&changed.after));
        let mut list = record.list("attendees").to_vec();
        if was != is {
            list.retain(|word| Some(word) != was.as_ref());
        }
        if let Some(name) = is.filter(|name| !list.contains(name)) {
            list.push(name);
        }
        if list == record.list("attendees") {
            return Ok(());
        }
        let list = match list.is_empty() {
            true => Value::Null,
            false => Value::List(list),
        };
        let change = Record::new().with("attendees", list);
        work.update("meeting", meeting, change).await
    })
}
