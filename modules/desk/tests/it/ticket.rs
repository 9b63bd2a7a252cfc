//! Times of tickets.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, text};

#[tokio::test]
async fn a_ticket_remembers_when_it_was_taken_up_and_settled() {
    on_each_database(modules, |app| async move {
        let ticket = app
            .create("ticket", json!({ "subject": "Noise at night" }))
            .await;
        assert!(app.get("ticket", ticket).await["first_response_at"].is_null());
        app.clock().set("2026-03-02T11:00:00Z");
        app.update("ticket", ticket, json!({ "status": "pending" }))
            .await;
        app.clock().set("2026-03-03T12:00:00Z");
        app.act(
            "ticket",
            ticket,
            "resolve",
            json!({ "resolution": "Fan replaced" }),
        )
        .await;
        app.clock().set("2026-03-10T12:00:00Z");
        app.act("ticket", ticket, "close", json!({})).await;
        let closed = app.get("ticket", ticket).await;
        assert_eq!(text(&closed, "status"), "closed");
        assert_eq!(text(&closed, "resolution"), "Fan replaced");
        assert_eq!(
            text(&closed, "first_response_at"),
            "2026-03-02T11:00:00.000000Z"
        );
        assert_eq!(text(&closed, "resolved_at"), "2026-03-03T12:00:00.000000Z");
        assert_eq!(text(&closed, "closed_at"), "2026-03-10T12:00:00.000000Z");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_comes_back_is_counted() {
    on_sqlite(modules, |app| async move {
        let ticket = app
            .create("ticket", json!({ "subject": "Noise at night" }))
            .await;
        for times in 1..=2 {
            app.act("ticket", ticket, "resolve", json!({})).await;
            app.act("ticket", ticket, "reopen", json!({})).await;
            let open = app.get("ticket", ticket).await;
            assert_eq!(
                (text(&open, "status"), open["reopened_count"].as_i64()),
                ("open", Some(times))
            );
            assert!(open["resolved_at"].is_null());
        }
    })
    .await;
}

#[tokio::test]
async fn a_ticket_has_a_code_and_an_assignee() {
    on_sqlite(modules, |app| async move {
        let ticket = app
            .create("ticket", json!({ "subject": "Noise at night" }))
            .await;
        let record = app.get("ticket", ticket).await;
        assert_eq!(text(&record, "code"), "T-00001");
        assert_eq!(text(&record, "assignee"), app.user().to_string());
        let error = refused(
            app.try_update("ticket", ticket, json!({ "code": "T-9" }))
                .await,
        );
        assert_eq!(error.fields[0].field, "code");
    })
    .await;
}
