//! Totals of estimates, and the way to a work order.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{modules, text};

fn lines() -> Json {
    json!([
        { "description": "Fan motor", "quantity": 2, "unit_price": 640, "discount_percent": 5, "tax_percent": 19 },
        { "description": "Installation", "quantity": 3.5, "unit_price": 92.5, "tax_percent": 7 },
    ])
}

async fn estimate(app: &TestApp) -> RecordId {
    let account = app.create("account", json!({ "name": "Nordkap" })).await;
    let contact = app
        .create(
            "contact",
            json!({ "name": "Ada Lovelace", "account": account }),
        )
        .await;
    let values =
        json!({ "title": "Fan motor", "account": account, "contact": contact, "lines": lines() });
    app.create("estimate", values).await
}

fn number(record: &Json, field: &str) -> f64 {
    record[field].to_string().parse().unwrap()
}

#[tokio::test]
async fn an_estimate_adds_up_its_lines() {
    on_each_database(modules, |app| async move {
        let estimate = estimate(&app).await;
        let record = app.get("estimate", estimate).await;
        // 2 x 640 less 5 % is 1216.00; 3.5 x 92.50 is 323.75. Taxes: 231.04 and 22.66 (22.6625).
        assert_eq!(number(&record, "subtotal"), 1539.75);
        assert_eq!(number(&record, "tax"), 253.70);
        assert_eq!(number(&record, "total"), 1793.45);
        assert_eq!(number(&record["lines"][0], "net"), 1216.0);
        assert_eq!(text(&record, "total_currency"), "EUR");

        let fewer =
            json!({ "lines": [{ "description": "Survey", "quantity": 1, "unit_price": 100 }] });
        let record = app.update("estimate", estimate, fewer).await;
        assert_eq!(
            (number(&record, "total"), number(&record, "tax")),
            (100.0, 0.0)
        );
    })
    .await;
}

#[tokio::test]
async fn totals_cannot_be_written() {
    on_sqlite(modules, |app| async move {
        let estimate = estimate(&app).await;
        let error = refused(
            app.try_update("estimate", estimate, json!({ "total": 1 }))
                .await,
        );
        assert_eq!(error.fields[0].field, "total");
    })
    .await;
}

#[tokio::test]
async fn an_empty_estimate_is_not_sent() {
    on_sqlite(modules, |app| async move {
        let estimate = app.create("estimate", json!({ "title": "Later" })).await;
        let error = refused(
            app.try_update("estimate", estimate, json!({ "status": "sent" }))
                .await,
        );
        assert_eq!(error.fields[0].field, "lines");
    })
    .await;
}

#[tokio::test]
async fn sending_and_deciding_are_dated() {
    on_sqlite(modules, |app| async move {
        let estimate = estimate(&app).await;
        app.clock().set("2026-03-05T09:00:00Z");
        app.update("estimate", estimate, json!({ "status": "sent" }))
            .await;
        app.clock().set("2026-03-09T09:00:00Z");
        let record = app
            .update("estimate", estimate, json!({ "status": "rejected" }))
            .await;
        assert_eq!(text(&record, "sent_at"), "2026-03-05T09:00:00.000000Z");
        assert_eq!(text(&record, "decided_at"), "2026-03-09T09:00:00.000000Z");
        let record = app
            .update("estimate", estimate, json!({ "status": "draft" }))
            .await;
        assert!(record["sent_at"].is_null() && record["decided_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn an_accepted_estimate_becomes_a_work_order_in_one_operation() {
    on_each_database(modules, |app| async move {
        let estimate = estimate(&app).await;
        app.update("estimate", estimate, json!({ "status": "accepted" }))
            .await;
        let made = app
            .act("estimate", estimate, "to_work_order", json!({}))
            .await;
        let id: RecordId = text(&made.data, "work_order").parse().unwrap();

        let converted = app.get("estimate", estimate).await;
        assert_eq!(text(&converted, "status"), "converted");
        let order = app.get("work_order", id).await;
        assert_eq!(text(&order, "estimate"), estimate.to_string());
        for field in ["title", "account", "contact", "subtotal", "tax", "total"] {
            assert_eq!(order[field], converted[field], "{field}");
        }
        assert_eq!(order["lines"].as_array().map(Vec::len), Some(2));
        assert_eq!(text(&order, "status"), "new");

        assert_eq!(app.undo(made.operation.unwrap()).await, 2);
        assert_eq!(
            text(&app.get("estimate", estimate).await, "status"),
            "accepted"
        );
        assert!(app.list("work_order", Json::Null).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn only_an_accepted_estimate_becomes_a_work_order() {
    on_sqlite(modules, |app| async move {
        let estimate = estimate(&app).await;
        let error = refused(
            app.try_act("estimate", estimate, "to_work_order", json!({}))
                .await,
        );
        assert_eq!(error.code.name, "desk.estimate_not_accepted");
        app.update("estimate", estimate, json!({ "status": "accepted" }))
            .await;
        let by_hand = json!({ "status": "converted" });
        let error = refused(app.try_update("estimate", estimate, by_hand).await);
        assert_eq!(error.code.name, "desk.use_to_work_order");
        app.act("estimate", estimate, "to_work_order", json!({}))
            .await;
        refused(
            app.try_act("estimate", estimate, "to_work_order", json!({}))
                .await,
        );
        assert_eq!(app.list("work_order", Json::Null).await.len(), 1);
    })
    .await;
}
