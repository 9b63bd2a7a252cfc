//! Strategies: their versions and copies.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{modules, text};

async fn strategy(app: &TestApp) -> RecordId {
    let values = json!({
        "name": "Roofs", "tag": "roof", "tone": "friendly", "ai_instructions": "Ask for the address.",
        "objection_handling": "Offer a survey.", "qualification_priority": "budget", "creativity": 7,
        "ai_objective": "A date for a survey", "disqualification_criteria": "Rented flats",
        "example_conversation": [{ "role": "user", "content": "Hi" }], "delay_min": 30, "delay_max": 120,
        "description": "For house owners", "steps": ["Greet", "Ask", "Book"],
    });
    app.create("strategy", values).await
}

async fn versions(app: &TestApp) -> Vec<Json> {
    let mut all = app.list("strategy_version", Json::Null).await;
    all.sort_by_key(|version| version["revision"].as_i64());
    all
}

#[tokio::test]
async fn a_change_of_an_active_strategy_keeps_what_it_said() {
    on_each_database(modules, |app| async move {
        let id = strategy(&app).await;
        app.update("strategy", id, json!({ "tone": "dry" })).await;
        assert!(versions(&app).await.is_empty(), "a draft has no versions");
        app.update("strategy", id, json!({ "status": "active" }))
            .await;
        app.update("strategy", id, json!({ "tags": ["roof"] }))
            .await;
        assert!(versions(&app).await.is_empty(), "tags are not what it says");
        let changed = app
            .update("strategy", id, json!({ "tone": "warm", "delay_max": 60 }))
            .await;
        assert_eq!(changed["revision"], json!(2));
        let kept = versions(&app).await;
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0]["revision"], json!(1));
        assert_eq!(kept[0]["content"]["tone"], "dry");
        assert_eq!(kept[0]["content"]["delay_max"], json!(120));
        assert_eq!(kept[0]["content"]["steps"], json!(["Greet", "Ask", "Book"]));
        assert_eq!(text(&kept[0], "owner"), app.user().to_string());

        let back = json!({ "revision": 1 });
        let restored = app.act("strategy", id, "restore_version", back).await;
        let now = app.get("strategy", id).await;
        assert_eq!(
            (text(&now, "tone"), &now["delay_max"]),
            ("dry", &json!(120))
        );
        assert_eq!(now["revision"], json!(3));
        assert_eq!(versions(&app).await.len(), 2);
        app.undo(restored.operation.unwrap()).await;
        let now = app.get("strategy", id).await;
        assert_eq!((text(&now, "tone"), &now["revision"]), ("warm", &json!(2)));
        assert_eq!(versions(&app).await.len(), 1);
        let unknown = app
            .try_act("strategy", id, "restore_version", json!({ "revision": 9 }))
            .await;
        assert_eq!(refused(unknown).code.name, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_a_draft_of_its_own() {
    on_each_database(modules, |app| async move {
        let id = strategy(&app).await;
        app.update("strategy", id, json!({ "status": "active" }))
            .await;
        let made = app.act("strategy", id, "duplicate", json!({})).await;
        assert_eq!(text(&made.data, "name"), "Roofs (Copy)");
        let copy: RecordId = text(&made.data, "id").parse().unwrap();
        let (copy, original) = (
            app.get("strategy", copy).await,
            app.get("strategy", id).await,
        );
        assert_eq!(
            (text(&copy, "status"), &copy["revision"]),
            ("draft", &json!(1))
        );
        assert_eq!(copy["copy_of"], original["id"]);
        for field in [
            "tone",
            "creativity",
            "steps",
            "example_conversation",
            "delay_min",
        ] {
            assert_eq!(copy[field], original[field], "{field}");
        }
        let named = app
            .act("strategy", id, "duplicate", json!({ "name": "Walls" }))
            .await;
        assert_eq!(text(&named.data, "name"), "Walls");
    })
    .await;
}

#[tokio::test]
async fn versions_are_not_written_by_hand() {
    on_sqlite(modules, |app| async move {
        let id = strategy(&app).await;
        let made = app
            .try_create("strategy_version", json!({ "strategy": id, "revision": 1 }))
            .await;
        assert!(!refused(made).fields.is_empty());
        let order = app
            .try_update("strategy", id, json!({ "delay_min": 500 }))
            .await;
        assert_eq!(refused(order).fields[0].field, "delay_max");
    })
    .await;
}

#[tokio::test]
async fn leads_and_deals_are_led_by_a_strategy() {
    on_sqlite(modules, |app| async move {
        let id = strategy(&app).await;
        let lead = json!({ "last_name": "Hopper", "company": "Navy", "strategy": id });
        let lead = app.create("lead", lead).await;
        let made = app
            .act("lead", lead, "convert", json!({ "create_deal": true }))
            .await;
        let deal: RecordId = text(&made.data, "deal").parse().unwrap();
        assert_eq!(
            text(&app.get("deal", deal).await, "strategy"),
            id.to_string()
        );
    })
    .await;
}
