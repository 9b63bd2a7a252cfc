//! The course of a booking: its person, its meeting, and what becomes of it.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{book, booking_type, free, hours, id, modules, text, wish};

async fn meeting_of(app: &TestApp, booking: RecordId) -> Json {
    let meeting = id(&app.get("booking", booking).await, "meeting");
    app.get("meeting", meeting).await
}

#[tokio::test]
async fn a_booking_is_one_operation_with_its_person_and_its_meeting() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(
            &app,
            json!({ "location": "Room 3", "meeting_type": "in_person" }),
        )
        .await;
        let booked = app
            .act("booking_type", of, "book", wish("2026-03-04T09:00:00Z"))
            .await;
        let booking = app.get("booking", id(&booked.data, "id")).await;
        assert_eq!(text(&booking, "code"), "B-00001");
        assert_eq!(text(&booking, "title"), "Consultation: Grace Hopper");
        assert_eq!(text(&booking, "status"), "confirmed");
        assert_eq!(text(&booking, "end_at"), "2026-03-04T10:00:00.000000Z");
        assert_eq!(text(&booking, "location"), "Room 3");

        let lead = app.get("lead", id(&booking, "lead")).await;
        assert_eq!(text(&lead, "name"), "Grace Hopper");
        assert_eq!(text(&lead, "email"), "grace@example.com");
        let meeting = meeting_of(&app, id(&booking, "id")).await;
        assert_eq!(text(&meeting, "title"), "Consultation: Grace Hopper");
        assert_eq!(text(&meeting, "start_at"), "2026-03-04T09:00:00.000000Z");
        assert_eq!(text(&meeting, "end_at"), "2026-03-04T10:00:00.000000Z");
        assert_eq!(text(&meeting, "meeting_type"), "in_person");
        assert_eq!(meeting["related"]["entity"], json!("lead"));
        assert_eq!(meeting["attendees"], json!(["grace@example.com"]));
        let attendees = app.list("attendee", Json::Null).await;
        assert_eq!(attendees.len(), 1);

        app.undo(booked.operation.unwrap_or_else(|| panic!("no operation")))
            .await;
        for entity in ["booking", "lead", "meeting", "attendee"] {
            assert!(app.list(entity, Json::Null).await.is_empty(), "{entity}");
        }
        assert!(
            free(&app, of, "2026-03-04")
                .await
                .contains(&"09:00".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_known_is_found_again() {
    on_sqlite(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "new_people": "contact" })).await;
        let contact = app
            .create(
                "contact",
                json!({ "name": "Grace Hopper", "email": "grace@example.com" }),
            )
            .await;
        let mut wish = wish("2026-03-04T09:00:00Z");
        wish["email"] = json!("Grace@Example.com");
        let booked = app.act("booking_type", of, "book", wish.clone()).await;
        let booking = app.get("booking", id(&booked.data, "id")).await;
        assert_eq!(id(&booking, "contact"), contact);
        assert!(app.list("lead", Json::Null).await.is_empty());

        wish["email"] = json!("alan@example.com");
        wish["start"] = json!("2026-03-04T10:00:00Z");
        app.act("booking_type", of, "book", wish).await;
        assert_eq!(app.list("contact", Json::Null).await.len(), 2);

        // Chosen the other way round, the booking takes name and address from the person.
        let values = json!({ "contact": contact, "start_at": "2026-03-04T12:00:00Z" });
        let made = app.create("booking", values).await;
        assert_eq!(
            text(&app.get("booking", made).await, "invitee_name"),
            "Grace Hopper"
        );
    })
    .await;
}

#[tokio::test]
async fn the_meeting_goes_where_the_booking_goes() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "needs_confirmation": true })).await;
        let booking = book(&app, of, "2026-03-04T09:00:00Z").await;
        assert!(
            app.get("booking", booking).await["meeting"].is_null(),
            "not confirmed yet"
        );
        app.act("booking", booking, "confirm", json!({})).await;
        let moved = json!({ "start_at": "2026-03-04T11:00:00Z" });
        app.update("booking", booking, moved).await;
        let meeting = meeting_of(&app, booking).await;
        assert_eq!(text(&meeting, "start_at"), "2026-03-04T11:00:00.000000Z");
        assert_eq!(text(&meeting, "end_at"), "2026-03-04T12:00:00.000000Z");

        app.act("booking", booking, "cancel", json!({ "reason": "ill" }))
            .await;
        let record = app.get("booking", booking).await;
        assert_eq!(
            (text(&record, "status"), text(&record, "cancel_reason")),
            ("cancelled", "ill")
        );
        assert_eq!(
            text(&meeting_of(&app, booking).await, "status"),
            "cancelled"
        );
        app.act("booking", booking, "confirm", json!({})).await;
        assert_eq!(text(&meeting_of(&app, booking).await, "status"), "planned");
        app.act("booking", booking, "mark_no_show", json!({})).await;
        assert_eq!(text(&meeting_of(&app, booking).await, "status"), "not_held");
        app.act(
            "booking",
            booking,
            "complete",
            json!({ "notes": "came later" }),
        )
        .await;
        assert_eq!(text(&meeting_of(&app, booking).await, "status"), "held");
        assert_eq!(app.list("meeting", Json::Null).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_booking_goes_where_its_meeting_goes() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        let booking = book(&app, of, "2026-03-04T09:00:00Z").await;
        let meeting = id(&app.get("booking", booking).await, "meeting");
        let moved = json!({ "start_at": "2026-03-05T09:00:00Z" });
        app.update("meeting", meeting, moved).await;
        let record = app.get("booking", booking).await;
        assert_eq!(text(&record, "start_at"), "2026-03-05T09:00:00.000000Z");
        assert_eq!(text(&record, "busy_from"), "2026-03-05T09:00:00.000000Z");
        assert!(
            free(&app, of, "2026-03-04")
                .await
                .contains(&"09:00".to_owned())
        );

        app.update("meeting", meeting, json!({ "status": "held" }))
            .await;
        assert_eq!(
            text(&app.get("booking", booking).await, "status"),
            "completed"
        );
        let next = book(&app, of, "2026-03-06T09:00:00Z").await;
        let meeting = id(&app.get("booking", next).await, "meeting");
        let ctx = app.ctx();
        app.engine()
            .delete(&ctx, "meeting", meeting)
            .await
            .unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(text(&app.get("booking", next).await, "status"), "cancelled");
    })
    .await;
}

#[tokio::test]
async fn rescheduling_frees_the_old_time_and_takes_the_meeting_along() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        let old = book(&app, of, "2026-03-04T09:00:00Z").await;
        let meeting = id(&app.get("booking", old).await, "meeting");
        // Half an hour later overlaps the old time, which is given up for it.
        let later = json!({ "start": "2026-03-04T09:30:00Z", "reason": "train is late" });
        let made = app.act("booking", old, "reschedule", later).await;
        let new = app.get("booking", id(&made.data, "id")).await;
        assert_eq!(id(&new, "reschedule_of"), old);
        assert_eq!(id(&new, "meeting"), meeting);
        assert_eq!(text(&new, "end_at"), "2026-03-04T10:30:00.000000Z");
        assert_eq!(text(&new, "invitee_email"), "grace@example.com");
        let record = app.get("booking", old).await;
        assert_eq!(text(&record, "status"), "rescheduled");
        let meeting = app.get("meeting", meeting).await;
        assert_eq!(text(&meeting, "start_at"), "2026-03-04T09:30:00.000000Z");
        assert_eq!(text(&meeting, "status"), "planned");
        assert_eq!(app.list("meeting", Json::Null).await.len(), 1);

        let other = book(&app, of, "2026-03-04T13:00:00Z").await;
        let error = refused(
            app.try_act(
                "booking",
                other,
                "reschedule",
                json!({ "start": "2026-03-04T10:00:00Z" }),
            )
            .await,
        );
        assert_eq!(error.code.name, "scheduling.slot_taken");
        assert_eq!(
            text(&app.get("booking", other).await, "status"),
            "confirmed"
        );
        let error = refused(app.try_act("booking", old, "cancel", json!({})).await);
        assert_eq!(error.code.name, "step_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn one_of_a_group_leaves_without_the_others() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "capacity": 3 })).await;
        let mut bookings = Vec::new();
        for name in ["ada", "bea", "cleo"] {
            let mut wish = wish("2026-03-04T09:00:00Z");
            wish["email"] = json!(format!("{name}@example.com"));
            let booked = app.act("booking_type", of, "book", wish).await;
            bookings.push(id(&booked.data, "id"));
        }
        let shared = id(&app.get("booking", bookings[0]).await, "meeting");
        app.act("booking", bookings[0], "cancel", json!({})).await;
        let later = json!({ "start": "2026-03-04T11:00:00Z" });
        let made = app.act("booking", bookings[1], "reschedule", later).await;
        let meeting = app.get("meeting", shared).await;
        assert_eq!(meeting["attendees"], json!(["cleo@example.com"]));
        assert_eq!(text(&meeting, "start_at"), "2026-03-04T09:00:00.000000Z");
        let moved = meeting_of(&app, id(&made.data, "id")).await;
        assert_eq!(moved["attendees"], json!(["bea@example.com"]));
        assert_eq!(text(&moved, "start_at"), "2026-03-04T11:00:00.000000Z");
    })
    .await;
}

#[tokio::test]
async fn a_booking_may_have_no_time_and_whatever_details() {
    on_each_database(modules, |app| async move {
        let values = json!({
            "kind": "consultation",
            "details": { "date": "2026-03-04", "remarks": ["a", 1, null] },
        });
        let booking = app.create("booking", values.clone()).await;
        let record = app.get("booking", booking).await;
        assert_eq!(record["details"], values["details"]);
        assert_eq!(
            (text(&record, "status"), text(&record, "title")),
            ("pending", "consultation")
        );
        assert_eq!(text(&record, "host"), app.user().to_string());
        for status in [
            "confirmed",
            "completed",
            "no_show",
            "confirmed",
            "cancelled",
        ] {
            app.update("booking", booking, json!({ "status": status }))
                .await;
        }
        assert!(app.list("meeting", Json::Null).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_booking_goes_with_its_person_and_comes_back() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        let booking = book(&app, of, "2026-03-04T09:00:00Z").await;
        let lead = id(&app.get("booking", booking).await, "lead");
        let converted = app.act("lead", lead, "convert", json!({})).await;
        let record = app.get("booking", booking).await;
        assert_eq!(record["contact"], converted.data["contact"]);
        assert!(record["lead"].is_null());
        let contact = id(&record, "contact");
        let meeting = id(&app.get("booking", booking).await, "meeting");
        let ctx = app.ctx();
        let deleted = app.engine().delete(&ctx, "contact", contact).await;
        let deleted = deleted.unwrap_or_else(|error| panic!("{error:?}"));
        assert!(app.list("booking", Json::Null).await.is_empty());
        assert_eq!(
            text(&app.get("meeting", meeting).await, "status"),
            "cancelled"
        );
        assert!(
            free(&app, of, "2026-03-04")
                .await
                .contains(&"09:00".to_owned())
        );
        app.undo(deleted).await;
        assert_eq!(
            text(&app.get("booking", booking).await, "status"),
            "confirmed"
        );
        assert_eq!(
            text(&app.get("meeting", meeting).await, "status"),
            "planned"
        );
    })
    .await;
}

#[tokio::test]
async fn assigning_needs_a_host_who_is_free() {
    on_each_database(modules, |app| async move {
        let other = app
            .as_user("Bob Host", rapport_testkit::kernel::Access::everything)
            .await;
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        let booking = book(&app, of, "2026-03-04T09:00:00Z").await;
        let busy = json!({
            "start_at": "2026-03-04T09:30:00Z", "host": other.user(), "status": "confirmed",
        });
        let busy = app.create("booking", busy).await;
        let input = json!({ "host": other.user() });
        let error = refused(
            app.try_act("booking", booking, "assign", input.clone())
                .await,
        );
        assert_eq!(error.code.name, "scheduling.slot_taken");
        app.act("booking", busy, "cancel", json!({})).await;
        app.act("booking", booking, "assign", input).await;
        assert_eq!(
            text(&meeting_of(&app, booking).await, "host"),
            other.user().to_string()
        );
    })
    .await;
}
