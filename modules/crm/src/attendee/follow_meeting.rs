//! Each word in the list of a meeting's attendees has its record.

use rapport_module_kit::{
    Changed, Filter, ReactionFuture, Record, RecordId, Result, Value, Work, id_of,
};

/// Reaction to meetings.
pub(crate) fn follow_meeting(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(after) = changed.after else {
            return Ok(());
        };
        let had = changed
            .before
            .as_ref()
            .map(|before| before.list("attendees"));
        if had.unwrap_or_default() == after.list("attendees") {
            return Ok(());
        }
        let known = work.children("attendee", "meeting", changed.id).await?;
        let names: Vec<&str> = known
            .iter()
            .filter_map(|(_, one)| one.text("name"))
            .collect();
        for name in after.list("attendees") {
            if !names.contains(&name.as_str()) {
                invite(work, changed.id, name).await?;
            }
        }
        for (id, attendee) in &known {
            let stays = attendee
                .text("name")
                .is_some_and(|name| after.list("attendees").iter().any(|word| word == name));
            if !stays {
                work.delete("attendee", *id).await?;
            }
        }
        Ok(())
    })
}

async fn invite(work: &mut Work, meeting: RecordId, name: &str) -> Result<()> {
    let mut values = Record::new()
        .with("name", Value::Text(name.to_owned()))
        .with("meeting", Value::Id(meeting.0));
    if is_address(name) {
        let email = Value::Text(name.to_owned());
        let same = Filter::equals("email", email.clone());
        values.set("email", email);
        if let Some(contact) = work.find("contact", same, &[], 1).await?.first() {
            values.set("contact", Value::Id(id_of(contact)?.0));
        }
    }
    work.create("attendee", values).await.map(|_| ())
}

fn is_address(word: &str) -> bool {
    let parts = word.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !word.contains(' '))
}
