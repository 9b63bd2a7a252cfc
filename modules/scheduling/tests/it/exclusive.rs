//! Two bookings never meet, however many want the same time at once. The store decides.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Error, RecordId, json};
use rapport_testkit::{TestApp, on_each_database, refused};

use crate::{book, booking_type, free, hours, id, modules, text, wish};

/// What became of many tries at once: ids of bookings, and refusals.
async fn at_once(
    app: &TestApp,
    tries: impl Iterator<Item = (RecordId, Json)>,
) -> (Vec<RecordId>, Vec<Error>) {
    let running: Vec<_> = tries
        .map(|(of, wish)| {
            let app = app.clone();
            tokio::spawn(async move { app.try_act("booking_type", of, "book", wish).await })
        })
        .collect();
    let (mut won, mut lost) = (Vec::new(), Vec::new());
    for one in running {
        match one.await.unwrap_or_else(|error| panic!("{error}")) {
            Ok(booked) => won.push(id(&booked.data, "id")),
            Err(error) => lost.push(error),
        }
    }
    (won, lost)
}

fn all_taken(lost: &[Error]) {
    for error in lost {
        assert_eq!(error.code.name, "scheduling.slot_taken", "{error:?}");
    }
}

async fn live(app: &TestApp) -> usize {
    let filter =
        json!({ "field": "status", "op": "in", "value": ["held", "pending", "confirmed"] });
    app.list("booking", filter).await.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_hundred_who_want_one_slot_exactly_one_gets_it() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({})).await;
        let tries = (0..200).map(|_| (of, wish("2026-03-04T09:00:00Z")));
        let (won, lost) = at_once(&app, tries).await;
        assert_eq!((won.len(), lost.len()), (1, 199));
        all_taken(&lost);
        assert_eq!(live(&app).await, 1);
        assert_eq!(app.list("meeting", Json::Null).await.len(), 1);
        assert!(
            !free(&app, of, "2026-03-04")
                .await
                .contains(&"09:00".to_owned())
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn overlapping_slots_of_two_booking_types_exclude_each_other() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let long = booking_type(&app, json!({ "interval_minutes": 15 })).await;
        let short = booking_type(&app, json!({ "name": "Call", "length_minutes": 30 })).await;
        // All of them have the time from 09:30 to 09:45 in common.
        let tries = (0..60).map(|at| match at % 3 {
            0 => (long, wish("2026-03-04T09:00:00Z")),
            1 => (long, wish("2026-03-04T09:15:00Z")),
            _ => (short, wish("2026-03-04T09:30:00Z")),
        });
        let (won, lost) = at_once(&app, tries).await;
        assert_eq!(won.len(), 1);
        all_taken(&lost);
        assert_eq!(live(&app).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn different_slots_at_once_are_all_booked() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "length_minutes": 30 })).await;
        let start = |at: i64| format!("2026-03-04T{:02}:{:02}:00Z", 8 + at / 2, at % 2 * 30);
        let tries = (0..12).map(|at| (of, wish(&start(at))));
        let (won, lost) = at_once(&app, tries).await;
        assert_eq!(won.len(), 12, "{lost:?}");
        assert_eq!(live(&app).await, 12);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_group_takes_as_many_as_it_has_places() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "capacity": 5 })).await;
        let tries = (0..40).map(|at| {
            let mut wish = wish("2026-03-04T09:00:00Z");
            wish["email"] = json!(format!("guest{at}@example.com"));
            (of, wish)
        });
        let (won, lost) = at_once(&app, tries).await;
        assert_eq!(won.len(), 5);
        all_taken(&lost);
        let meetings = app.list("meeting", Json::Null).await;
        assert_eq!(meetings.len(), 1, "a group has one meeting");
        assert_eq!(meetings[0]["attendees"].as_array().map(Vec::len), Some(5));
    })
    .await;
}

#[tokio::test]
async fn places_are_counted_and_never_shared_with_another_time() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "capacity": 4, "interval_minutes": 30 })).await;
        let mut three = wish("2026-03-04T09:00:00Z");
        three["seats"] = json!(3);
        app.act("booking_type", of, "book", three.clone()).await;
        let error = refused(app.try_act("booking_type", of, "book", three).await);
        assert_eq!(error.code.name, "scheduling.slot_taken");
        let error = refused(
            app.try_act("booking_type", of, "book", wish("2026-03-04T09:30:00Z"))
                .await,
        );
        assert_eq!(error.code.name, "scheduling.slot_taken");
        book(&app, of, "2026-03-04T09:00:00Z").await;
        let error = refused(
            app.try_act("booking_type", of, "book", wish("2026-03-04T09:00:00Z"))
                .await,
        );
        assert_eq!(error.code.name, "scheduling.slot_taken");
    })
    .await;
}

#[tokio::test]
async fn no_road_leads_to_two_bookings_at_one_time() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "buffer_after": 30 })).await;
        let first = book(&app, of, "2026-03-04T09:00:00Z").await;
        let taken = |error: Error| assert_eq!(error.code.name, "scheduling.slot_taken", "{error:?}");

        // As a plain record, with a type or without, in the buffer or in the time itself.
        let plain = |start: &str| json!({ "start_at": start, "invitee_name": "Alan", "status": "confirmed" });
        taken(refused(app.try_create("booking", plain("2026-03-04T09:59:00Z")).await));
        taken(refused(app.try_create("booking", plain("2026-03-04T10:15:00Z")).await));
        let later = app.create("booking", plain("2026-03-04T10:30:00Z")).await;
        // By moving one.
        let moved = json!({ "start_at": "2026-03-04T09:30:00Z" });
        taken(refused(app.try_update("booking", later, moved).await));
        // By moving its meeting.
        let meeting = id(&app.get("booking", later).await, "meeting");
        let moved = json!({ "start_at": "2026-03-04T09:30:00Z" });
        taken(refused(app.try_update("meeting", meeting, moved).await));
        // By confirming one that was cancelled, after somebody else took the time.
        app.act("booking", first, "cancel", json!({})).await;
        let second = book(&app, of, "2026-03-04T09:00:00Z").await;
        taken(refused(app.try_act("booking", first, "confirm", json!({})).await));
        // By taking the deletion of one back, after somebody else took the time.
        let ctx = app.ctx();
        let deleted = app.engine().delete(&ctx, "booking", second).await;
        let deleted = deleted.unwrap_or_else(|error| panic!("{error:?}"));
        book(&app, of, "2026-03-04T09:00:00Z").await;
        let ctx = app.ctx();
        let undone = app.engine().undo_operation(&ctx, deleted).await;
        let is_refused = undone.map_or(true, |undone| !undone.conflicts.is_empty());
        assert!(is_refused, "the deletion was taken back");
        let status = |record: Json| text(&record, "status").to_owned();
        assert_eq!(status(app.get("booking", first).await), "cancelled");
        assert_eq!(live(&app).await, 2);
    })
    .await;
}
