//! Pipelines.

use rapport_module_kit::json;
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

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
        assert_eq!(error.code.name, "state_not_offered");
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

async fn short(app: &TestApp) -> rapport_module_kit::RecordId {
    let settings = json!({
        "proposal": { "label": "Offer", "probability": 35 },
        "negotiation": { "probability": 60 },
    });
    let stages = json!(["proposal", "negotiation"]);
    let pipeline = json!({ "name": "Short", "stages": stages, "stage_settings": settings });
    app.create("pipeline", pipeline).await
}

#[tokio::test]
async fn a_deal_is_only_ever_in_a_stage_of_its_pipeline() {
    on_each_database(modules, |app| async move {
        let pipeline = short(&app).await;
        let told = |error: rapport_module_kit::Error| {
            assert_eq!(error.code.name, "state_not_offered");
            assert_eq!(error.fields[0].field, "stage");
            let message = &error.fields[0].message;
            assert!(message.contains("`Short`"), "{message}");
            assert!(message.contains("`qualification`"), "{message}");
            assert!(message.contains("`Offer`, `Negotiation`"), "{message}");
        };
        let first = json!({ "name": "A", "pipeline": pipeline, "stage": "qualification" });
        told(refused(app.try_create("deal", first).await));
        let deal = app
            .create("deal", json!({ "name": "A", "pipeline": pipeline }))
            .await;
        let back = json!({ "stage": "qualification" });
        told(refused(app.try_update("deal", deal, back.clone()).await));
        told(refused(
            app.try_act("deal", deal, "move_stage", back.clone()).await,
        ));
        // A deal elsewhere cannot come in with its stage, but with another.
        let other = app.create("deal", json!({ "name": "B" })).await;
        let into = json!({ "pipeline": pipeline });
        told(refused(app.try_update("deal", other, into).await));
        let into = json!({ "pipeline": pipeline, "stage": "negotiation" });
        let moved = app.update("deal", other, into).await;
        assert_eq!(
            (text(&moved, "stage"), &moved["probability"]),
            ("negotiation", &json!(60))
        );

        assert_eq!(text(&app.get("deal", deal).await, "stage"), "proposal");
    })
    .await;
}

#[tokio::test]
async fn a_deal_begins_in_the_first_stage_of_its_pipeline_with_its_probability() {
    on_each_database(modules, |app| async move {
        let pipeline = short(&app).await;
        let deal = json!({ "name": "A", "pipeline": pipeline, "amount": 1000 });
        let deal = app.create("deal", deal).await;
        let record = app.get("deal", deal).await;
        assert_eq!(
            (text(&record, "stage"), &record["probability"]),
            ("proposal", &json!(35))
        );
        assert_eq!(record["weighted"].to_string(), "350");
        let moved = app
            .update("deal", deal, json!({ "stage": "negotiation" }))
            .await;
        assert_eq!(
            (&moved["probability"], moved["weighted"].to_string()),
            (&json!(60), "600".to_owned())
        );
        let own = app
            .update(
                "deal",
                deal,
                json!({ "stage": "proposal", "probability": 5 }),
            )
            .await;
        assert_eq!(own["probability"], 5);
        app.act("deal", deal, "close", json!({ "won": true })).await;
        assert_eq!(app.get("deal", deal).await["probability"], 100);
    })
    .await;
}

#[tokio::test]
async fn a_stage_with_deals_stays_in_its_pipeline() {
    on_each_database(modules, |app| async move {
        let pipeline = short(&app).await;
        let deal = app
            .create("deal", json!({ "name": "A", "pipeline": pipeline }))
            .await;
        let less = json!({ "stages": ["negotiation"] });
        let error = refused(app.try_update("pipeline", pipeline, less.clone()).await);
        assert_eq!(error.fields[0].field, "stages");
        assert!(error.message.contains("`proposal`"), "{error}");
        app.update("deal", deal, json!({ "stage": "negotiation" }))
            .await;
        app.update("pipeline", pipeline, less).await;
        // Another order and none at all take nothing away.
        app.update(
            "pipeline",
            pipeline,
            json!({ "stages": ["qualification", "negotiation"] }),
        )
        .await;
        app.update("pipeline", pipeline, json!({ "stages": null }))
            .await;
    })
    .await;
}

#[tokio::test]
async fn settings_are_of_stages_that_exist() {
    on_sqlite(modules, |app| async move {
        let pipeline = short(&app).await;
        for settings in [
            json!({ "propsal": {} }),
            json!({ "proposal": 5 }),
            json!({ "proposal": { "probability": 101 } }),
            json!({ "proposal": { "label": " " } }),
            json!({ "proposal": { "colour": "red" } }),
            json!([1]),
        ] {
            let change = json!({ "stage_settings": settings });
            let error = refused(app.try_update("pipeline", pipeline, change).await);
            assert_eq!(error.fields[0].field, "stage_settings", "{settings}");
        }
    })
    .await;
}
