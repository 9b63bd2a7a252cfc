//! Credit notes correct what can no longer be changed.

use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{amount, draft, id, issued, modules, text};

async fn mixed(app: &TestApp) -> RecordId {
    let values = json!({
        "lines": [
            { "unit_price": 100, "tax_percent": 19 },
            { "unit_price": 50, "tax_percent": 7 },
        ],
        "discount": 15, "shipping": 5, "shipping_tax_percent": 19, "status": "issued",
    });
    app.create("invoice", values).await
}

#[tokio::test]
async fn a_whole_invoice_is_credited_with_its_lines() {
    on_each_database(modules, |app| async move {
        let invoice = mixed(&app).await;
        let before = app.get("invoice", invoice).await;
        let made = app
            .act(
                "invoice",
                invoice,
                "credit",
                json!({ "reason": "returned" }),
            )
            .await;
        let note = app.get("credit_note", id(&made.data, "credit_note")).await;
        assert_eq!(
            (text(&note, "number"), text(&note, "status")),
            ("CN-2026-00001", "issued")
        );
        for field in ["total", "tax", "discount", "shipping"] {
            assert_eq!(note[field], before[field], "{field}");
        }
        let record = app.get("invoice", invoice).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("paid", "0".into())
        );
        assert_eq!(record["amount_credited"], record["total"]);
        let error = refused(app.try_act("invoice", invoice, "credit", json!({})).await);
        assert_eq!(error.fields[0].field, "amount");
    })
    .await;
}

#[tokio::test]
async fn a_part_is_credited_to_the_cent() {
    on_each_database(modules, |app| async move {
        let invoice = mixed(&app).await;
        for part in ["33.33", "0.03", "70"] {
            let input = json!({ "amount": part });
            let made = app.act("invoice", invoice, "credit", input).await;
            let note = app.get("credit_note", id(&made.data, "credit_note")).await;
            assert_eq!(amount(&note, "total"), part);
        }
        let record = app.get("invoice", invoice).await;
        assert_eq!(amount(&record, "amount_credited"), "103.36");
        assert_eq!(text(&record, "status"), "partly_paid");
        let made = app.act("invoice", invoice, "credit", json!({})).await;
        let note = app.get("credit_note", id(&made.data, "credit_note")).await;
        assert_eq!(text(&note, "number"), "CN-2026-00004");
        assert_eq!(amount(&app.get("invoice", invoice).await, "balance"), "0");
    })
    .await;
}

#[tokio::test]
async fn no_more_is_credited_than_was_asked_for() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        let lines = json!([{ "unit_price": 120 }]);
        let error = refused(
            app.try_act("invoice", invoice, "credit", json!({ "lines": lines }))
                .await,
        );
        assert_eq!(error.code.name, "commerce.not_creditable");
        let error = refused(
            app.try_act("invoice", invoice, "credit", json!({ "amount": 119.01 }))
                .await,
        );
        assert!(error.message.contains("119.00 EUR"), "{}", error.message);
        assert!(app.list("credit_note", json!(null)).await.is_empty());
        let draft = draft(&app).await;
        let values = json!({ "invoice": draft, "lines": lines });
        assert_eq!(
            refused(app.try_create("credit_note", values).await)
                .code
                .name,
            "commerce.not_creditable"
        );
    })
    .await;
}

#[tokio::test]
async fn a_credited_invoice_that_was_paid_is_refunded() {
    on_sqlite(modules, |app| async move {
        let invoice = issued(&app).await;
        app.act("invoice", invoice, "record_payment", json!({}))
            .await;
        let lines = json!([{ "unit_price": 50, "tax_percent": 19 }]);
        app.act("invoice", invoice, "credit", json!({ "lines": lines }))
            .await;
        let record = app.get("invoice", invoice).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("paid", "-59.5".into())
        );
        let refund = json!({ "invoice": invoice, "amount": 59.5, "kind": "refund" });
        app.create("payment", refund).await;
        let record = app.get("invoice", invoice).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("paid", "0".into())
        );
    })
    .await;
}

#[tokio::test]
async fn a_draft_credit_note_counts_when_it_is_issued_and_then_stays() {
    on_sqlite(modules, |app| async move {
        let invoice = issued(&app).await;
        let made = app
            .act("invoice", invoice, "credit", json!({ "issue": false }))
            .await;
        let note = id(&made.data, "credit_note");
        assert_eq!(
            amount(&app.get("invoice", invoice).await, "amount_credited"),
            "0"
        );
        app.act("credit_note", note, "issue", json!({})).await;
        assert_eq!(amount(&app.get("invoice", invoice).await, "balance"), "0");
        let change = json!({ "lines": [{ "unit_price": 1 }] });
        assert_eq!(
            refused(app.try_update("credit_note", note, change).await)
                .code
                .name,
            "commerce.issued"
        );
        let gone = app.engine().delete(&app.ctx(), "credit_note", note).await;
        assert_eq!(refused(gone).code.name, "commerce.issued");
    })
    .await;
}
