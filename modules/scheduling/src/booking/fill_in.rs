//! What a booking takes from its type and from the person who comes.

use rapport_module_kit::hours::Stretch;
use rapport_module_kit::{Record, RecordId, Result, Timestamp, Value, Work, is_one_of};

use super::fill::title_of;
use crate::generated::booking::Booking;
use crate::slot::{Terms, free_host, guarded};

const MINUTE: i64 = 60_000_000;
/// How long a booking without a type is unless it says so.
const HALF_AN_HOUR: i64 = 30 * MINUTE;
/// How long one without a type is held.
const HOLD: i64 = 15;

/// Plans what the booking lacks and answers it as it is then. `is_new` fills fields that may be emptied later.
pub(super) async fn fill_in(
    work: &mut Work,
    id: RecordId,
    record: Record,
    is_new: bool,
) -> Result<Record> {
    let booking_type = match Booking(&record).booking_type() {
        Some(of) => work.get("booking_type", of).await.ok(),
        None => None,
    };
    let mut filled = record.clone();
    if is_new {
        take_over(&mut filled, booking_type.as_ref());
        from_person(work, &mut filled).await?;
    }
    set_end(&mut filled, booking_type.as_ref());
    set_host(work, &mut filled, booking_type.as_ref()).await?;
    set_moments(work, &mut filled, booking_type.as_ref());
    if record.text("title") == Some(title_of(&record).as_str()) {
        filled.set("title", Value::Text(title_of(&filled)));
    }
    let change = filled.changed_from(&record);
    if change.is_empty() {
        return Ok(record);
    }
    work.update("booking", id, change).await?;
    work.get("booking", id).await
}

/// Fields of the type under the names of the booking.
fn take_over(filled: &mut Record, booking_type: Option<&Record>) {
    let Some(booking_type) = booking_type else {
        return;
    };
    for (from, to) in [
        ("name", "kind"),
        ("location", "location"),
        ("meeting_link", "meeting_link"),
        ("price", "price"),
    ] {
        if filled.get(to).is_null() && !booking_type.get(from).is_null() {
            filled.set(to, booking_type.get(from).clone());
        }
    }
}

/// Name, address and number of the person a booking was made for by choosing the person.
async fn from_person(work: &Work, filled: &mut Record) -> Result<()> {
    let (contact, lead) = (Booking(filled).contact(), Booking(filled).lead());
    let person = match (contact, lead) {
        (Some(id), _) => work.get("contact", id).await?,
        (None, Some(id)) => work.get("lead", id).await?,
        (None, None) => return Ok(()),
    };
    for (from, to) in [
        ("name", "invitee_name"),
        ("email", "invitee_email"),
        ("phone", "invitee_phone"),
    ] {
        if filled.get(to).is_null() && !person.get(from).is_null() {
            filled.set(to, person.get(from).clone());
        }
    }
    Ok(())
}

fn set_end(filled: &mut Record, booking_type: Option<&Record>) {
    if let (Some(start), None) = (Booking(filled).start_at(), Booking(filled).end_at()) {
        let length = booking_type.map_or(HALF_AN_HOUR, |of| Terms::of(of).length);
        let end = start.as_micros().saturating_add(length);
        filled.set("end_at", Value::Time(Timestamp::from_micros(end)));
    }
}

async fn set_host(work: &Work, filled: &mut Record, booking_type: Option<&Record>) -> Result<()> {
    if Booking(filled).host().is_some() {
        return Ok(());
    }
    let booking = Booking(filled);
    let of = booking.booking_type();
    let host = match (of, booking_type, core_of(filled)) {
        (Some(id), Some(record), Some(core)) => {
            let seats = booking.seats().unwrap_or(1);
            free_host(work, id, record, core, seats).await?
        }
        _ => None,
    };
    let host = host.or(booking.owner());
    filled.set("host", host.map_or(Value::Null, |host| Value::Id(host.0)));
    Ok(())
}

fn set_moments(work: &Work, filled: &mut Record, booking_type: Option<&Record>) {
    let time = |moment: Option<Timestamp>| moment.map_or(Value::Null, Value::Time);
    let core = core_of(filled);
    let guard = core.map(|core| match booking_type.map(Terms::of) {
        Some(terms) => guarded(core, terms.before, terms.after),
        None => core,
    });
    filled.set("busy_from", time(guard.map(|guard| guard.start)));
    filled.set("busy_until", time(guard.map(|guard| guard.end)));
    let minutes = booking_type.and_then(|of| of.integer("reminder_minutes"));
    let reminder = match (core, minutes.unwrap_or(0)) {
        (Some(core), 1..) if is_one_of(filled, "status", &["pending", "confirmed"]) => {
            Some(core.start.plus_seconds(-60 * minutes.unwrap_or(0)))
        }
        _ => None,
    };
    filled.set("remind_at", time(reminder));
    if is_one_of(filled, "status", &["held"]) && Booking(filled).held_until().is_none() {
        let hold = booking_type.and_then(|of| of.integer("hold_minutes"));
        let until = work.context().now().plus_seconds(60 * hold.unwrap_or(HOLD));
        filled.set("held_until", Value::Time(until));
    }
}

/// When it is, as far as that is known.
pub(super) fn core_of(record: &Record) -> Option<Stretch> {
    let booking = Booking(record);
    Some(Stretch {
        start: booking.start_at()?,
        end: booking.end_at()?,
    })
}
