//! The meeting that a confirmed booking owns. Bookings of one group slot share one.

use rapport_module_kit::hours::Stretch;
use rapport_module_kit::{Record, RecordId, Result, Value, Work, is_one_of};

use super::fill_in::core_of;
use crate::generated::booking::Booking;
use crate::slot::bookings_between;

/// What a list field holds.
const MOST_WORDS: usize = 50;
const LONGEST_WORD: usize = 50;

/// Makes the meeting when the booking is confirmed and has none. Answers the one it has then.
pub(super) async fn own(
    work: &mut Work,
    id: RecordId,
    record: &Record,
) -> Result<Option<RecordId>> {
    let booking = Booking(record);
    if booking.meeting().is_some() || !is_one_of(record, "status", &["confirmed"]) {
        return Ok(booking.meeting());
    }
    let (Some(core), Some(_)) = (core_of(record), booking.host()) else {
        return Ok(None);
    };
    let meeting = match shared(work, id, record, core).await? {
        Some(meeting) => meeting,
        None => {
            work.create("meeting", meeting_of(work, record).await?)
                .await?
        }
    };
    let change = Record::new().with("meeting", Value::Id(meeting.0));
    work.update("booking", id, change).await?;
    Ok(Some(meeting))
}

/// The meeting of others who come to the same slot of a group.
async fn shared(
    work: &Work,
    id: RecordId,
    record: &Record,
    core: Stretch,
) -> Result<Option<RecordId>> {
    let booking = Booking(record);
    let (Some(host), Some(of)) = (booking.host(), booking.booking_type()) else {
        return Ok(None);
    };
    let capacity = work.get("booking_type", of).await?.integer("capacity");
    if capacity.unwrap_or(1) < 2 {
        return Ok(None);
    }
    let others = bookings_between(work, &[host], core).await?;
    let mut same = others.iter().filter(|(other, record)| {
        *other != id
            && Booking(record).booking_type() == Some(of)
            && core_of(record) == Some(core)
            && is_one_of(record, "status", &["confirmed"])
    });
    Ok(same.find_map(|(_, record)| Booking(record).meeting()))
}

async fn meeting_of(work: &Work, record: &Record) -> Result<Record> {
    let booking = Booking(record);
    let kind = match booking.booking_type() {
        Some(of) => work
            .get("booking_type", of)
            .await?
            .get("meeting_type")
            .clone(),
        None => Value::Null,
    };
    let link = |entity: &str, id: Option<RecordId>| {
        id.map(|id| Value::Reference {
            entity: entity.to_owned(),
            id: id.0,
        })
    };
    let about = match record.get("related") {
        Value::Null => link("contact", booking.contact())
            .or(link("lead", booking.lead()))
            .unwrap_or(Value::Null),
        about => about.clone(),
    };
    let mut meeting = Record::new().with("related", about);
    if !kind.is_null() {
        meeting.set("meeting_type", kind);
    }
    for (from, to) in [
        ("title", "title"),
        ("owner", "owner"),
        ("host", "host"),
        ("start_at", "start_at"),
        ("end_at", "end_at"),
        ("location", "location"),
        ("meeting_link", "meeting_link"),
        ("contact", "contact"),
        ("notes", "agenda"),
    ] {
        meeting.set(to, record.get(from).clone());
    }
    Ok(meeting)
}

/// Brings a meeting in line with the bookings that own it.
pub(super) async fn keep(work: &mut Work, meeting: Option<RecordId>) -> Result<()> {
    let Some(id) = meeting else { return Ok(()) };
    let goes = work
        .planned("meeting")
        .any(|(planned, record)| planned == id && record.is_none());
    if goes {
        return Ok(());
    }
    let Ok(record) = work.get("meeting", id).await else {
        return Ok(());
    };
    let bookings = work.children("booking", "meeting", id).await?;
    let bookings: Vec<Record> = bookings.into_iter().map(|(_, booking)| booking).collect();
    if bookings.is_empty() && !is_one_of(&record, "status", &["planned"]) {
        return Ok(());
    }
    let change = kept(&record, &bookings).changed_from(&record);
    if change.is_empty() {
        return Ok(());
    }
    work.update("meeting", id, change).await
}

/// The meeting as its bookings want it.
fn kept(meeting: &Record, bookings: &[Record]) -> Record {
    let mut kept = meeting.clone();
    let any = |states: &[&str]| {
        bookings
            .iter()
            .find(|booking| is_one_of(booking, "status", states))
    };
    let status = match (any(&["confirmed"]), any(&["completed"]), any(&["no_show"])) {
        (Some(_), _, _) => "planned",
        (None, Some(_), _) => "held",
        (None, None, Some(_)) => "not_held",
        (None, None, None) => "cancelled",
    };
    kept.set("status", Value::Text(status.to_owned()));
    if let Some(booking) = any(&["confirmed", "completed", "no_show"]) {
        for field in ["start_at", "end_at", "host"] {
            kept.set(field, booking.get(field).clone());
        }
    }
    kept.set("attendees", attendees(meeting, bookings));
    kept
}

/// Those who come, and whoever else was asked to the meeting by hand.
fn attendees(meeting: &Record, bookings: &[Record]) -> Value {
    let coming =
        |booking: &&Record| is_one_of(booking, "status", &["confirmed", "completed", "no_show"]);
    let name = |booking: &Record| {
        let booking = Booking(booking);
        let short = |name: &&str| name.chars().count() <= LONGEST_WORD;
        let name = booking.invitee_email().filter(short);
        let name = name.or(booking.invitee_name())?;
        let word: String = name.chars().take(LONGEST_WORD).collect();
        Some(word.replace([',', ';', '|', '\n'], " "))
    };
    let invited: Vec<String> = bookings.iter().filter_map(name).collect();
    let mut all: Vec<String> = meeting
        .list("attendees")
        .iter()
        .filter(|word| !invited.contains(word))
        .cloned()
        .collect();
    for word in bookings.iter().filter(coming).filter_map(name) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all.truncate(MOST_WORDS);
    match all.is_empty() {
        true => Value::Null,
        false => Value::List(all),
    }
}
