//! Invoices: issuing, freezing, voiding, becoming overdue.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{amount, draft, issued, modules, text};

#[tokio::test]
async fn an_issued_invoice_says_who_owes_what_until_when() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        let record = app.get("invoice", invoice).await;
        assert_eq!(text(&record, "status"), "issued");
        assert_eq!(text(&record, "number"), "INV-2026-00001");
        assert_eq!(text(&record, "title"), "Invoice INV-2026-00001");
        assert_eq!(text(&record, "issue_date"), "2026-03-02");
        assert_eq!(text(&record, "due_date"), "2026-04-01");
        assert_eq!(text(&record, "billing_name"), "Bäckerei Süß");
        assert_eq!(text(&record["billing_address"], "city"), "Köln");
        assert_eq!(text(&record, "customer_tax_id"), "DE123");
        assert_eq!(
            (amount(&record, "total"), amount(&record, "balance")),
            ("119".into(), "119".into())
        );
        assert_eq!(amount(&record, "amount_paid"), "0");
    })
    .await;
}

#[tokio::test]
async fn what_is_issued_stays_as_it_is() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        let before = app.get("invoice", invoice).await;
        for change in [
            json!({ "lines": [{ "unit_price": 1 }] }),
            json!({ "discount": 1 }),
            json!({ "total_currency": "USD" }),
            json!({ "account": null }),
            json!({ "issue_date": "2026-01-01" }),
            json!({ "number": "X" }),
            json!({ "billing_name": "Somebody else" }),
            json!({ "status": "draft" }),
        ] {
            let error = refused(app.try_update("invoice", invoice, change.clone()).await);
            assert!(error.code.name == "commerce.issued", "{change}: {error:?}");
        }
        let error = refused(app.engine().delete(&app.ctx(), "invoice", invoice).await);
        assert_eq!(error.code.name, "commerce.issued");
        assert!(
            error.message.contains("INV-2026-00001"),
            "{}",
            error.message
        );
        assert_eq!(app.get("invoice", invoice).await, before);
        app.update(
            "invoice",
            invoice,
            json!({ "tags": ["spring"], "due_date": "2026-04-15" }),
        )
        .await;
        // The customer moves on; the invoice does not.
        let account = text(&before, "account").parse().unwrap();
        app.update("account", account, json!({ "name": "New name" }))
            .await;
        assert_eq!(
            text(&app.get("invoice", invoice).await, "billing_name"),
            "Bäckerei Süß"
        );
        let used = refused(app.engine().delete(&app.ctx(), "account", account).await);
        assert_eq!(used.code.name, "conflict");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_free_and_can_be_thrown_away() {
    on_sqlite(modules, |app| async move {
        let invoice = draft(&app).await;
        let lines = json!([{ "unit_price": 50 }]);
        let record = app
            .update(
                "invoice",
                invoice,
                json!({ "lines": lines, "total_currency": "USD" }),
            )
            .await;
        assert_eq!(
            (amount(&record, "total"), text(&record, "total_currency")),
            ("50".into(), "USD")
        );
        assert_eq!(
            text(&app.get("invoice", invoice).await, "balance_currency"),
            "USD"
        );
        app.engine()
            .delete(&app.ctx(), "invoice", invoice)
            .await
            .unwrap();
        let other = issued(&app).await;
        assert_eq!(
            text(&app.get("invoice", other).await, "number"),
            "INV-2026-00001"
        );
    })
    .await;
}

#[tokio::test]
async fn a_void_invoice_asks_for_nothing_and_keeps_its_number() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        app.act("invoice", invoice, "void", json!({ "reason": "twice" }))
            .await;
        let record = app.get("invoice", invoice).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("void", "0".into())
        );
        assert_eq!(text(&record, "number"), "INV-2026-00001");
        assert_eq!(text(&record, "void_reason"), "twice");
        let paid = json!({ "invoice": invoice, "amount": 5 });
        assert_eq!(
            refused(app.try_create("payment", paid).await).code.name,
            "commerce.not_payable"
        );
        refused(
            app.try_update("invoice", invoice, json!({ "status": "issued" }))
                .await,
        );

        let settled = issued(&app).await;
        app.act("invoice", settled, "record_payment", json!({ "amount": 5 }))
            .await;
        let void = json!({ "reason": "no" });
        refused(app.try_act("invoice", settled, "void", void).await);
        assert_eq!(
            text(&app.get("invoice", settled).await, "status"),
            "partly_paid"
        );
    })
    .await;
}

#[tokio::test]
async fn time_makes_invoices_overdue() {
    on_each_database(modules, |app| async move {
        let (late, paid) = (issued(&app).await, issued(&app).await);
        app.act("invoice", paid, "record_payment", json!({})).await;
        app.clock().set("2026-04-01T12:00:00Z");
        app.run_chores().await;
        assert_eq!(text(&app.get("invoice", late).await, "status"), "issued");
        app.clock().set("2026-04-02T12:00:00Z");
        assert!(app.run_chores().await.contains(&"commerce.overdue"));
        assert_eq!(text(&app.get("invoice", late).await, "status"), "overdue");
        assert_eq!(text(&app.get("invoice", paid).await, "status"), "paid");
        app.update("invoice", late, json!({ "due_date": "2026-05-01" }))
            .await;
        assert_eq!(text(&app.get("invoice", late).await, "status"), "issued");
    })
    .await;
}

#[tokio::test]
async fn whoever_says_paid_records_the_payment() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        app.act(
            "invoice",
            invoice,
            "record_payment",
            json!({ "amount": 19 }),
        )
        .await;
        let record = app
            .update("invoice", invoice, json!({ "status": "paid" }))
            .await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("paid", "0".into())
        );
        let payments = app.list("payment", json!(null)).await;
        assert_eq!(payments.len(), 2);
        assert!(
            payments
                .iter()
                .any(|payment| amount(payment, "amount") == "100")
        );
        // What comes from elsewhere and is paid, was paid there.
        let old = json!({ "number": "7", "status": "paid", "lines": [{ "unit_price": 8 }] });
        let old = app.get("invoice", app.create("invoice", old).await).await;
        assert_eq!(
            (text(&old, "status"), amount(&old, "paid_before")),
            ("paid", "8".into())
        );
        assert_eq!(app.list("payment", json!(null)).await.len(), 2);
    })
    .await;
}
