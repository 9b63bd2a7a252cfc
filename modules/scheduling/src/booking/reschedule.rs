//! Puts a booking at another time: a new one takes its place and its meeting, the old one stays as history.

use rapport_module_kit::hours::Stretch;
use rapport_module_kit::{
    ActionFuture, ActionInput, Error, Record, RecordId, Result, Timestamp, Value, Work, json,
    subject,
};

use crate::generated::booking::Booking;
use crate::slot::{NOT_OFFERED, SLOT_TAKEN, Wanted, offers};

/// What the new booking takes over.
const KEPT: &[&str] = &[
    "owner",
    "booking_type",
    "kind",
    "title",
    "status",
    "time_zone",
    "seats",
    "invitee_name",
    "invitee_email",
    "invitee_phone",
    "contact",
    "lead",
    "related",
    "answers",
    "notes",
    "details",
    "location",
    "meeting_link",
    "price",
];

/// Action `reschedule`: as long as it was and with the same host, unless said otherwise. The time must be free.
pub(super) fn reschedule(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let old = work.get("booking", id).await?;
        let input = &action.input;
        let mut new: Record = KEPT
            .iter()
            .map(|field| ((*field).to_owned(), old.get(field).clone()))
            .collect();
        new.set("reschedule_of", Value::Id(id.0));
        new.set("start_at", input.get("start").clone());
        new.set("end_at", end(&old, input));
        let host = match input.get("host") {
            Value::Null => old.get("host").clone(),
            host => host.clone(),
        };
        new.set("host", host);
        if input.is_true("offered_only") {
            require_offered(work, id, &new).await?;
        }
        // Others may share the meeting of a group; only a meeting of one's own goes along.
        let mut left = Record::new()
            .with("status", Value::Text("rescheduled".to_owned()))
            .with("cancel_reason", input.get("reason").clone());
        if let Some(meeting) = Booking(&old).meeting() {
            let sharing = work.children("booking", "meeting", meeting).await?;
            if sharing.len() == 1 {
                new.set("meeting", Value::Id(meeting.0));
                left.set("meeting", Value::Null);
            }
        }
        work.update("booking", id, left).await?;
        // Whoever may put a booking off may do without the right to make others.
        work.with_all_rights(true);
        let made = work.create("booking", new).await;
        work.with_all_rights(false);
        let made = made?;
        Ok(json!({ "id": made, "reschedule_of": id, "status": old.text("status") }))
    })
}

/// Refuses a time that is not offered, or is taken. The booking's own time counts as free.
async fn require_offered(work: &mut Work, id: RecordId, new: &Record) -> Result<()> {
    let (booking, missing) = (Booking(new), Error::invalid("it has no booking type"));
    let (Some(of), Some(start)) = (booking.booking_type(), booking.start_at()) else {
        return Err(missing);
    };
    let booking_type = work.get("booking_type", of).await?;
    let wanted = Wanted {
        starts: Stretch {
            start,
            end: Timestamp::from_micros(start.as_micros().saturating_add(1)),
        },
        host: booking.host(),
        seats: booking.seats().unwrap_or(1),
        ignoring: Some(id),
    };
    work.with_all_rights(true);
    let found = offers(work, of, &booking_type, &wanted).await;
    work.with_all_rights(false);
    match found?.first() {
        None => {
            let message = format!("there is no slot at {start}");
            Err(Error::field("start", NOT_OFFERED, message))
        }
        Some(offer) if offer.hosts.is_empty() => {
            let message = format!("the slot at {start} is no longer free");
            Err(Error::new(SLOT_TAKEN, message))
        }
        Some(_) => Ok(()),
    }
}

fn end(old: &Record, input: &Record) -> Value {
    let old = Booking(old);
    match (input.get("end"), input.moment("start")) {
        (Value::Null, Some(start)) => match (old.start_at(), old.end_at()) {
            (Some(from), Some(to)) => {
                let length = to.as_micros() - from.as_micros();
                let end = start.as_micros().saturating_add(length);
                Value::Time(Timestamp::from_micros(end))
            }
            _ => Value::Null,
        },
        (end, _) => end.clone(),
    }
}
