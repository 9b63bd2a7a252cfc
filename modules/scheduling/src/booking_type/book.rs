//! Books a slot: only one that is offered, with a host who has a place left.

use rapport_module_kit::hours::{Stretch, zone};
use rapport_module_kit::{
    ActionFuture, ActionInput, Error, Record, RecordId, Result, Timestamp, UserId, Value, Work,
    json, subject,
};

use super::questions;
use crate::generated::booking_type::BookingType;
use crate::slot::{NOT_OFFERED, SLOT_TAKEN, Wanted, offers};

/// Inputs and the fields of the booking that they become.
const FIELDS: &[(&str, &str)] = &[
    ("name", "invitee_name"),
    ("email", "invitee_email"),
    ("phone", "invitee_phone"),
    ("zone", "time_zone"),
    ("answers", "answers"),
    ("notes", "notes"),
];

/// Action `book`. Whoever may see the booking type may book it: the booking is made with the module's own rights.
pub(super) fn book(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let booking_type = work.get("booking_type", id).await?;
        if let Some(name) = action.input.text("zone") {
            zone("zone", name)?;
        }
        let record = BookingType(&booking_type);
        questions::answered(record.questions(), action.input.json("answers"))?;
        work.with_all_rights(true);
        let booked = take(work, id, &booking_type, &action.input).await;
        work.with_all_rights(false);
        let (booking, slot, host, status) = booked?;
        Ok(json!({
            "id": booking,
            "status": status,
            "start": slot.start,
            "end": slot.end,
            "host": host,
        }))
    })
}

async fn take(
    work: &mut Work,
    type_id: RecordId,
    booking_type: &Record,
    input: &Record,
) -> Result<(RecordId, Stretch, UserId, &'static str)> {
    let start = input.moment("start").unwrap_or_default();
    let seats = input.integer("seats").unwrap_or(1);
    let wanted = Wanted {
        starts: Stretch {
            start,
            end: Timestamp::from_micros(start.as_micros().saturating_add(1)),
        },
        host: input.user("host"),
        seats,
        ignoring: None,
    };
    let offered = match booking_type.is_true("active") {
        true => offers(work, type_id, booking_type, &wanted).await?,
        false => Vec::new(),
    };
    let Some(offer) = offered.first() else {
        let message = format!("there is no slot at {start}");
        return Err(Error::field("start", NOT_OFFERED, message));
    };
    let Some(host) = offer.hosts.first().copied() else {
        let message = match seats {
            1 => format!("the slot at {start} is no longer free"),
            seats => format!("the slot at {start} has fewer than {seats} places left"),
        };
        return Err(Error::new(SLOT_TAKEN, message));
    };
    let status = match (
        input.is_true("hold"),
        booking_type.is_true("needs_confirmation"),
    ) {
        (true, _) => "held",
        (false, true) => "pending",
        (false, false) => "confirmed",
    };
    let mut values = Record::new()
        .with("booking_type", Value::Id(type_id.0))
        .with("owner", Value::Id(host.0))
        .with("host", Value::Id(host.0))
        .with("start_at", Value::Time(offer.slot.start))
        .with("end_at", Value::Time(offer.slot.end))
        .with("seats", Value::Int(seats))
        .with("status", Value::Text(status.to_owned()));
    for (from, to) in FIELDS {
        values.set(to, input.get(from).clone());
    }
    let booking = work.create("booking", values).await?;
    Ok((booking, offer.slot, host, status))
}
