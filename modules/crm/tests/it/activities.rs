//! Notes, calls and meetings.

use rapport_module_kit::json;
use rapport_testkit::{on_sqlite, refused};

use crate::{modules, text};

#[tokio::test]
async fn a_note_is_called_by_its_first_line_until_it_has_a_title() {
    on_sqlite(modules, |app| async move {
        let note = app
            .create("note", json!({ "body": "# Visit\n\nAll fine" }))
            .await;
        assert_eq!(text(&app.get("note", note).await, "title"), "Visit");
        let record = app
            .update("note", note, json!({ "body": "Second visit" }))
            .await;
        assert_eq!(text(&record, "title"), "Second visit");
        app.update("note", note, json!({ "title": "Protocol" }))
            .await;
        let record = app
            .update("note", note, json!({ "body": "Third visit" }))
            .await;
        assert_eq!(text(&record, "title"), "Protocol");
    })
    .await;
}

#[tokio::test]
async fn a_call_that_took_place_has_a_time() {
    on_sqlite(modules, |app| async move {
        let planned = app.create("call", json!({ "subject": "Talk" })).await;
        assert!(app.get("call", planned).await["started_at"].is_null());
        app.clock().set("2026-03-04T08:30:00Z");
        let record = app
            .update("call", planned, json!({ "status": "answered" }))
            .await;
        assert_eq!(text(&record, "started_at"), "2026-03-04T08:30:00.000000Z");
    })
    .await;
}

#[tokio::test]
async fn a_meeting_keeps_its_length_when_it_is_moved() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "title": "Visit", "start_at": "2026-03-05T10:00:00Z" });
        let meeting = app.create("meeting", values).await;
        assert_eq!(
            text(&app.get("meeting", meeting).await, "end_at"),
            "2026-03-05T11:00:00.000000Z"
        );
        app.update(
            "meeting",
            meeting,
            json!({ "end_at": "2026-03-05T12:30:00Z" }),
        )
        .await;
        let moved = app
            .update(
                "meeting",
                meeting,
                json!({ "start_at": "2026-03-06T14:00:00Z" }),
            )
            .await;
        assert_eq!(text(&moved, "end_at"), "2026-03-06T16:30:00.000000Z");
        let backwards = json!({ "end_at": "2026-03-06T13:00:00Z" });
        let error = refused(app.try_update("meeting", meeting, backwards).await);
        assert_eq!(error.fields[0].field, "end_at");
    })
    .await;
}
