//! Whoever moves, ends or cancels a meeting that belongs to a booking does the same to the booking.

use rapport_module_kit::{
    Changed, ReactionFuture, Record, Value, Work, changed as differs, is_one_of,
};

const WATCHED: &[&str] = &["start_at", "end_at", "host", "status"];

/// Reaction to meetings.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(before) = changed.before else {
            return Ok(());
        };
        let after = changed.after.as_ref();
        let is_watched = |after: &Record| {
            let mut watched = WATCHED.iter();
            watched.any(|field| differs(Some(&before), after, field))
        };
        if !after.is_none_or(is_watched) {
            return Ok(());
        }
        for (id, booking) in work.children("booking", "meeting", changed.id).await? {
            let change = consequence(&before, after, &booking);
            if !change.is_empty() {
                work.update("booking", id, change).await?;
            }
        }
        Ok(())
    })
}

fn consequence(before: &Record, after: Option<&Record>, booking: &Record) -> Record {
    let mut change = Record::new();
    let is_live = is_one_of(booking, "status", &["confirmed", "completed", "no_show"]);
    let Some(after) = after.filter(|_| is_live) else {
        if is_one_of(booking, "status", &["confirmed"]) {
            change.set("status", Value::Text("cancelled".to_owned()));
        }
        return change;
    };
    if differs(Some(before), after, "status") {
        let status = match after.text("status") {
            Some("held") => Some("completed"),
            Some("not_held") => Some("no_show"),
            Some("cancelled") => Some("cancelled"),
            Some("planned") => Some("confirmed"),
            _ => None,
        };
        let is_cancelled = status == Some("cancelled");
        let may = !is_cancelled || is_one_of(booking, "status", &["confirmed"]);
        if let Some(status) = status.filter(|status| may && booking.text("status") != Some(*status))
        {
            change.set("status", Value::Text(status.to_owned()));
        }
    }
    for field in ["start_at", "end_at", "host"] {
        if differs(Some(before), after, field) && differs(Some(booking), after, field) {
            change.set(field, after.get(field).clone());
        }
    }
    change
}
