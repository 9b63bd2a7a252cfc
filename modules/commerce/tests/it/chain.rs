//! From the deal to the money: estimate, order or work order, visit, invoice.

use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{amount, customer, id, modules, text};

async fn accepted(app: &TestApp) -> RecordId {
    let account = customer(app).await;
    let deal = json!({ "name": "New fans", "account": account, "amount": 1000 });
    let deal = app.create("deal", deal).await;
    let made = app
        .act("estimate", None, "from_deal", json!({ "deal": deal }))
        .await;
    let estimate = id(&made.data, "estimate");
    let lines =
        json!([{ "description": "Fan", "quantity": 10, "unit_price": 100, "tax_percent": 19 }]);
    let values = json!({ "lines": lines, "discount": 50, "status": "sent" });
    let record = app.update("estimate", estimate, values).await;
    assert_eq!(
        (text(&record, "kind"), text(&record, "title")),
        ("quote", "New fans")
    );
    assert_eq!(record["deal"], json!(deal));
    app.update("estimate", estimate, json!({ "status": "accepted" }))
        .await;
    estimate
}

#[tokio::test]
async fn a_quote_becomes_an_order_and_money() {
    on_each_database(modules, |app| async move {
        let estimate = accepted(&app).await;
        let made = app.act("estimate", estimate, "to_order", json!({})).await;
        let order = id(&made.data, "order");
        let record = app.get("order", order).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "total")),
            ("confirmed", "1130.5".into())
        );
        assert_eq!(record["estimate"], json!(estimate));
        assert!(!record["deal"].is_null());
        assert_eq!(
            text(&app.get("estimate", estimate).await, "status"),
            "converted"
        );
        refused(
            app.try_act("estimate", estimate, "to_order", json!({}))
                .await,
        );
        let made = app
            .act("order", order, "to_invoice", json!({ "issue": true }))
            .await;
        let invoice = id(&made.data, "invoice");
        app.act("invoice", invoice, "record_payment", json!({}))
            .await;
        assert_eq!(
            text(&app.get("order", order).await, "payment_status"),
            "paid"
        );
    })
    .await;
}

#[tokio::test]
async fn work_is_scheduled_done_and_billed() {
    on_each_database(modules, |app| async move {
        let estimate = accepted(&app).await;
        let made = app
            .act("estimate", estimate, "to_work_order", json!({}))
            .await;
        let work = id(&made.data, "work_order");
        let input = json!({ "start": "2026-03-05T08:00:00Z" });
        let visit = id(
            &app.act("work_order", work, "schedule", input).await.data,
            "service_appointment",
        );
        app.act("service_appointment", visit, "dispatch", json!({}))
            .await;
        assert_eq!(
            text(&app.get("work_order", work).await, "status"),
            "dispatched"
        );
        app.act(
            "service_appointment",
            visit,
            "finish",
            json!({ "report": "All in" }),
        )
        .await;
        let early = refused(
            app.try_act("work_order", work, "to_invoice", json!({}))
                .await,
        );
        assert_eq!(early.code.name, "desk.work_order_not_billable");
        app.act("work_order", work, "complete", json!({})).await;
        let made = app
            .act("work_order", work, "to_invoice", json!({ "issue": true }))
            .await;
        let invoice = id(&made.data, "invoice");
        let bill = app.get("invoice", invoice).await;
        assert_eq!(
            (amount(&bill, "total"), text(&bill, "status")),
            ("1190".into(), "issued")
        );
        let record = app.get("work_order", work).await;
        assert_eq!(
            (text(&record, "status"), text(&record, "billing_status")),
            ("invoiced", "billed")
        );
        app.act("invoice", invoice, "record_payment", json!({}))
            .await;
        assert_eq!(
            text(&app.get("work_order", work).await, "billing_status"),
            "paid"
        );
    })
    .await;
}

#[tokio::test]
async fn work_whose_invoice_is_void_is_billed_again() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "title": "Repair", "lines": [{ "unit_price": 80 }] });
        let work = app.create("work_order", values).await;
        app.act("work_order", work, "complete", json!({})).await;
        let made = app
            .act("work_order", work, "to_invoice", json!({ "issue": true }))
            .await;
        refused(
            app.try_act("work_order", work, "to_invoice", json!({}))
                .await,
        );
        let void = json!({ "reason": "wrong" });
        app.act("invoice", id(&made.data, "invoice"), "void", void)
            .await;
        let record = app.get("work_order", work).await;
        assert_eq!(
            (text(&record, "status"), text(&record, "billing_status")),
            ("completed", "billable")
        );
        app.act("work_order", work, "to_invoice", json!({})).await;
        assert_eq!(app.list("invoice", json!(null)).await.len(), 2);
    })
    .await;
}
