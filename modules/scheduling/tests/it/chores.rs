//! What time brings: holds that run out, and reminders.

use rapport_module_kit::json;
use rapport_module_kit::serde_json::Value as Json;
use rapport_testkit::{on_each_database, on_sqlite};

use crate::{book, booking_type, free, hours, id, modules, text, wish};

#[tokio::test]
async fn a_hold_takes_its_slot_until_it_runs_out() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "hold_minutes": 10 })).await;
        let mut hold = wish("2026-03-04T09:00:00Z");
        hold["hold"] = json!(true);
        let held = app.act("booking_type", of, "book", hold).await;
        assert_eq!(text(&held.data, "status"), "held");
        let held = id(&held.data, "id");
        let record = app.get("booking", held).await;
        assert_eq!(text(&record, "held_until"), "2026-03-02T09:10:00.000000Z");
        assert!(record["lead"].is_null(), "nobody came yet");
        let is_free = || async {
            free(&app, of, "2026-03-04")
                .await
                .contains(&"09:00".to_owned())
        };
        assert!(!is_free().await);
        app.clock().advance(10 * 60);
        assert!(is_free().await, "also before the chore ran");
        assert!(app.run_chores().await.contains(&"scheduling.expire"));
        assert_eq!(text(&app.get("booking", held).await, "status"), "cancelled");

        let taken = book(&app, of, "2026-03-04T09:00:00Z").await;
        assert_eq!(
            text(&app.get("booking", taken).await, "status"),
            "confirmed"
        );
    })
    .await;
}

#[tokio::test]
async fn a_held_booking_that_is_confirmed_stays() {
    on_sqlite(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "hold_minutes": 10 })).await;
        let mut hold = wish("2026-03-04T09:00:00Z");
        hold["hold"] = json!(true);
        let held = app.act("booking_type", of, "book", hold).await;
        let held = id(&held.data, "id");
        app.act("booking", held, "confirm", json!({})).await;
        app.clock().advance(3600);
        app.run_chores().await;
        let record = app.get("booking", held).await;
        assert_eq!(text(&record, "status"), "confirmed");
        assert!(!record["lead"].is_null() && !record["meeting"].is_null());
    })
    .await;
}

#[tokio::test]
async fn the_host_is_reminded_once() {
    on_each_database(modules, |app| async move {
        hours(&app).await;
        let of = booking_type(&app, json!({ "reminder_minutes": 120 })).await;
        let booking = book(&app, of, "2026-03-04T09:00:00Z").await;
        let tasks = || async { app.list("task", Json::Null).await };
        app.clock().set("2026-03-04T06:59:00Z");
        app.run_chores().await;
        assert!(tasks().await.is_empty());
        for now in ["2026-03-04T07:05:00Z", "2026-03-04T07:12:00Z"] {
            app.clock().set(now);
            app.run_chores().await;
            assert_eq!(tasks().await.len(), 1, "{now}");
        }
        let task = &tasks().await[0];
        assert_eq!(text(task, "title"), "Consultation: Grace Hopper");
        assert_eq!(text(task, "due_at"), "2026-03-04T09:00:00.000000Z");
        assert_eq!(text(task, "assignee"), app.user().to_string());

        // Moved, it is a new appointment, and there is a new reminder.
        app.update(
            "booking",
            booking,
            json!({ "start_at": "2026-03-05T09:00:00Z" }),
        )
        .await;
        app.clock().set("2026-03-05T07:00:00Z");
        app.run_chores().await;
        assert_eq!(tasks().await.len(), 2);
    })
    .await;
}
