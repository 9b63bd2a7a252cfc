//! Pipelines.

use rapport_module_kit::json;
use rapport_testkit::{on_sqlite, refused};

use crate::{modules, text};

#[tokio::test]
async fn one_pipeline_is_the_default() {
    on_sqlite(modules, |app| async move {
        let first = app.create("pipeline", json!({ "name": "Projects" })).await;
        let second = app.create("pipeline", json!({ "name": "Service" })).await;
        app.act("pipeline", first, "make_default", json!({})).await;
        app.act("pipeline", second, "make_default", json!({})).await;
        assert_eq!(app.get("pipeline", first).await["is_default"], false);
        assert_eq!(app.get("pipeline", second).await["is_default"], true);
        // Doing it again changes nothing.
        app.act("pipeline", second, "make_default", json!({})).await;
        assert_eq!(app.get("pipeline", second).await["is_default"], true);
    })
    .await;
}

#[tokio::test]
async fn a_deal_moves_within_the_stages_of_its_pipeline() {
    on_sqlite(modules, |app| async move {
        let stages = json!(["qualification", "proposal"]);
        let pipeline = app
            .create("pipeline", json!({ "name": "Short", "stages": stages }))
            .await;
        let deal = app
            .create("deal", json!({ "name": "Renewal", "pipeline": pipeline }))
            .await;
        let to = |stage: &str| json!({ "stage": stage });
        let error = refused(
            app.try_act("deal", deal, "move_stage", to("negotiation"))
                .await,
        );
        assert_eq!(error.code.name, "crm.stage_not_in_pipeline");
        app.act("deal", deal, "move_stage", to("proposal")).await;
        app.act("deal", deal, "move_stage", to("won")).await;
        assert_eq!(text(&app.get("deal", deal).await, "stage"), "won");
    })
    .await;
}

#[tokio::test]
async fn a_pipeline_with_deals_stays() {
    on_sqlite(modules, |app| async move {
        let pipeline = app.create("pipeline", json!({ "name": "Projects" })).await;
        app.create("deal", json!({ "name": "Hall", "pipeline": pipeline }))
            .await;
        let error = refused(app.engine().delete(&app.ctx(), "pipeline", pipeline).await);
        assert_eq!(error.code.name, "conflict");
    })
    .await;
}
