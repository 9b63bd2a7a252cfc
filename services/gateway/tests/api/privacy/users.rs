//! A user of the company as the subject.

use serde_json::{Value, json};

use crate::support::on_each_database;

#[tokio::test]
async fn a_user_gets_everything_and_is_forgotten() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Robertson", "all").await;
        let lead = bob
            .create("leads", json!({ "last_name": "Leader", "company": "Navy" }))
            .await;
        let key = json!({ "name": "Robertson's key", "profile": ada.profile("Read only").await });
        bob.post("/api-keys", key).await.ok(201);
        let subject = json!({ "user": bob.id });
        let asked = json!({ "kind": "access", "subject": subject });
        let id = ada.post("/privacy/requests", asked).await.ok(202)["data"]["id"].clone();
        app.work().await;
        let access = format!("/privacy/requests/{}", id.as_str().unwrap());
        let answer = ada.get(&access).await.ok(200)["data"].clone();
        let told = &answer["result"];
        assert_eq!(
            told["user"]["email"],
            json!("robertson@example.org"),
            "{answer}"
        );
        assert_eq!(
            told["owned"],
            json!([{ "entity": "lead", "count": 1 }]),
            "{answer}"
        );
        assert_eq!(told["sessions"].as_array().unwrap().len(), 1);
        assert_eq!(told["api_keys"].as_array().unwrap().len(), 1);
        assert!(told["audit"].as_array().unwrap().len() >= 2, "{answer}");
        assert!(!answer.to_string().contains("$argon2"));

        let erase =
            |confirm: Value| json!({ "kind": "erase", "subject": subject, "confirm": confirm });
        let preview = ada
            .post("/privacy/requests", erase(Value::Null))
            .await
            .ok(200)["data"]
            .clone();
        assert!(preview["blocked"].is_string(), "{preview}");
        let erase = erase(preview["confirm"].clone());
        ada.post("/privacy/requests", erase.clone())
            .await
            .problem(409, "conflict");
        let path = format!("/users/{}", bob.id);
        ada.patch(&path, json!({ "active": false })).await.ok(200);
        let hold = json!({ "subject": subject, "reason": "Claim" });
        let hold = ada.post("/privacy/holds", hold).await.ok(201)["data"][0]["id"].clone();
        ada.post("/privacy/requests", erase.clone())
            .await
            .problem(409, "on_hold");
        ada.delete(&format!("/privacy/holds/{}", hold.as_str().unwrap()))
            .await
            .ok(200);
        ada.post("/privacy/requests", erase).await.ok(202);
        app.work().await;

        for path in [
            "/users",
            "/audit?limit=1000",
            "/api-keys",
            "/invitations",
            "/search?q=robertson",
            "/leads",
        ] {
            let reply = ada.get(path).await;
            let text = String::from_utf8_lossy(&reply.bytes).to_lowercase();
            assert!(!text.contains("robertson"), "{path}: {text}");
        }
        ada.get(&access).await.problem(404, "not_found");
        let lead = ada.get(&format!("/leads/{lead}")).await.ok(200);
        assert_eq!(lead["data"]["owner"], json!(bob.id));
        ada.post("/audit/verify", json!({})).await.ok(202);
        app.work().await;
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        assert_eq!(head["verified"]["problems"], json!([]), "{head}");
    })
    .await;
}
