//! Payments and refunds.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{amount, draft, issued, modules, text};

#[tokio::test]
async fn payments_settle_their_invoice() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        let first = json!({ "invoice": invoice, "amount": 19.5, "method": "cash" });
        let first = app.create("payment", first).await;
        let record = app.get("invoice", invoice).await;
        assert_eq!(text(&record, "status"), "partly_paid");
        assert_eq!(
            (amount(&record, "amount_paid"), amount(&record, "balance")),
            ("19.5".into(), "99.5".into())
        );
        let payment = app.get("payment", first).await;
        assert_eq!(payment["account"], record["account"]);
        assert_eq!(text(&payment, "date"), "2026-03-02");
        app.act(
            "invoice",
            invoice,
            "record_payment",
            json!({ "method": "card", "reference": "tx 9" }),
        )
        .await;
        let record = app.get("invoice", invoice).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("paid", "0".into())
        );
        assert!(!record["paid_at"].is_null());
        // A payment that was wrong is taken away, and the invoice asks again.
        app.engine()
            .delete(&app.ctx(), "payment", first)
            .await
            .unwrap();
        let record = app.get("invoice", invoice).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("partly_paid", "19.5".into())
        );
        assert!(record["paid_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn nobody_pays_more_than_is_owed() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        let pay = |amount: f64| json!({ "invoice": invoice, "amount": amount });
        let error = refused(app.try_create("payment", pay(119.01)).await);
        assert_eq!(error.code.name, "commerce.overpaid");
        assert!(
            error.message.contains("119.00 EUR that are owed"),
            "{}",
            error.message
        );
        let payment = app.create("payment", pay(100.0)).await;
        refused(app.try_create("payment", pay(20.0)).await);
        refused(
            app.try_update("payment", payment, json!({ "amount": 120 }))
                .await,
        );
        app.update("payment", payment, json!({ "amount": 119 }))
            .await;
        assert_eq!(text(&app.get("invoice", invoice).await, "status"), "paid");
        let error = refused(
            app.try_act("invoice", invoice, "record_payment", json!({}))
                .await,
        );
        assert_eq!(error.fields[0].field, "amount");
    })
    .await;
}

#[tokio::test]
async fn two_who_pay_at_once_do_not_overpay() {
    on_each_database(modules, |app| async move {
        let invoice = issued(&app).await;
        let pay = || {
            let (app, values) = (app.clone(), json!({ "invoice": invoice, "amount": 100 }));
            tokio::spawn(async move { app.try_create("payment", values).await.is_ok() })
        };
        let (one, two, three) = (pay(), pay(), pay());
        let done = [one.await.unwrap(), two.await.unwrap(), three.await.unwrap()];
        assert_eq!(done.iter().filter(|done| **done).count(), 1);
        assert_eq!(amount(&app.get("invoice", invoice).await, "balance"), "19");
    })
    .await;
}

#[tokio::test]
async fn a_refund_gives_back_what_was_paid() {
    on_sqlite(modules, |app| async move {
        let invoice = issued(&app).await;
        let refund =
            |amount: i64| json!({ "invoice": invoice, "amount": amount, "kind": "refund" });
        refused(app.try_create("payment", refund(5)).await);
        app.act("invoice", invoice, "record_payment", json!({}))
            .await;
        app.create("payment", refund(19)).await;
        let record = app.get("invoice", invoice).await;
        assert_eq!(
            (text(&record, "status"), amount(&record, "balance")),
            ("partly_paid", "19".into())
        );
        refused(app.try_create("payment", refund(101)).await);
    })
    .await;
}

#[tokio::test]
async fn a_payment_fits_its_invoice() {
    on_sqlite(modules, |app| async move {
        let (invoice, draft) = (issued(&app).await, draft(&app).await);
        for (values, field) in [
            (
                json!({ "invoice": invoice, "amount": 5, "amount_currency": "USD" }),
                "amount",
            ),
            (json!({ "invoice": invoice, "amount": 0 }), "amount"),
            (json!({ "invoice": invoice, "amount": -5 }), "amount"),
            (json!({ "invoice": draft, "amount": 5 }), "invoice"),
            (json!({ "amount": 5 }), "invoice"),
        ] {
            let error = refused(app.try_create("payment", values.clone()).await);
            assert_eq!(error.fields[0].field, field, "{values}");
        }
        assert!(app.list("payment", json!(null)).await.is_empty());
    })
    .await;
}
