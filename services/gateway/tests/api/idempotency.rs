//! `Idempotency-Key`.

use axum::http::Method;
use serde_json::json;

use crate::support::on_each_database;

#[tokio::test]
async fn a_repeated_create_has_one_effect() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let key = [("idempotency-key", "k-1")];
        let body = json!({ "name": "Once" });
        let first = ada
            .call(Method::POST, "/accounts", &key, Some(body.clone()))
            .await
            .ok(201);
        let second = ada
            .call(Method::POST, "/accounts", &key, Some(body.clone()))
            .await
            .ok(201);
        assert_eq!(first["data"]["id"], second["data"]["id"]);
        assert_eq!(first["operation"], second["operation"]);
        assert_eq!(
            ada.get("/accounts").await.ok(200)["data"]
                .as_array()
                .unwrap()
                .len(),
            1
        );

        let other = ada
            .call(
                Method::POST,
                "/accounts",
                &key,
                Some(json!({ "name": "Twice" })),
            )
            .await;
        other.problem(409, "idempotency_mismatch");
        let bob = app.founder("Bob").await;
        bob.call(Method::POST, "/accounts", &key, Some(body))
            .await
            .ok(201);
    })
    .await;
}

#[tokio::test]
async fn a_repeated_action_has_one_effect() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = ada.create("deals", json!({ "name": "Big" })).await;
        let path = format!("/deals/{id}/move_stage");
        let key = [("idempotency-key", "k-2")];
        let body = json!({ "stage": "proposal" });
        let first = ada
            .call(Method::POST, &path, &key, Some(body.clone()))
            .await
            .ok(200);
        let second = ada
            .call(Method::POST, &path, &key, Some(body))
            .await
            .ok(200);
        assert_eq!(first["operation"], second["operation"]);
        assert_eq!(
            ada.get(&format!("/deals/{id}")).await.ok(200)["data"]["version"],
            json!(2)
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_must_be_sane() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let long = "k".repeat(256);
        for key in ["", long.as_str()] {
            let headers = [("idempotency-key", key)];
            let reply = ada
                .call(
                    Method::POST,
                    "/accounts",
                    &headers,
                    Some(json!({ "name": "A" })),
                )
                .await;
            reply.problem(400, "invalid");
        }
        assert_eq!(ada.get("/accounts").await.ok(200)["data"], json!([]));
    })
    .await;
}
