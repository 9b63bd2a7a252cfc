//! `/audit` by kind, its chain, and the trail as a file.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{User, on_each_database};

async fn kinds(user: &User, query: &str) -> Vec<String> {
    let found = user.get(&format!("/audit?limit=1000{query}")).await.ok(200);
    let kind = |entry: &Value| entry["kind"].as_str().unwrap().to_owned();
    found["data"].as_array().unwrap().iter().map(kind).collect()
}

#[tokio::test]
async fn the_chain_has_a_head_and_is_verified() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        for at in 0..3 {
            ada.create("accounts", json!({ "name": format!("Firm {at}") }))
                .await;
        }
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        assert!(head["sequence"].as_i64().unwrap() >= 3, "{head}");
        assert_eq!(head["hash"].as_str().unwrap().len(), 64);
        assert_eq!(head["verified"], Value::Null);

        let heads = json!({ "heads": [head] });
        ada.post("/audit/verify", heads).await.ok(202);
        app.work().await;
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        let verified = &head["verified"];
        assert_eq!(verified["found"], 0, "{verified}");
        assert_eq!(verified["problems"], json!([]));
        assert!(verified["entries"].as_i64().unwrap() >= 3);

        // A head that was never ours.
        let wrong = json!({ "heads": [{ "sequence": 2, "hash": "0".repeat(64) }, { "sequence": 99, "hash": "0" }] });
        ada.post("/audit/verify", wrong).await.ok(202);
        app.work().await;
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        let problems = head["verified"]["problems"].as_array().unwrap();
        let kinds: Vec<&str> = problems
            .iter()
            .map(|problem| problem["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["rewritten", "cut"], "{head}");
        ada.post("/audit/verify", json!({ "colour": 1 }))
            .await
            .problem(400, "unknown_field");
    })
    .await;
}

#[tokio::test]
async fn exports_leave_an_entry_and_the_trail_is_a_file() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        ada.create("accounts", json!({ "name": "=1+1" })).await;
        ada.create("accounts", json!({ "name": "Other" })).await;
        app.clock.advance(1);
        let filtered = "/accounts/export?format=csv&fields=name&filter[name]=Other&search=oth";
        ada.get(filtered).await;
        let found = ada.get("/audit?kind=export").await.ok(200);
        let entry = &found["data"][0];
        assert_eq!(
            (&entry["entity"], &entry["record"]),
            (&json!("account"), &Value::Null)
        );
        let change = |field: &str| {
            let changes = entry["changes"].as_array().unwrap();
            let found = changes.iter().find(|change| change["field"] == field);
            found.map_or(Value::Null, |change| change["new"].clone())
        };
        assert_eq!(change("rows"), 1);
        assert_eq!(change("fields"), json!(["name"]));
        assert_eq!(change("search"), "oth");
        assert_eq!(
            change("filter"),
            json!({ "field": "name", "op": "eq", "value": "Other" })
        );

        app.clock.advance(1);
        let file = ada.get("/audit/export?kind=change,export").await;
        assert_eq!(file.status, 200);
        let text = String::from_utf8(file.bytes.to_vec()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].ends_with("operation,id"), "{}", lines[0]);
        assert!(text.contains(",'=1+1,"), "a formula is quoted: {text}");
        assert_eq!(lines.len(), 4, "{text}");
        let file = ada.get("/audit/export?format=jsonl&kind=export").await;
        let lines: Vec<Value> = String::from_utf8(file.bytes.to_vec())
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        // The export before this one is in it.
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["entity"], "audit");
        assert_eq!(kinds(&ada, "&kind=export").await.len(), 3);
        ada.get("/audit?kind=colour").await.problem(400, "invalid");
        ada.get("/audit/export?format=pdf")
            .await
            .problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_audit_sees_changes_of_visible_records_only() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let id = ada.create("accounts", json!({ "name": "Firm" })).await;
        for path in ["/audit", "/audit/head", "/audit/export"] {
            bob.get(path).await.problem(403, "forbidden");
        }
        bob.post("/audit/verify", json!({}))
            .await
            .problem(403, "forbidden");
        let own = bob.get(&format!("/accounts/{id}/audit")).await.ok(200);
        assert_eq!(own["data"][0]["kind"], "change");
        let none = format!("/audit?entity=account&record={id}&kind=sign_in");
        assert_eq!(bob.get(&none).await.ok(200)["data"], json!([]));
        let signed_in = kinds(&ada, "&kind=sign_in").await;
        assert!(!signed_in.is_empty());
    })
    .await;
}

#[tokio::test]
async fn sign_ins_are_told_with_the_device() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let body = |password: &str| json!({ "email": "ada@example.org", "password": password });
        for password in ["wrong password for sure", crate::support::PASSWORD] {
            let agent = [("user-agent", "Rover 1")];
            let request = crate::support::request(
                Method::POST,
                "/api/v1/sessions",
                None,
                &agent,
                Some(body(password)),
            );
            app.clock.advance(1);
            app.send(request).await;
        }
        let found = ada.get("/audit?kind=sign_in,sign_in_failed").await.ok(200);
        let entries = found["data"].as_array().unwrap();
        let told: Vec<_> = entries
            .iter()
            .map(|entry| {
                (
                    entry["kind"].as_str().unwrap(),
                    entry["title"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(told[..2], [("sign_in", "Ada"), ("sign_in_failed", "Ada")]);
        for entry in &entries[..2] {
            assert_eq!(
                (&entry["entity"], &entry["record"]),
                (&json!("user"), &json!(ada.id))
            );
            let changes = entry["changes"].as_array().unwrap();
            let agent = changes
                .iter()
                .find(|change| change["field"] == "user_agent");
            assert_eq!(agent.unwrap()["new"], "Rover 1");
        }
        let id = entries[0]["id"].as_str().unwrap();
        ada.post(&format!("/audit/{id}/undo"), json!({}))
            .await
            .problem(409, "not_undoable");
    })
    .await;
}
