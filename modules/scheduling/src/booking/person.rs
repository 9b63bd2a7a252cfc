//! Who comes: the contact or lead with the same e-mail address, or a new one.

use rapport_module_kit::{Filter, Record, RecordId, Result, Value, Work, id_of, is_one_of};

use crate::generated::booking::Booking;

/// Links the booking to a person, unless it is only held or names one already. Answers it as it is then.
pub(super) async fn find(work: &mut Work, id: RecordId, record: Record) -> Result<Record> {
    let booking = Booking(&record);
    let is_wanted = is_one_of(&record, "status", &["pending", "confirmed", "completed"]);
    let (None, None, Some(email), true) = (
        booking.contact(),
        booking.lead(),
        booking.invitee_email(),
        is_wanted,
    ) else {
        return Ok(record);
    };
    let found = match known(work, email).await? {
        Some(found) => Some(found),
        None => new(work, &record).await?,
    };
    let Some((field, person)) = found else {
        return Ok(record);
    };
    let change = Record::new().with(field, Value::Id(person.0));
    work.update("booking", id, change).await?;
    work.get("booking", id).await
}

/// The field of the booking and the person.
type Found = (&'static str, RecordId);

async fn known(work: &Work, email: &str) -> Result<Option<Found>> {
    let same = vec![
        Value::Text(email.to_owned()),
        Value::Text(email.to_lowercase()),
    ];
    let same = Filter::one_of("email", same);
    if let Some(contact) = work.find("contact", same.clone(), &[], 1).await?.first() {
        return Ok(Some(("contact", id_of(contact)?)));
    }
    let Some(lead) = work.find("lead", same, &[], 1).await?.into_iter().next() else {
        return Ok(None);
    };
    match lead.link("converted_contact") {
        // What it was converted to may be gone by now.
        Some(contact) if work.get("contact", contact).await.is_ok() => {
            Ok(Some(("contact", contact)))
        }
        _ => Ok(Some(("lead", id_of(&lead)?))),
    }
}

/// Somebody unknown becomes what the booking type says; without a type, nothing.
async fn new(work: &mut Work, record: &Record) -> Result<Option<Found>> {
    let booking = Booking(record);
    let Some(of) = booking.booking_type() else {
        return Ok(None);
    };
    let booking_type = work.get("booking_type", of).await?;
    let entity = match booking_type.text("new_people") {
        Some("contact") => "contact",
        Some("nothing") => return Ok(None),
        _ => "lead",
    };
    let name = booking.invitee_name().or(booking.invitee_email());
    let name = name.unwrap_or_default().to_owned();
    let mut values = Record::new()
        .with("name", Value::Text(name))
        .with("email", record.get("invitee_email").clone())
        .with("phone", record.get("invitee_phone").clone())
        .with("owner", record.get("owner").clone());
    if entity == "lead" {
        values.set("lead_source", Value::Text("website".to_owned()));
    }
    let id = work.create(entity, values).await?;
    Ok(Some((entity, id)))
}
