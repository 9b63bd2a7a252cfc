//! `/privacy/requests`: what is kept about a person, and forgetting it.

use serde_json::{Value, json};

use crate::support::{App, User, on_each_database};

mod holds;
mod purge;
mod retention;
mod users;

/// A contact, a lead with the same address, a note, and a deal that stays.
async fn person(app: &App, ada: &User) -> (String, String) {
    let contact = json!({
        "first_name": "Grace", "last_name": "Hopper", "email": "grace@navy.example", "phone": "+1 202 5550143",
    });
    let contact = ada.create("contacts", contact).await;
    ada.create(
        "leads",
        json!({ "first_name": "Grace", "last_name": "Hopper", "email": "grace@navy.example", "company": "Navy" }),
    )
    .await;
    ada.create(
        "notes",
        json!({ "body": "Likes compilers", "related": { "entity": "contact", "id": contact } }),
    )
    .await;
    ada.create(
        "deals",
        json!({ "name": "Nanoseconds", "contact": contact }),
    )
    .await;
    app.clock.advance(1);
    let changed = ada
        .patch(
            &format!("/contacts/{contact}"),
            json!({ "department": "Reserve" }),
        )
        .await
        .ok(200);
    (contact, changed["operation"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn everything_about_a_person_is_handed_over() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let (contact, _) = person(&app, &ada).await;
        let asked = json!({ "kind": "access", "subject": "Grace@navy.example" });
        let id = ada.post("/privacy/requests", asked).await.ok(202)["data"]["id"].clone();
        app.work().await;
        let path = format!("/privacy/requests/{}", id.as_str().unwrap());
        let answer = ada.get(&path).await.ok(200)["data"].clone();
        assert_eq!(answer["status"], "done", "{answer}");
        let told = |key: &str| -> Vec<String> {
            let all = answer["result"][key].as_array().unwrap();
            all.iter()
                .map(|one| one["entity"].as_str().unwrap().to_owned())
                .collect()
        };
        let mut records = told("records");
        records.sort();
        assert_eq!(records, ["contact", "lead"]);
        assert_eq!(told("activities"), ["note"]);
        assert_eq!(told("linked"), ["deal"]);
        let archive = ada.get(&format!("{path}/archive")).await;
        assert_eq!(archive.header("content-type"), "application/zip");
        assert!(archive.header("content-disposition").contains(".zip"));
        assert_eq!(archive.bytes.get(..2), Some(&b"PK"[..]), "{archive:?}");
        let listed = ada.get("/privacy/requests").await.ok(200)["data"].clone();
        assert_eq!(
            (&listed[0]["id"], &listed[0]["kind"], &listed[0]["status"]),
            (&id, &json!("access"), &json!("done"))
        );
        let text = answer.to_string();
        assert!(
            text.contains("+1 202 5550143") && text.contains("Likes compilers"),
            "{text}"
        );
        assert!(answer["result"]["audit"].as_array().unwrap().len() >= 4);
        let entries = ada.get("/audit?kind=privacy").await.ok(200);
        assert_eq!(entries["data"].as_array().unwrap().len(), 2);

        let bob = ada.invite("Bob", "all").await;
        let asked = json!({ "kind": "access", "subject": { "entity": "contact", "id": contact } });
        bob.post("/privacy/requests", asked)
            .await
            .problem(403, "forbidden");
        bob.get(&path).await.problem(403, "forbidden");
        let archive = bob.get(&format!("{path}/archive")).await;
        archive.problem(403, "forbidden");
        let nobody = json!({ "kind": "access", "subject": { "email": "nobody@navy.example" } });
        ada.post("/privacy/requests", nobody)
            .await
            .problem(404, "not_found");
        let odd = json!({ "kind": "rectify", "subject": "x@example.org" });
        ada.post("/privacy/requests", odd)
            .await
            .problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn a_person_is_forgotten_and_the_trail_still_verifies() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let (contact, operation) = person(&app, &ada).await;
        let access = json!({ "kind": "access", "subject": "grace@navy.example" });
        let access = ada.post("/privacy/requests", access).await.ok(202)["data"]["id"].clone();
        app.work().await;
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        let subject = json!({ "entity": "contact", "id": contact });
        let asked =
            |confirm: Value| json!({ "kind": "erase", "subject": subject, "confirm": confirm });
        let preview = ada
            .post("/privacy/requests", asked(Value::Null))
            .await
            .ok(200)["data"]
            .clone();
        assert_eq!(preview["records"].as_array().unwrap().len(), 2);
        assert_eq!(
            preview["activities"],
            json!([{ "entity": "note", "count": 1 }])
        );
        assert_eq!(preview["linked"], json!([{ "entity": "deal", "count": 1 }]));
        assert!(preview["entries"].as_i64().unwrap() >= 4, "{preview}");
        ada.post("/privacy/requests", asked(json!("no")))
            .await
            .problem(409, "conflict");
        let id = ada
            .post("/privacy/requests", asked(preview["confirm"].clone()))
            .await
            .ok(202)["data"]["id"]
            .clone();
        app.work().await;
        let path = format!("/privacy/requests/{}", id.as_str().unwrap());
        let answer = ada.get(&path).await.ok(200)["data"].clone();
        assert_eq!(
            (&answer["status"], &answer["result"]["records"]),
            (&json!("done"), &json!(3)),
            "{answer}"
        );

        for path in [
            format!("/contacts/{contact}/audit"),
            "/contacts?deleted=any".to_owned(),
            "/leads?deleted=any".to_owned(),
            "/notes?deleted=any".to_owned(),
            "/audit?limit=1000".to_owned(),
            "/search?q=hopper".to_owned(),
        ] {
            let reply = ada.get(&path).await;
            let text = String::from_utf8_lossy(&reply.bytes).to_lowercase();
            for word in ["hopper", "navy.example", "compilers", "5550143", "reserve"] {
                assert!(!text.contains(word), "{word} in {path}: {text}");
            }
        }
        // The document that was made before is gone with the person.
        let before = format!("/privacy/requests/{}", access.as_str().unwrap());
        ada.get(&before).await.problem(404, "not_found");
        let refused = ada
            .post(&format!("/operations/{operation}/undo"), json!({}))
            .await;
        let told = refused.problem(409, "not_undoable");
        assert!(
            told["detail"].as_str().unwrap().contains("erased"),
            "{told}"
        );

        ada.post("/audit/verify", json!({ "heads": [head] }))
            .await
            .ok(202);
        app.work().await;
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        assert_eq!(head["verified"]["problems"], json!([]));
        assert!(head["verified"]["erased"].as_i64().unwrap() >= 4, "{head}");
    })
    .await;
}
