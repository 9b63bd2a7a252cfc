//! How deals move and close.

use rapport_module_kit::json;
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{modules, text};

async fn deal(app: &TestApp) -> rapport_module_kit::RecordId {
    app.create("deal", json!({ "name": "Ventilation", "amount": 12000.50 }))
        .await
}

#[tokio::test]
async fn lost_deal_needs_a_reason() {
    on_each_database(modules, |app| async move {
        let deal = deal(&app).await;
        let error = refused(
            app.try_update("deal", deal, json!({ "stage": "lost" }))
                .await,
        );
        assert_eq!(error.fields[0].field, "lost_reason");
        assert_eq!(text(&app.get("deal", deal).await, "stage"), "qualification");
        let change = json!({ "stage": "lost", "lost_reason": "Price" });
        assert_eq!(
            text(&app.update("deal", deal, change).await, "stage"),
            "lost"
        );
    })
    .await;
}

#[tokio::test]
async fn closing_sets_the_time_and_reopening_clears_it() {
    on_each_database(modules, |app| async move {
        let deal = deal(&app).await;
        app.clock().set("2026-04-01T10:00:00Z");
        app.act("deal", deal, "close", json!({ "won": true })).await;
        let won = app.get("deal", deal).await;
        assert_eq!(text(&won, "stage"), "won");
        assert_eq!(text(&won, "closed_at"), "2026-04-01T10:00:00.000000Z");
        assert_eq!(won["probability"], 100);

        // Other changes leave the time alone.
        app.clock().advance(3600);
        app.update("deal", deal, json!({ "description": "Signed on paper" }))
            .await;
        assert_eq!(
            text(&app.get("deal", deal).await, "closed_at"),
            "2026-04-01T10:00:00.000000Z"
        );

        app.act(
            "deal",
            deal,
            "move_stage",
            json!({ "stage": "negotiation" }),
        )
        .await;
        let open = app.get("deal", deal).await;
        assert!(open["closed_at"].is_null());
        assert_eq!(open["probability"], 75);
    })
    .await;
}

#[tokio::test]
async fn a_deal_closed_as_lost_keeps_its_reason_until_it_is_reopened() {
    on_sqlite(modules, |app| async move {
        let deal = deal(&app).await;
        let error = refused(
            app.try_act("deal", deal, "close", json!({ "won": false }))
                .await,
        );
        assert_eq!(error.fields[0].field, "lost_reason");
        let input = json!({ "won": false, "lost_reason": "No budget" });
        app.act("deal", deal, "close", input).await;
        let lost = app.get("deal", deal).await;
        assert_eq!(
            (text(&lost, "stage"), text(&lost, "lost_reason")),
            ("lost", "No budget")
        );
        app.act("deal", deal, "move_stage", json!({ "stage": "proposal" }))
            .await;
        assert!(app.get("deal", deal).await["lost_reason"].is_null());
    })
    .await;
}

#[tokio::test]
async fn a_won_deal_cannot_become_a_lost_one_at_once() {
    on_sqlite(modules, |app| async move {
        let deal = deal(&app).await;
        app.act("deal", deal, "close", json!({ "won": true })).await;
        let change = json!({ "stage": "lost", "lost_reason": "Price" });
        let error = refused(app.try_update("deal", deal, change).await);
        assert_eq!(error.code.name, "step_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn a_note_on_the_move_hangs_on_the_deal() {
    on_sqlite(modules, |app| async move {
        let deal = deal(&app).await;
        let input = json!({ "stage": "proposal", "note": "Offer sent by post" });
        let moved = app.act("deal", deal, "move_stage", input).await;
        let notes = app.list("note", json!(null)).await;
        assert_eq!(text(&notes[0], "title"), "Offer sent by post");
        assert_eq!(notes[0]["related"]["id"], deal.to_string());
        // One operation: taking it back takes back both.
        assert_eq!(app.undo(moved.operation.unwrap()).await, 2);
        assert!(app.list("note", json!(null)).await.is_empty());
        assert_eq!(text(&app.get("deal", deal).await, "stage"), "qualification");
    })
    .await;
}

#[tokio::test]
async fn the_stage_history_tells_each_step() {
    on_each_database(modules, |app| async move {
        let deal = deal(&app).await;
        for stage in ["needs_analysis", "negotiation", "won"] {
            app.clock().advance(86_400);
            app.act("deal", deal, "move_stage", json!({ "stage": stage }))
                .await;
        }
        let mut steps = app.history("deal", deal, "stage").await;
        steps.sort_by_key(|(from, _)| from.as_str().map(str::len));
        let told: Vec<String> = steps
            .iter()
            .map(|(_, to)| to.as_str().unwrap().to_owned())
            .collect();
        for stage in ["needs_analysis", "negotiation", "won"] {
            assert!(
                told.iter().any(|to| to == stage),
                "{stage} is missing in {told:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_weighted_amount_follows_amount_and_stage() {
    on_sqlite(modules, |app| async move {
        let deal = deal(&app).await;
        let record = app
            .update("deal", deal, json!({ "stage": "proposal" }))
            .await;
        assert_eq!(record["weighted"].to_string(), "6000.25");
    })
    .await;
}
