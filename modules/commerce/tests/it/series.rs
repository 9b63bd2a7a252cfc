//! Numbers without a gap.

use std::collections::BTreeSet;

use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{draft, modules, text};

async fn numbers(app: &TestApp) -> BTreeSet<String> {
    let invoices = app.list("invoice", json!(null)).await;
    let numbers = invoices
        .iter()
        .map(|invoice| text(invoice, "number").to_owned());
    numbers.filter(|number| !number.is_empty()).collect()
}

fn expected(count: usize) -> BTreeSet<String> {
    (1..=count)
        .map(|number| format!("INV-2026-{number:05}"))
        .collect()
}

#[tokio::test]
async fn fifty_at_once_get_fifty_numbers_one_after_the_other() {
    on_each_database(modules, |app| async move {
        let mut drafts = Vec::new();
        for _ in 0..50 {
            drafts.push(draft(&app).await);
        }
        let issues = drafts.into_iter().map(|invoice| {
            let app = app.clone();
            tokio::spawn(async move { app.act("invoice", invoice, "issue", json!({})).await })
        });
        for issue in issues.collect::<Vec<_>>() {
            issue.await.unwrap();
        }
        assert_eq!(numbers(&app).await, expected(50));
        let series = app.list("number_series", json!(null)).await;
        assert_eq!(series.len(), 1);
        assert_eq!(
            (&series[0]["next"], &series[0]["given"]),
            (&json!(51), &json!(50))
        );
    })
    .await;
}

#[tokio::test]
async fn an_issue_that_fails_takes_no_number() {
    on_each_database(modules, |app| async move {
        let first = draft(&app).await;
        app.act("invoice", first, "issue", json!({})).await;
        let empty = app.create("invoice", json!({ "title": "Nothing" })).await;
        let error = refused(app.try_act("invoice", empty, "issue", json!({})).await);
        assert_eq!(error.fields[0].field, "lines");
        // One of several in a bulk fails beside one that does not.
        let negative = json!({ "lines": [{ "unit_price": -5 }] });
        let negative = app.create("invoice", negative).await;
        refused(
            app.try_update("invoice", negative, json!({ "status": "issued" }))
                .await,
        );
        let second = draft(&app).await;
        app.update("invoice", second, json!({ "status": "issued" }))
            .await;
        assert_eq!(numbers(&app).await, expected(2));
    })
    .await;
}

#[tokio::test]
async fn a_series_only_counts_up() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "name": "Shop", "purpose": "invoice", "pattern": "S{number:3}", "next": 41, "is_default": true });
        let series = app.create("number_series", values).await;
        let invoice = draft(&app).await;
        let done = app.act("invoice", invoice, "issue", json!({})).await;
        assert_eq!(text(&app.get("invoice", invoice).await, "number"), "S041");
        for change in [json!({ "next": 1 }), json!({ "next": 99 }), json!({ "purpose": "credit_note" })] {
            let error = refused(app.try_update("number_series", series, change).await);
            assert_eq!(error.code.name, "commerce.series_in_use");
        }
        let gone = app.engine().delete(&app.ctx(), "number_series", series).await;
        assert!(refused(gone).message.contains("Shop"));
        // Nor does undo give a number back.
        let undone = app.engine().undo_operation(&app.ctx(), done.operation.unwrap()).await;
        assert_eq!(refused(undone).code.name, "not_undoable");
        assert_eq!(text(&app.get("invoice", invoice).await, "number"), "S041");
        assert_eq!(app.get("number_series", series).await["next"], json!(42));
    })
    .await;
}

#[tokio::test]
async fn numbers_begin_anew_each_year() {
    on_sqlite(modules, |app| async move {
        let issue = async |date: &str| {
            let invoice: RecordId = draft(&app).await;
            let issued = app
                .try_act("invoice", invoice, "issue", json!({ "issue_date": date }))
                .await;
            issued.map(|_| invoice)
        };
        let number =
            async |invoice: RecordId| text(&app.get("invoice", invoice).await, "number").to_owned();
        assert_eq!(
            number(issue("2026-12-31").await.unwrap()).await,
            "INV-2026-00001"
        );
        assert_eq!(
            number(issue("2027-01-01").await.unwrap()).await,
            "INV-2027-00001"
        );
        assert_eq!(
            number(issue("2027-01-02").await.unwrap()).await,
            "INV-2027-00002"
        );
        let error = refused(issue("2026-12-31").await);
        assert_eq!(error.fields[0].field, "issue_date");
    })
    .await;
}

#[tokio::test]
async fn numbers_of_a_series_are_not_written_by_hand() {
    on_sqlite(modules, |app| async move {
        let first = draft(&app).await;
        app.act("invoice", first, "issue", json!({})).await;
        let lines = json!([{ "unit_price": 10 }]);
        let taken = json!({ "number": "INV-2026-00002", "lines": lines, "status": "issued" });
        let error = refused(app.try_create("invoice", taken).await);
        assert_eq!(error.code.name, "commerce.number_of_series");
        // One of another system keeps its own, and takes none of ours.
        let other = json!({ "number": "2019/7", "lines": lines, "status": "issued" });
        let other = app.create("invoice", other).await;
        assert_eq!(text(&app.get("invoice", other).await, "number"), "2019/7");
        let third = draft(&app).await;
        app.act("invoice", third, "issue", json!({})).await;
        assert_eq!(
            text(&app.get("invoice", third).await, "number"),
            "INV-2026-00002"
        );
        let again = json!({ "number": "2019/7", "lines": lines });
        assert_eq!(
            refused(app.try_create("invoice", again).await).code.name,
            "duplicate"
        );
    })
    .await;
}

#[tokio::test]
async fn a_pattern_that_cannot_be_used_is_refused() {
    on_sqlite(modules, |app| async move {
        for (pattern, restart) in [("INV", "never"), ("{number}", "yearly"), ("{x}{number}", "never")] {
            let values = json!({ "name": "S", "purpose": "invoice", "pattern": pattern, "restart": restart });
            let error = refused(app.try_create("number_series", values).await);
            assert_eq!(error.fields[0].field, "pattern");
        }
    })
    .await;
}
