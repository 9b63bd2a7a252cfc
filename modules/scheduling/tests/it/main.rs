//! The module `scheduling` through the engine, on each database there is.

#![expect(clippy::panic, reason = "a test fails loudly")]

mod chores;
mod course;
mod exclusive;
mod slots;

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Module, RecordId, json};
use rapport_testkit::TestApp;

/// What these tests install.
fn modules() -> Vec<Module> {
    vec![rapport_scheduling::module(), rapport_crm::module()]
}

/// The text of a field; empty when there is none.
fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// The id in a field.
fn id(record: &Json, field: &str) -> RecordId {
    let text = text(record, field);
    text.parse()
        .unwrap_or_else(|_| panic!("`{field}` is no id: {record}"))
}

/// Hours of the user from Monday to Friday, nine to five in Berlin.
async fn hours(app: &TestApp) -> RecordId {
    let day = "09:00-17:00";
    let values = json!({
        "monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day,
        "time_zone": "Europe/Berlin",
    });
    app.create("availability", values).await
}

/// A booking type of an hour without notice, with some fields otherwise.
async fn booking_type(app: &TestApp, other: Json) -> RecordId {
    let mut values = json!({ "name": "Consultation", "length_minutes": 60, "minimum_notice": 0 });
    if let (Some(values), Json::Object(other)) = (values.as_object_mut(), other) {
        values.extend(other);
    }
    app.create("booking_type", values).await
}

/// A wish for a slot.
fn wish(start: &str) -> Json {
    json!({ "start": start, "name": "Grace Hopper", "email": "grace@example.com" })
}

/// Books a slot.
async fn book(app: &TestApp, of: RecordId, start: &str) -> RecordId {
    let booked = app.act("booking_type", of, "book", wish(start)).await;
    id(&booked.data, "id")
}

/// The free slots of a day in UTC: hour and minute of their beginnings.
async fn free(app: &TestApp, of: RecordId, day: &str) -> Vec<String> {
    let input = json!({ "from": format!("{day}T00:00:00Z"), "to": format!("{day}T23:59:59Z") });
    let found = app.act("booking_type", of, "slots", input).await.data;
    let slots = found.as_array().cloned().unwrap_or_default();
    slots
        .iter()
        .map(|slot| {
            text(slot, "start")
                .get(11..16)
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}
