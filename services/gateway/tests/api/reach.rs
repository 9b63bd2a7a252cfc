//! Hidden fields, records shared by hand, and why somebody sees a record.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Reply, User, on_each_database};

/// The message of an answer that knows no such field, without what it suggests instead.
fn unknown(reply: &Reply) -> String {
    let problem = reply.json();
    assert_eq!(reply.status.as_u16(), 400, "{problem}");
    assert_eq!(problem["errors"][0]["code"], "unknown_field", "{problem}");
    let message = problem["errors"][0]["message"].as_str().unwrap();
    message.split(", did you mean").next().unwrap().to_owned()
}

/// Every right, with these fields of an entity hidden or read-only.
async fn profile(ada: &User, name: &str, entities: &str, fields: Value) {
    let all = json!({ "create": true, "read": true, "update": true, "delete": true, "bulk": true,
        "export": true, "import": true });
    let mut rights = all.clone();
    rights["fields"] = fields;
    let body = json!({ "name": name, "permissions": { entities: rights }, "other": all });
    ada.post("/profiles", body).await.ok(201);
}

#[tokio::test]
async fn a_hidden_field_does_not_exist_by_any_door() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        profile(
            &ada,
            "Blind",
            "deals",
            json!({ "amount": "hidden", "name": "read" }),
        )
        .await;
        let bob = ada.invite("Bob", "Blind").await;
        let body = json!({ "name": "Roof", "amount": 777.5, "amount_currency": "EUR" });
        let id = ada.create("deals", body).await;
        ada.patch(&format!("/deals/{id}"), json!({ "amount": 888.25 }))
            .await
            .ok(200);
        for path in [
            "/deals".to_owned(),
            format!("/deals/{id}"),
            format!("/deals/{id}/audit"),
            format!("/deals/{id}/timeline"),
            format!("/deals/{id}/history"),
            "/meta".to_owned(),
            "/openapi.json".to_owned(),
            "/search?q=roof".to_owned(),
        ] {
            let text = bob.get(&path).await.ok(200).to_string();
            // Another entity may have a field of that name: of deals alone, values are looked for.
            assert!(
                !text.contains("777.5") && !text.contains("888.25"),
                "{path}: {text}"
            );
        }
        let deals = bob.get("/deals").await.ok(200);
        assert!(deals["data"][0].get("amount").is_none(), "{deals}");
        assert!(deals["data"][0].get("amount_currency").is_none(), "{deals}");
        let meta = bob.get("/meta").await.ok(200);
        let entities = meta["data"]["entities"].as_array().unwrap();
        let deal = entities
            .iter()
            .find(|entity| entity["name"] == "deal")
            .unwrap();
        assert!(!deal.to_string().contains("\"amount\""), "{deal}");
        for wrong in [
            "/deals?fields=amount",
            "/deals?sort=amount",
            "/deals?sort=-amount",
            "/deals?filter[amount][gte]=1",
            "/deals?amount=888.25",
            "/deals?filter=%7B%22not%22:%7B%22field%22:%22amount%22,%22op%22:%22gt%22,%22value%22:1%7D%7D",
            "/deals/aggregate?group=amount",
            "/deals/aggregate?metrics=sum:amount",
            "/deals/export?fields=amount",
            "/deals/export?sort=amount",
        ] {
            let hidden = unknown(&bob.get(wrong).await);
            let typo = unknown(&bob.get(&wrong.replace("amount", "amoumt")).await);
            assert_eq!(hidden, typo.replace("amoumt", "amount"), "{wrong}");
        }
        let file = bob.get("/deals/export").await;
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        assert!(
            text.contains("Roof") && !text.contains("888") && !text.contains("Amount"),
            "{text}"
        );
        let change = json!({ "amount": 1 });
        unknown(&bob.patch(&format!("/deals/{id}"), change.clone()).await);
        let body = json!({ "amount": 1 });
        unknown(&bob.post("/deals", body).await);
        let bulk = json!({ "action": "update", "ids": [id], "set": change });
        unknown(&bob.post("/deals/bulk", bulk).await);
        let renamed = bob
            .patch(&format!("/deals/{id}"), json!({ "name": "Wall" }))
            .await;
        assert_eq!(
            renamed.problem(400, "invalid")["errors"][0]["field"],
            "name"
        );
        let kept = ada.get(&format!("/deals/{id}")).await.ok(200);
        assert_eq!(
            (&kept["data"]["amount"], &kept["data"]["name"]),
            (&json!(888.25), &json!("Roof"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_hidden_required_field_refuses_without_its_name() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        profile(&ada, "Nameless", "accounts", json!({ "name": "hidden" })).await;
        let bob = ada.invite("Bob", "Nameless").await;
        let refused = bob.post("/accounts", json!({})).await;
        let problem = refused.problem(400, "invalid");
        assert!(
            problem["message"].as_str().unwrap().contains("may not see"),
            "{problem}"
        );
        assert!(!problem.to_string().contains("`name`"), "{problem}");
    })
    .await;
}

#[tokio::test]
async fn nobody_hands_on_more_than_was_given() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let cy = ada.invite("Cy", "all").await;
        ada.put("/sharing/defaults/deal", json!({ "access": "private" }))
            .await
            .ok(200);
        let id = ada.create("deals", json!({ "name": "Roof" })).await;
        let shares = format!("/deals/{id}/shares");
        let with = |user: &str, end: Value| json!({ "to": { "user": user }, "level": "write", "expires_at": end });
        let (end, earlier, later) = (
            json!("2026-03-03T09:00:00Z"),
            json!("2026-03-03T08:00:00Z"),
            json!("2026-03-03T10:00:00Z"),
        );
        ada.post(&shares, with(&bob.id, end.clone())).await.ok(201);
        for longer in [Value::Null, later.clone()] {
            for user in [&cy.id, &bob.id] {
                let refused = bob.post(&shares, with(user, longer.clone())).await;
                let told = refused.problem(400, "invalid");
                assert_eq!(told["errors"][0]["field"], "expires_at", "{told}");
            }
        }
        bob.post(&shares, with(&cy.id, earlier)).await.ok(201);
        // Who has another cause is not bound.
        ada.post(&shares, with(&cy.id, later)).await.ok(201);
    })
    .await;
}

#[tokio::test]
async fn a_name_made_of_hidden_parts_is_hidden() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let all = json!({ "create": true, "read": true, "update": true, "delete": true });
        let mut contacts = all.clone();
        contacts["fields"] = json!({ "last_name": "hidden" });
        let profile =
            json!({ "name": "Half blind", "permissions": { "contacts": contacts }, "other": all });
        ada.post("/profiles", profile).await.ok(201);
        let mia = ada.invite("Mia", "Half blind").await;
        let contact = json!({ "first_name": "Grace", "last_name": "Hopperson" });
        let id = ada.create("contacts", contact).await;
        let note = json!({ "body": "Hm", "related": { "entity": "contact", "id": id } });
        ada.create("notes", note).await;
        for path in [
            format!("/contacts/{id}"),
            "/contacts".to_owned(),
            "/notes?include=*".to_owned(),
            "/search?q=hopperson".to_owned(),
            format!("/contacts/{id}/audit"),
            format!("/contacts/{id}/timeline"),
            "/contacts/export?format=csv".to_owned(),
        ] {
            let reply = mia.get(&path).await;
            assert_eq!(reply.status.as_u16(), 200, "{path}");
            let text = String::from_utf8_lossy(&reply.bytes).to_lowercase();
            assert!(!text.contains("hopperson"), "{path}: {text}");
        }
        let sorted = mia.get("/contacts?sort=name").await;
        sorted.problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn a_share_opens_one_record_as_far_as_it_says() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        ada.put("/sharing/defaults/deal", json!({ "access": "private" }))
            .await
            .ok(200);
        let id = ada.create("deals", json!({ "name": "Roof" })).await;
        let other = ada.create("deals", json!({ "name": "Wall" })).await;
        let (deal, shares) = (format!("/deals/{id}"), format!("/deals/{id}/shares"));
        for path in [
            deal.clone(),
            shares.clone(),
            format!("{deal}/access"),
            format!("{deal}/viewers"),
        ] {
            bob.get(&path).await.problem(404, "not_found");
        }
        let to = json!({ "user": bob.id });
        let made = ada
            .post(&shares, json!({ "to": to, "level": "read" }))
            .await
            .ok(201);
        assert_eq!(made["data"]["name"], "Bob");
        bob.get(&deal).await.ok(200);
        bob.patch(&deal, json!({ "name": "x" }))
            .await
            .problem(403, "forbidden");
        bob.delete(&deal).await.problem(403, "forbidden");
        bob.get(&shares).await.problem(403, "forbidden");
        let bulk = json!({ "action": "update", "ids": [id, other], "set": { "name": "x" } });
        let bulk = bob.post("/deals/bulk", bulk).await.ok(200);
        assert_eq!(bulk["data"]["changed"], 0);
        let codes: Vec<&str> = bulk["data"]["failed"]
            .as_array()
            .unwrap()
            .iter()
            .map(|failed| failed["code"].as_str().unwrap())
            .collect();
        assert!(
            codes.contains(&"forbidden") && codes.contains(&"not_found"),
            "{codes:?}"
        );
        let why = bob.get(&format!("{deal}/access")).await.ok(200);
        assert_eq!(
            why["data"]["may"],
            json!({ "read": true, "update": false, "delete": false })
        );
        assert_eq!(why["data"]["reasons"][0]["kind"], "share");
        assert!(why["data"]["missing"][0].is_string());
        bob.get(&format!("{deal}/viewers"))
            .await
            .problem(403, "forbidden");
        let viewers = ada.get(&format!("{deal}/viewers")).await.ok(200);
        let names: Vec<&Value> = viewers["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| &v["user"]["name"])
            .collect();
        assert_eq!(names, ["Ada", "Bob"]);
        // The same grantee again: the share goes further, and there is still one.
        let again = ada
            .post(&shares, json!({ "to": to, "level": "write" }))
            .await
            .ok(201);
        assert_eq!(again["data"]["id"], made["data"]["id"]);
        bob.patch(&deal, json!({ "name": "Bigger roof" }))
            .await
            .ok(200);
        assert_eq!(
            bob.get(&shares).await.ok(200)["data"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
        let share = made["data"]["id"].as_str().unwrap();
        let elsewhere = format!("/deals/{other}/shares/{share}");
        ada.delete(&elsewhere).await.problem(404, "not_found");
        ada.delete(&format!("{shares}/{share}")).await.ok(200);
        bob.get(&deal).await.problem(404, "not_found");
        let past = json!({ "to": to, "expires_at": "2020-01-01T00:00:00Z" });
        ada.post(&shares, past).await.problem(400, "invalid");
        let nobody = json!({ "to": { "team": id } });
        ada.post(&shares, nobody).await.problem(400, "broken_link");
    })
    .await;
}

#[tokio::test]
async fn an_entity_without_the_right_to_read_does_not_exist() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let all = json!({ "create": true, "read": true, "update": true, "delete": true });
        let body = json!({ "name": "No deals", "permissions": { "deals": {} }, "other": all });
        ada.post("/profiles", body).await.ok(201);
        let bob = ada.invite("Bob", "No deals").await;
        let id = ada.create("deals", json!({ "name": "Roof" })).await;
        for path in ["/deals", "/deals/aggregate", "/deals/export", "/nothing"] {
            let problem = bob.get(path).await.problem(404, "not_found");
            assert!(
                problem["message"].as_str().unwrap().starts_with("entity `"),
                "{problem}"
            );
        }
        bob.get(&format!("/deals/{id}"))
            .await
            .problem(404, "not_found");
        bob.post("/deals", json!({ "name": "x" }))
            .await
            .problem(404, "not_found");
        let reply = bob.call(
            Method::POST,
            "/deals/bulk",
            &[],
            Some(json!({ "action": "delete", "ids": [id] })),
        );
        reply.await.problem(404, "not_found");
        let meta = bob.get("/meta").await.ok(200);
        let names = meta["data"]["entities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["name"].clone());
        assert!(!names.collect::<Vec<_>>().contains(&json!("deal")));
        assert_eq!(bob.get("/search?q=roof").await.ok(200)["data"], json!([]));
        let note = json!({ "title": "x", "body": "x", "related": { "entity": "deal", "id": id } });
        bob.post("/notes", note).await.problem(400, "broken_link");
    })
    .await;
}
