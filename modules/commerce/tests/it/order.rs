//! Orders: what they come to, their steps, and the way to an invoice.

use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{amount, customer, id, modules, text};

async fn order(app: &TestApp) -> RecordId {
    let values = json!({
        "account": customer(app).await,
        "number": "PO-77",
        "lines": [
            { "description": "Fan", "quantity": 2, "unit_price": 50, "tax_percent": 19 },
            { "description": "Book", "quantity": 1, "unit_price": 20, "tax_percent": 7 },
        ],
        "discount": 12,
        "shipping": 10,
        "shipping_tax_percent": 19,
    });
    app.create("order", values).await
}

#[tokio::test]
async fn an_order_adds_up_with_discount_and_delivery() {
    on_each_database(modules, |app| async move {
        let record = app.get("order", order(&app).await).await;
        // 120 less 12: shares 10 and 2; taxes 17.10, 1.26 and 1.90 on delivery.
        assert_eq!(amount(&record, "subtotal"), "120");
        assert_eq!(amount(&record, "tax"), "20.26");
        assert_eq!(amount(&record, "total"), "138.26");
        assert_eq!(text(&record, "code"), "O-00001");
        assert_eq!(text(&record, "order_date"), "2026-03-02");
        assert_eq!(text(&record["billing_address"], "city"), "Köln");
        assert_eq!(text(&record, "terms"), "30 days net");
    })
    .await;
}

#[tokio::test]
async fn a_confirmed_order_becomes_an_invoice_in_one_operation() {
    on_each_database(modules, |app| async move {
        let order = order(&app).await;
        let early = refused(app.try_act("order", order, "to_invoice", json!({})).await);
        assert_eq!(early.code.name, "commerce.order_not_billable");
        app.act("order", order, "confirm", json!({})).await;
        app.act("order", order, "fulfil", json!({})).await;
        let made = app.act("order", order, "to_invoice", json!({})).await;
        let invoice = id(&made.data, "invoice");
        let (after, bill) = (
            app.get("order", order).await,
            app.get("invoice", invoice).await,
        );
        assert_eq!(text(&after, "status"), "invoiced");
        for field in [
            "subtotal", "discount", "shipping", "tax", "total", "account", "terms",
        ] {
            assert_eq!(bill[field], after[field], "{field}");
        }
        assert_eq!(text(&bill, "customer_reference"), "PO-77");
        assert_eq!(
            (text(&bill, "status"), text(&bill, "number")),
            ("draft", "")
        );

        let frozen = json!({ "discount": 0 });
        let error = refused(app.try_update("order", order, frozen).await);
        assert_eq!(error.code.name, "commerce.order_invoiced");

        app.act("invoice", invoice, "issue", json!({})).await;
        app.act(
            "invoice",
            invoice,
            "record_payment",
            json!({ "amount": 38.26 }),
        )
        .await;
        assert_eq!(
            text(&app.get("order", order).await, "payment_status"),
            "partly_paid"
        );
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
async fn an_order_whose_invoice_is_void_can_be_invoiced_again() {
    on_sqlite(modules, |app| async move {
        let order = order(&app).await;
        app.act("order", order, "confirm", json!({})).await;
        let made = app
            .act("order", order, "to_invoice", json!({ "issue": true }))
            .await;
        let invoice = id(&made.data, "invoice");
        assert_eq!(
            text(&app.get("invoice", invoice).await, "number"),
            "INV-2026-00001"
        );
        app.act(
            "invoice",
            invoice,
            "void",
            json!({ "reason": "wrong address" }),
        )
        .await;
        assert_eq!(text(&app.get("order", order).await, "status"), "confirmed");
        let made = app.act("order", order, "to_invoice", json!({})).await;
        assert_ne!(id(&made.data, "invoice"), invoice);
    })
    .await;
}

#[tokio::test]
async fn an_order_to_a_supplier_is_not_invoiced() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "direction": "supplier", "status": "confirmed", "lines": [{ "unit_price": 5 }] });
        let order = app.create("order", values).await;
        let error = refused(app.try_act("order", order, "to_invoice", json!({})).await);
        assert_eq!(error.code.name, "commerce.order_not_billable");
        assert!(app.list("invoice", json!(null)).await.is_empty());
    })
    .await;
}
