//! A purge of the data model is one of the trail and of search as well.

use serde_json::json;

use crate::support::on_each_database;

#[tokio::test]
async fn purged_values_are_nowhere() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let field = json!({ "label": "Nickname", "name": "nickname", "type": "text", "search": "normal" });
        ada.post("/meta/entities/contact/fields", field).await.ok(201);
        let boat = json!({ "label": "Boat", "fields": [{ "label": "Name", "name": "name", "type": "text" }] });
        ada.post("/meta/entities", boat).await.ok(201);
        let contact = json!({ "last_name": "Hopper", "custom_fields": { "nickname": "Amazing Grace" } });
        ada.create("contacts", contact).await;
        let boat = ada.create("boats", json!({ "name": "Nautilus" })).await;
        let found = ada.get("/search?q=amazing").await;
        assert!(String::from_utf8_lossy(&found.bytes).contains("Hopper"));

        let hold = json!({ "subject": { "entity": "boat", "id": boat }, "reason": "Claim" });
        let hold = ada.post("/privacy/holds", hold).await.ok(201)["data"][0]["id"].clone();
        ada.delete("/meta/entities/boat?purge=true").await.problem(409, "on_hold");
        ada.delete(&format!("/privacy/holds/{}", hold.as_str().unwrap())).await.ok(200);
        ada.delete("/meta/entities/contact/fields/nickname?purge=true").await.ok(200);
        ada.delete("/meta/entities/boat?purge=true").await.ok(200);
        app.work().await;

        for path in ["/audit?limit=1000", "/search?q=amazing", "/search?q=nautilus", "/contacts"] {
            let reply = ada.get(path).await;
            let text = String::from_utf8_lossy(&reply.bytes).to_lowercase();
            assert!(!text.contains("amazing grace") && !text.contains("\"nautilus"), "{path}: {text}");
            assert!(!path.contains("amazing") || !text.contains("hopper"), "{path}: {text}");
        }
        let found = ada.get("/search?q=hopper").await;
        assert!(String::from_utf8_lossy(&found.bytes).contains("Hopper"));
        ada.post("/audit/verify", json!({})).await.ok(202);
        app.work().await;
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        assert_eq!(head["verified"]["problems"], json!([]), "{head}");
    })
    .await;
}
