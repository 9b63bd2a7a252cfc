//! `/{entities}` and `/{entities}/{id}`: one record.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::on_each_database;

#[tokio::test]
async fn a_record_is_created_read_changed_binned_and_restored() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let created = ada
            .post("/contacts", json!({ "firstName": "Grace", "last_name": "Hopper", "email": "grace@example.org" }))
            .await;
        let body = created.ok(201);
        assert_eq!(created.header("etag"), "\"1\"");
        assert_eq!(body["data"]["first_name"], json!("Grace"));
        assert_eq!(body["data"]["version"], json!(1));
        assert!(body["operation"].is_string());
        let id = body["data"]["id"].as_str().unwrap();

        let read = ada.get(&format!("/contacts/{id}")).await;
        assert_eq!(read.header("etag"), "\"1\"");
        assert_eq!(read.ok(200)["data"], body["data"], "create and get tell the same");

        let path = format!("/contacts/{id}");
        let changed = ada.patch(&path, json!({ "title": "Rear admiral" })).await;
        assert_eq!(changed.header("etag"), "\"2\"");
        assert_eq!(changed.ok(200)["data"]["title"], json!("Rear admiral"));
        let put = ada.call(Method::PUT, &path, &[], Some(json!({ "department": "Navy" }))).await;
        assert_eq!(put.ok(200)["data"]["title"], json!("Rear admiral"), "PUT is partial too");

        let deleted = ada.delete(&path).await.ok(200);
        assert_eq!(deleted["data"], json!({ "id": id }));
        assert!(deleted["operation"].is_string());
        assert_eq!(ada.get("/contacts").await.ok(200)["data"], json!([]));
        assert!(ada.get(&path).await.ok(200)["data"]["deleted_at"].is_string());
        ada.patch(&path, json!({ "title": "x" })).await.problem(404, "not_found");

        let restored = ada.post(&format!("{path}/restore"), json!({})).await.ok(200);
        assert_eq!(restored["data"]["deleted_at"], Value::Null);
        assert_eq!(ada.get("/contacts").await.ok(200)["data"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_newer_record_is_not_overwritten() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = ada
            .create("accounts", json!({ "name": "Analytical Engines" }))
            .await;
        let path = format!("/accounts/{id}");
        let with = |version: &'static str| [("if-match", version)];
        ada.call(
            Method::PATCH,
            &path,
            &with("\"1\""),
            Some(json!({ "name": "Engines" })),
        )
        .await
        .ok(200);
        let late = ada
            .call(
                Method::PATCH,
                &path,
                &with("\"1\""),
                Some(json!({ "name": "Late" })),
            )
            .await;
        let problem = late.problem(409, "version_conflict");
        assert_eq!(problem["current"]["name"], json!("Engines"));
        assert_eq!(problem["current"]["version"], json!(2));
        assert_eq!(
            ada.get(&path).await.ok(200)["data"]["name"],
            json!("Engines")
        );
        ada.call(
            Method::PATCH,
            &path,
            &with("\"x\""),
            Some(json!({ "name": "Late" })),
        )
        .await
        .problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn actions_run_on_records_and_on_collections() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = ada
            .create("deals", json!({ "name": "Big", "amount": 1200.5 }))
            .await;
        let path = format!("/deals/{id}");
        let moved = ada
            .post(
                &format!("{path}/move_stage"),
                json!({ "stage": "proposal" }),
            )
            .await
            .ok(200);
        assert!(moved["operation"].is_string(), "{moved}");
        assert_eq!(
            ada.get(&path).await.ok(200)["data"]["stage"],
            json!("proposal")
        );
        ada.post(
            &format!("{path}/move-stage"),
            json!({ "stage": "negotiation" }),
        )
        .await
        .ok(200);
        ada.post(&format!("{path}/fly"), json!({}))
            .await
            .problem(404, "not_found");
        let wrong = ada
            .post(&format!("{path}/move_stage"), json!({ "stage": "lost" }))
            .await;
        assert!(wrong.status.is_client_error());
        assert_eq!(
            ada.get(&path).await.ok(200)["data"]["stage"],
            json!("negotiation")
        );
        ada.post("/leads/statistics", json!({})).await.ok(200);
        ada.post("/leads/fly", json!({}))
            .await
            .problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn plurals_come_with_dash_or_underscore() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        ada.get("/work-orders").await.ok(200);
        ada.get("/work_orders").await.ok(200);
        ada.get("/wonders").await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told_by_field_and_changes_nothing() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let refused = ada
            .post(
                "/contacts",
                json!({ "lastName": "X", "emial": "a@b.c", "version": 9 }),
            )
            .await;
        let problem = refused.problem(400, "invalid");
        let fields: Vec<&Value> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| &error["field"])
            .collect();
        assert!(
            fields.contains(&&json!("emial")) && fields.contains(&&json!("version")),
            "{problem}"
        );
        ada.post("/accounts", json!({}))
            .await
            .problem(400, "invalid");
        assert_eq!(
            ada.get("/contacts?deleted=any").await.ok(200)["data"],
            json!([])
        );
        assert_eq!(
            ada.get("/audit?kind=change").await.ok(200)["data"],
            json!([])
        );
    })
    .await;
}

#[tokio::test]
async fn fields_and_includes_are_chosen() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let account = ada.create("accounts", json!({ "name": "Navy" })).await;
        let id = ada
            .create(
                "contacts",
                json!({ "last_name": "Hopper", "account": account }),
            )
            .await;
        let read = ada
            .get(&format!(
                "/contacts/{id}?fields=last_name,account&include=account"
            ))
            .await
            .ok(200);
        assert_eq!(read["data"]["last_name"], json!("Hopper"));
        assert!(read["data"].get("email").is_none());
        assert_eq!(
            read["included"]["account"][&account]["title"],
            json!("Navy")
        );
        ada.get(&format!("/contacts/{id}?colour=red"))
            .await
            .problem(400, "unknown_field");
        ada.get(&format!("/contacts/{id}?fields=colour"))
            .await
            .problem(400, "unknown_field");
    })
    .await;
}
