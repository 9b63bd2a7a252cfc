//! Legal holds: what they keep, and who hears why.

use serde_json::json;

use crate::support::on_each_database;

#[tokio::test]
async fn a_hold_keeps_a_person_from_every_way_to_go() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let contact =
            json!({ "first_name": "Grace", "last_name": "Hopper", "email": "grace@navy.example" });
        let contact = ada.create("contacts", contact).await;
        let note =
            json!({ "body": "Likes compilers", "related": { "entity": "contact", "id": contact } });
        let note = ada.create("notes", note).await;
        let free = ada.create("contacts", json!({ "last_name": "Free" })).await;
        let consent =
            json!({ "person": { "entity": "contact", "id": contact }, "purpose": "newsletter" });
        ada.create("consents", consent).await;

        let asked = json!({ "subject": "grace@navy.example", "reason": " " });
        ada.post("/privacy/holds", asked)
            .await
            .problem(400, "required");
        let asked = json!({ "subject": "grace@navy.example", "reason": "Claim 7 of 2026" });
        let set = ada.post("/privacy/holds", asked).await.ok(201)["data"].clone();
        assert_eq!(set.as_array().unwrap().len(), 1, "{set}");
        assert_eq!(
            (&set[0]["title"], &set[0]["created_by"]["name"]),
            (&json!("Grace Hopper"), &json!("Ada"))
        );
        let hold = set[0]["id"].as_str().unwrap().to_owned();

        let refused = ada.delete(&format!("/contacts/{contact}")).await;
        let told = refused.problem(409, "on_hold")["detail"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(told.contains(&hold) && told.contains("Claim 7"), "{told}");
        ada.delete(&format!("/notes/{note}"))
            .await
            .problem(409, "on_hold");
        let bulk = json!({ "action": "delete", "ids": [contact, free] });
        let done = ada.post("/contacts/bulk", bulk).await.ok(200)["data"].clone();
        assert_eq!(
            (&done["changed"], &done["failed"][0]["code"]),
            (&json!(1), &json!("on_hold")),
            "{done}"
        );
        let subject = json!({ "entity": "contact", "id": contact });
        let erase = json!({ "kind": "erase", "subject": subject });
        let preview = ada.post("/privacy/requests", erase).await.ok(200)["data"].clone();
        assert_eq!(preview["holds"][0]["id"], json!(hold), "{preview}");
        assert_eq!(
            preview["parts"],
            json!([{ "entity": "consent", "count": 1 }])
        );
        let erase = json!({ "kind": "erase", "subject": subject, "confirm": preview["confirm"] });
        ada.post("/privacy/requests", erase.clone())
            .await
            .problem(409, "on_hold");

        // Whoever does not answer such requests hears that there is a hold, not why.
        let bob = ada.invite("Bob", "all").await;
        let refused = bob
            .delete(&format!("/contacts/{contact}"))
            .await
            .problem(409, "on_hold");
        assert!(
            !refused["detail"].as_str().unwrap().contains("Claim"),
            "{refused}"
        );
        bob.get("/privacy/holds").await.problem(403, "forbidden");

        // What is changed is not gone.
        let change = json!({ "title": "Admiral" });
        ada.patch(&format!("/contacts/{contact}"), change)
            .await
            .ok(200);

        let ended = ada.delete(&format!("/privacy/holds/{hold}")).await.ok(200)["data"].clone();
        assert!(ended["released_at"].is_string(), "{ended}");
        ada.delete(&format!("/privacy/holds/{hold}"))
            .await
            .problem(404, "not_found");
        assert_eq!(ada.get("/privacy/holds").await.ok(200)["data"], json!([]));
        let all = ada.get("/privacy/holds?released=true").await.ok(200)["data"].clone();
        assert_eq!(all.as_array().unwrap().len(), 1);
        let entries = ada.get("/audit?kind=hold").await.ok(200)["data"].clone();
        let actions: Vec<_> = entries
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["action"].clone())
            .collect();
        assert_eq!(actions, ["release", "hold"]);
        ada.post("/privacy/requests", erase).await.ok(202);
        app.work().await;
        let gone = ada.get("/consents?deleted=any").await;
        assert!(!String::from_utf8_lossy(&gone.bytes).contains("newsletter"));
    })
    .await;
}

#[tokio::test]
async fn consents_are_facts() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let contact = ada
            .create("contacts", json!({ "last_name": "Hopper" }))
            .await;
        let person = json!({ "entity": "contact", "id": contact });
        let given =
            json!({ "person": person, "purpose": "newsletter", "evidence": "Form of the fair" });
        let given = ada.create("consents", given).await;
        let path = format!("/consents/{given}");
        let told = ada.get(&path).await.ok(200)["data"].clone();
        assert_eq!(
            (&told["event"], &told["basis"]),
            (&json!("given"), &json!("consent"))
        );
        assert!(told["at"].is_string(), "{told}");
        let change = json!({ "event": "withdrawn" });
        ada.patch(&path, change)
            .await
            .problem(409, "privacy.consent_is_kept");
        ada.delete(&path)
            .await
            .problem(409, "privacy.consent_is_kept");
        app.clock.advance(1);
        let withdrawn = json!({ "person": person, "purpose": "newsletter", "event": "withdrawn" });
        ada.create("consents", withdrawn).await;
        let both = ada.get("/consents?sort=-at").await.ok(200)["data"].clone();
        let events: Vec<_> = both
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["event"].clone())
            .collect();
        assert_eq!(events, ["withdrawn", "given"]);
        // With the person they go.
        ada.delete(&format!("/contacts/{contact}")).await.ok(200);
        let gone = ada.get(&path).await.ok(200)["data"].clone();
        assert!(gone["deleted_at"].is_string(), "{gone}");
    })
    .await;
}
