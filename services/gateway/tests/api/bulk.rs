//! `POST /{entities}/bulk`, `/jobs/{id}`.

use serde_json::json;

use crate::support::on_each_database;

#[tokio::test]
async fn many_records_change_in_one_operation() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let one = ada.create("accounts", json!({ "name": "One" })).await;
        let two = ada.create("accounts", json!({ "name": "Two" })).await;
        let nobody = "019a0000-0000-7000-8000-000000000001";
        let body = json!({ "action": "update", "ids": [one, two, nobody], "set": { "description": "Seen" } });
        let done = ada.post("/accounts/bulk", body).await.ok(200);
        assert_eq!(done["data"]["matched"], json!(3));
        assert_eq!(done["data"]["changed"], json!(2));
        assert_eq!(done["data"]["failed"][0]["id"], json!(nobody));
        assert_eq!(done["data"]["failed"][0]["code"], json!("not_found"));

        let operation = done["operation"].as_str().unwrap();
        ada.post(&format!("/operations/{operation}/undo"), json!({})).await.ok(200);
        let matching = json!({ "action": "delete", "filter": { "field": "name", "op": "eq", "value": "One" } });
        assert_eq!(ada.post("/accounts/bulk", matching).await.ok(200)["data"]["changed"], json!(1));
        assert_eq!(ada.get("/accounts").await.ok(200)["data"][0]["name"], json!("Two"));
        assert_eq!(ada.get("/accounts").await.ok(200)["data"][0]["description"], json!(null));
    })
    .await;
}

#[tokio::test]
async fn a_bulk_request_that_makes_no_sense_is_refused() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = ada.create("accounts", json!({ "name": "One" })).await;
        for body in [
            json!({}),
            json!({ "action": "update", "ids": [id] }),
            json!({ "action": "fly", "ids": [id] }),
            json!({ "action": "delete" }),
            json!({ "action": "delete", "filter": {} }),
            json!({ "action": "delete", "search": " " }),
            json!({ "action": "delete", "ids": [id], "search": "One" }),
            json!({ "action": "delete", "ids": "all" }),
            json!({ "action": "delete", "filter": { "colour": "red" } }),
            json!({ "action": "update", "ids": [id], "set": { "colour": "red" } }),
            json!({ "action": "delete", "ids": [id], "colour": "red" }),
        ] {
            let reply = ada.post("/accounts/bulk", body.clone()).await;
            assert_eq!(reply.status.as_u16(), 400, "{body}: {reply:?}");
        }
        assert_eq!(
            ada.get("/accounts").await.ok(200)["data"][0]["version"],
            json!(1)
        );
    })
    .await;
}

#[tokio::test]
async fn all_records_are_changed_when_the_request_says_all() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        ada.create("accounts", json!({ "name": "One" })).await;
        ada.create("accounts", json!({ "name": "Two" })).await;
        let refused = ada
            .post(
                "/accounts/bulk",
                json!({ "action": "delete", "filter": {} }),
            )
            .await;
        refused.problem(400, "required");
        let body = json!({ "action": "delete", "filter": {}, "all": true });
        let done = ada.post("/accounts/bulk", body).await.ok(200);
        assert_eq!(done["data"]["changed"], json!(2));
    })
    .await;
}

#[tokio::test]
async fn a_deal_stays_in_its_pipeline_in_bulk_too() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let pipeline = json!({ "name": "Short", "stages": ["proposal"] });
        let pipeline = ada.create("pipelines", pipeline).await;
        let deal = json!({ "name": "Hall", "pipeline": pipeline });
        let deal = ada.create("deals", deal).await;
        let body = json!({ "action": "update", "ids": [deal], "set": { "stage": "negotiation" } });
        let done = ada.post("/deals/bulk", body).await.ok(200);
        assert_eq!(done["data"]["changed"], json!(0));
        let failed = &done["data"]["failed"][0];
        assert_eq!(failed["code"], json!("state_not_offered"));
        let refused = json!({ "stage": "negotiation" });
        let path = format!("/deals/{deal}");
        let reply = ada
            .call(axum::http::Method::PATCH, &path, &[], Some(refused))
            .await;
        let told = reply.problem(400, "state_not_offered");
        assert_eq!(told["errors"][0]["field"], json!("stage"));
    })
    .await;
}

#[tokio::test]
async fn a_job_is_known_to_its_owner_only() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        ada.get("/jobs/019a0000-0000-7000-8000-000000000001")
            .await
            .problem(404, "not_found");
        ada.get("/jobs/7").await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn more_than_five_hundred_records_are_a_job() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        for at in 0..502 {
            ada.create("notes", json!({ "body": format!("Note {at}") }))
                .await;
        }
        let all = json!({ "action": "delete", "search": "Note" });
        let job = ada.post("/notes/bulk", all).await.ok(202)["data"]["job"].clone();
        let path = format!("/jobs/{}", job.as_str().unwrap());
        assert_eq!(
            ada.get(&path).await.ok(200)["data"]["status"],
            json!("queued")
        );
        let eve = app.founder("Eve").await;
        eve.get(&path).await.problem(404, "not_found");
        app.work().await;
        let done = ada.get(&path).await.ok(200);
        assert_eq!(done["data"]["status"], json!("done"), "{done}");
        assert_eq!(done["data"]["result"]["changed"], json!(502));
        assert_eq!(ada.get("/notes").await.ok(200)["data"], json!([]));
        let operation = done["data"]["operation"].as_str().unwrap();
        let undone = ada
            .post(&format!("/operations/{operation}/undo"), json!({}))
            .await;
        assert!(undone.status.is_success(), "{undone:?}");
    })
    .await;
}
