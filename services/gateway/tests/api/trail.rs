//! `/audit`, `/operations/{id}/undo`, `/{entities}/{id}/timeline`, `/history`.

use axum::http::Method;
use serde_json::json;

use crate::support::on_each_database;

#[tokio::test]
async fn what_was_done_is_told_and_taken_back() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = ada.create("accounts", json!({ "name": "One" })).await;
        let path = format!("/accounts/{id}");
        let web = [("x-rapport-client", "web")];
        let changed = ada
            .call(Method::PATCH, &path, &web, Some(json!({ "name": "Two" })))
            .await
            .ok(200);
        let audit = ada.get(&format!("{path}/audit")).await.ok(200);
        assert_eq!(audit["data"][0]["action"], json!("update"));
        assert_eq!(audit["data"][0]["source"], json!("ui"));
        assert_eq!(audit["data"][1]["source"], json!("api"));
        assert_eq!(audit["data"][0]["actor"]["name"], json!("Ada"));
        let change = &audit["data"][0]["changes"][0];
        assert_eq!(
            (&change["old"], &change["new"]),
            (&json!("One"), &json!("Two"))
        );
        let whole = ada.get("/audit?action=update&entity=account").await.ok(200);
        assert_eq!(whole["data"], json!([audit["data"][0]]));
        ada.get("/audit?colour=red")
            .await
            .problem(400, "unknown_field");
        ada.get("/audit?record=7").await.problem(400, "invalid");

        let operation = changed["operation"].as_str().unwrap();
        let undone = ada
            .post(&format!("/operations/{operation}/undo"), json!({}))
            .await
            .ok(200);
        assert_eq!(undone["data"]["undone"], json!(1));
        assert_eq!(ada.get(&path).await.ok(200)["data"]["name"], json!("One"));
        ada.post(&format!("/operations/{operation}/undo"), json!({}))
            .await
            .problem(409, "not_undoable");
        let entry = audit["data"][1]["id"].as_str().unwrap();
        ada.post(&format!("/audit/{entry}/undo"), json!({}))
            .await
            .ok(200);
        assert_eq!(ada.get("/accounts").await.ok(200)["data"], json!([]));
        let nobody = "019a0000-0000-7000-8000-000000000001";
        ada.post(&format!("/operations/{nobody}/undo"), json!({}))
            .await
            .problem(404, "not_found");
        ada.post(&format!("/audit/{nobody}/undo"), json!({}))
            .await
            .problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_timeline_merges_changes_and_activities() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = ada.create("deals", json!({ "name": "Big" })).await;
        app.clock.advance(60);
        ada.create(
            "notes",
            json!({ "body": "Called", "related": { "entity": "deal", "id": id } }),
        )
        .await;
        app.clock.advance(60);
        ada.post(
            &format!("/deals/{id}/move_stage"),
            json!({ "stage": "proposal" }),
        )
        .await
        .ok(200);
        let timeline = ada.get(&format!("/deals/{id}/timeline")).await.ok(200);
        let kinds: Vec<&str> = timeline["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["change", "note", "change"]);
        let notes = ada
            .get(&format!("/deals/{id}/timeline?kinds=note&limit=1"))
            .await
            .ok(200);
        assert_eq!(notes["data"].as_array().unwrap().len(), 1);
        let history = ada
            .get(&format!("/deals/{id}/history?field=stage"))
            .await
            .ok(200);
        let last = history["data"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (&last["from"], &last["to"]),
            (&json!("qualification"), &json!("proposal"))
        );
        ada.get(&format!("/deals/{id}/history?field=name"))
            .await
            .problem(400, "unknown_field");
        ada.get(&format!("/deals/{id}/timeline?cursor=abc"))
            .await
            .problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_does_not_exist_is_refused_by_name() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = ada.create("accounts", json!({ "name": "One" })).await;
        let nobody = ada.get("/search?q=one&entities=account,bogus").await;
        let told = nobody.problem(400, "unknown_field");
        assert_eq!(told["errors"][0]["field"], json!("entities"));
        let kinds = ada.get(&format!("/accounts/{id}/timeline?kinds=foo")).await;
        let told = kinds.problem(400, "invalid");
        assert_eq!(told["errors"][0]["field"], json!("kinds"));
        let known = format!("/accounts/{id}/timeline?kinds=change,note");
        ada.get(&known).await.ok(200);
        ada.get("/search?q=one&entities=accounts").await.ok(200);
        for query in ["filter[name]=", "filter[name][contains]=", "name="] {
            let reply = ada.get(&format!("/accounts?{query}")).await;
            let told = reply.problem(400, "invalid");
            assert_eq!(told["errors"][0]["field"], json!("name"), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_hit_tells_where_it_belongs_as_far_as_the_caller_sees() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let acme = ada.create("accounts", json!({ "name": "Acme" })).await;
        let contact = json!({ "last_name": "Zoller", "account": acme, "email": "z@example.org" });
        ada.create("contacts", contact).await;
        let deal = json!({ "name": "Zoller pump", "stage": "proposal" });
        ada.create("deals", deal).await;
        let hits = ada.get("/search?q=zoller").await.ok(200);
        let subtitle = |entity: &str| {
            let mut all = hits["data"].as_array().unwrap().iter();
            let hit = all.find(|hit| hit["entity"] == entity).unwrap();
            hit["subtitle"].as_str().unwrap().to_owned()
        };
        assert!(subtitle("contact").starts_with("Acme"), "{hits}");
        assert_eq!(subtitle("deal"), "Proposal");
    })
    .await;
}
