//! Merges a ticket into another: what belongs to it moves over, and it is closed.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, Filter, Record, RecordId, Result, Value, Work,
    id_of, json, subject,
};

use crate::generated::ticket::Ticket;

/// What is about a ticket, and moves.
const ABOUT: &[&str] = &["note", "task", "call", "meeting"];
/// What links to a ticket, and moves.
const LINKS: &[(&str, &str)] = &[
    ("work_order", "ticket"),
    ("estimate", "ticket"),
    ("ticket", "merged_into"),
];
/// How many of each move.
const MOST: u32 = 1000;

/// Action `merge`. What belongs to the ticket moves whoever may see it, so it is done with the module's own rights;
/// the caller needs the right to change both tickets.
pub(super) fn merge(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let into = action.input.link("into");
        let into = into.ok_or_else(|| Error::invalid("`into` is missing"))?;
        let target = work.get("ticket", into).await?;
        refuse(id, into, &target)?;
        let code = Ticket(&target).code().unwrap_or_default();
        let subject = Ticket(&target).subject().unwrap_or_default();
        let resolution = format!("Merged into {code} {subject}");
        let change = Record::new()
            .with("status", Value::Text("closed".to_owned()))
            .with("merged_into", Value::Id(into.0))
            .with("resolution", Value::Text(resolution));
        work.update("ticket", id, change).await?;
        // Nothing of it changes, but one may only merge into what one may change.
        work.update("ticket", into, Record::new()).await?;
        work.with_all_rights(true);
        let moved = move_all(work, id, into).await;
        work.with_all_rights(false);
        Ok(json!({ "id": id, "into": into, "moved": moved? }))
    })
}

fn refuse(id: RecordId, into: RecordId, target: &Record) -> Result<()> {
    let message = if id == into {
        "a ticket cannot be merged into itself"
    } else if Ticket(target).merged_into().is_some() {
        "that ticket was merged into another itself"
    } else {
        return Ok(());
    };
    Err(Error::field("into", ErrorCode::CONFLICT, message))
}

async fn move_all(work: &mut Work, from: RecordId, into: RecordId) -> Result<usize> {
    let mut moved = 0;
    let about = |id: RecordId| Value::Reference {
        entity: "ticket".to_owned(),
        id: id.0,
    };
    for entity in ABOUT {
        moved += move_some(work, entity, "related", about(from), about(into)).await?;
    }
    for (entity, field) in LINKS {
        moved += move_some(work, entity, field, Value::Id(from.0), Value::Id(into.0)).await?;
    }
    Ok(moved)
}

async fn move_some(
    work: &mut Work,
    entity: &str,
    field: &str,
    from: Value,
    into: Value,
) -> Result<usize> {
    let found = work
        .find(entity, Filter::equals(field, from), &[], MOST)
        .await?;
    for record in &found {
        let change = Record::new().with(field, into.clone());
        work.update(entity, id_of(record)?, change).await?;
    }
    Ok(found.len())
}
