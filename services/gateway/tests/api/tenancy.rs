//! What one tenant has does not exist for another, by any route that names an id.

use axum::http::Method;
use rapport_gateway::{Access, routes};
use serde_json::{Value, json};

use crate::support::on_each_database;

#[tokio::test]
async fn the_other_tenants_ids_do_not_exist() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let eve = app.founder("Eve").await;
        let deal = ada.create("deals", json!({ "name": "Secret" })).await;
        let changed = ada
            .patch(&format!("/deals/{deal}"), json!({ "name": "Most secret" }))
            .await
            .ok(200);
        let operation = changed["operation"].as_str().unwrap().to_owned();
        let entry = ada.get("/audit").await.ok(200)["data"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let before = ada.get(&format!("/deals/{deal}")).await.ok(200);
        let mut tried = 0;
        for route in routes()
            .iter()
            .filter(|route| route.access == Access::SignedIn)
        {
            let id = match route.path {
                path if path.contains("{entities}/{id}") => &deal,
                "/api/v1/operations/{id}/undo" => &operation,
                "/api/v1/audit/{id}/undo" => &entry,
                "/api/v1/users/{id}" => &ada.id,
                _ => continue,
            };
            if route.name == "collection_action" {
                continue;
            }
            let path = route
                .path
                .replace("{entities}", "deals")
                .replace("{id}", id);
            let path = path.replace("{action}", "move_stage");
            let path = path.strip_prefix("/api/v1").unwrap();
            let body = match route.name {
                "update" | "replace" => Some(json!({ "name": "Stolen" })),
                "action" => Some(json!({ "stage": "won" })),
                "users.update" => Some(json!({ "active": false })),
                "shares.create" => Some(json!({ "to": { "user": eve.id }, "level": "read" })),
                _ => (route.method == Method::POST).then(|| json!({})),
            };
            let reply = eve.call(route.method.clone(), path, &[], body).await;
            assert_eq!(
                reply.status.as_u16(),
                404,
                "{} {path}: {reply:?}",
                route.method
            );
            assert!(!String::from_utf8_lossy(&reply.bytes).contains("secret"));
            tried += 1;
        }
        assert!(tried >= 12, "only {tried} routes were tried");
        assert_eq!(ada.get(&format!("/deals/{deal}")).await.ok(200), before);
        ada.get("/me").await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn the_other_tenants_records_are_not_listed_counted_found_or_linked() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let eve = app.founder("Eve").await;
        let account = ada.create("accounts", json!({ "name": "Secret" })).await;
        assert_eq!(
            eve.get("/accounts?count=exact").await.ok(200)["pagination"]["total"],
            json!(0)
        );
        assert_eq!(eve.get("/search?q=secret").await.ok(200)["data"], json!([]));
        let rows = eve.get("/accounts/aggregate?metrics=count").await.ok(200);
        let count = rows["data"]
            .get(0)
            .map_or(json!(0), |row| row["count"].clone());
        assert_eq!(count, json!(0));
        let linked = eve
            .post("/contacts", json!({ "last_name": "X", "account": account }))
            .await;
        linked.problem(400, "broken_link");
        let owned = eve
            .post("/contacts", json!({ "last_name": "X", "owner": ada.id }))
            .await;
        assert!(owned.status.is_client_error(), "{owned:?}");
        let bulk = json!({ "action": "delete", "ids": [account] });
        assert_eq!(
            eve.post("/accounts/bulk", bulk).await.ok(200)["data"]["changed"],
            json!(0)
        );
        assert_eq!(
            eve.get("/audit?kind=change").await.ok(200)["data"],
            Value::Array(Vec::new())
        );
        let users = eve.get("/users").await.ok(200);
        assert_eq!(users["data"].as_array().unwrap().len(), 1);
        ada.get(&format!("/accounts/{account}")).await.ok(200);
    })
    .await;
}
