//! Work orders: planning, doing, billing.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, text};

#[tokio::test]
async fn work_is_scheduled_for_two_hours_unless_said_otherwise() {
    on_sqlite(modules, |app| async move {
        let order = app
            .create("work_order", json!({ "title": "Maintenance" }))
            .await;
        let input = json!({ "start": "2026-03-05T08:00:00Z" });
        app.act("work_order", order, "schedule", input).await;
        let record = app.get("work_order", order).await;
        assert_eq!(text(&record, "status"), "scheduled");
        assert_eq!(
            text(&record, "scheduled_end"),
            "2026-03-05T10:00:00.000000Z"
        );
        let backwards = json!({ "start": "2026-03-05T08:00:00Z", "end": "2026-03-05T07:00:00Z" });
        let error = refused(
            app.try_act("work_order", order, "schedule", backwards)
                .await,
        );
        assert_eq!(error.fields[0].field, "end");
    })
    .await;
}

#[tokio::test]
async fn billing_follows_the_state() {
    on_each_database(modules, |app| async move {
        let order = app
            .create("work_order", json!({ "title": "Maintenance" }))
            .await;
        app.clock().set("2026-03-05T15:00:00Z");
        app.act(
            "work_order",
            order,
            "complete",
            json!({ "report": "All fine" }),
        )
        .await;
        let done = app.get("work_order", order).await;
        assert_eq!(text(&done, "billing_status"), "billable");
        assert_eq!(text(&done, "completed_at"), "2026-03-05T15:00:00.000000Z");
        assert_eq!(text(&done, "report"), "All fine");
        let record = app
            .update("work_order", order, json!({ "status": "invoiced" }))
            .await;
        assert_eq!(text(&record, "billing_status"), "billed");
    })
    .await;
}

#[tokio::test]
async fn work_that_is_free_of_charge_stays_free() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "title": "Goodwill", "billing_status": "not_billable" });
        let order = app.create("work_order", values).await;
        app.act("work_order", order, "complete", json!({})).await;
        let record = app.get("work_order", order).await;
        assert_eq!(text(&record, "billing_status"), "not_billable");
    })
    .await;
}

#[tokio::test]
async fn scheduling_makes_a_visit_and_scheduling_again_moves_it() {
    on_each_database(modules, |app| async move {
        let order = app
            .create("work_order", json!({ "title": "Maintenance" }))
            .await;
        let schedule = async |start: &str| {
            let input = json!({ "start": start, "end": null });
            app.act("work_order", order, "schedule", input).await;
            app.list("service_appointment", json!(null)).await
        };
        let visits = schedule("2026-03-05T08:00:00Z").await;
        assert_eq!(text(&visits[0], "title"), "Maintenance");
        assert_eq!(text(&visits[0], "assignee"), app.user().to_string());
        let visits = schedule("2026-03-06T09:00:00Z").await;
        assert_eq!(visits.len(), 1);
        assert_eq!(text(&visits[0], "end"), "2026-03-06T11:00:00.000000Z");
        let record = app.get("work_order", order).await;
        assert_eq!(
            text(&record, "scheduled_start"),
            "2026-03-06T09:00:00.000000Z"
        );
        let visit = text(&visits[0], "id").parse().unwrap();
        let moved = json!({ "start": "2026-03-07T09:00:00Z" });
        app.update("service_appointment", visit, moved).await;
        let record = app.get("work_order", order).await;
        assert_eq!(
            text(&record, "scheduled_end"),
            "2026-03-07T11:00:00.000000Z"
        );
        app.update(
            "service_appointment",
            visit,
            json!({ "status": "cancelled" }),
        )
        .await;
        let record = app.get("work_order", order).await;
        assert_eq!(text(&record, "status"), "new");
        assert!(record["scheduled_start"].is_null());
    })
    .await;
}
