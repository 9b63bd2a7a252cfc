//! `/users`, `/invitations`.

use axum::http::Method;
use serde_json::json;

use crate::support::on_each_database;

#[tokio::test]
async fn the_invited_join_the_tenant_as_members() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let invited = ada
            .post(
                "/invitations",
                json!({ "email": "bob@example.org", "name": "Bob" }),
            )
            .await
            .ok(201);
        let link = invited["data"]["link"].as_str().unwrap().to_owned();
        let token = link.rsplit('/').next().unwrap();
        let open = ada.get("/invitations").await.ok(200);
        assert_eq!(open["data"].as_array().unwrap().len(), 1);
        assert!(
            !open.to_string().contains(token),
            "the secret is shown once"
        );
        let offer = app
            .ask(Method::GET, &format!("/api/v1/invitations/{token}"), None)
            .await
            .ok(200);
        assert_eq!(offer["data"]["company"], json!("Ada Ltd"));
        app.ask(Method::GET, "/api/v1/invitations/nothing", None)
            .await
            .problem(404, "not_found");

        let bob = ada.invite("Carl", "own").await;
        bob.get("/users").await.ok(200);
        assert_eq!(
            ada.get("/users").await.ok(200)["data"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
        bob.post(
            "/invitations",
            json!({ "email": "x@example.org", "name": "X" }),
        )
        .await
        .problem(403, "forbidden");
        bob.patch(&format!("/users/{}", ada.id), json!({ "active": false }))
            .await
            .problem(403, "forbidden");
        let administrator = ada.profile("Administrator").await;
        let promoted = json!({ "profile": administrator });
        bob.patch(&format!("/users/{}", bob.id), promoted)
            .await
            .problem(403, "forbidden");

        ada.patch(&format!("/users/{}", bob.id), json!({ "active": false }))
            .await
            .ok(200);
        bob.get("/contacts").await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_can_be_withdrawn() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let invited = ada
            .post(
                "/invitations",
                json!({ "email": "bob@example.org", "name": "Bob" }),
            )
            .await
            .ok(201);
        let id = invited["data"]["id"].as_str().unwrap();
        let token = invited["data"]["link"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        ada.delete(&format!("/invitations/{id}")).await.ok(200);
        app.ask(Method::GET, &format!("/api/v1/invitations/{token}"), None)
            .await
            .problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_member_with_own_records_sees_no_others() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let hers = ada.create("accounts", json!({ "name": "Hers" })).await;
        let bob = ada.invite("Bob", "own").await;
        let his = bob.create("accounts", json!({ "name": "His" })).await;
        let seen = bob.get("/accounts?count=exact").await.ok(200);
        assert_eq!(seen["pagination"]["total"], json!(1));
        assert_eq!(seen["data"][0]["id"], json!(his));
        bob.get(&format!("/accounts/{hers}"))
            .await
            .problem(404, "not_found");
        bob.patch(&format!("/accounts/{hers}"), json!({ "name": "Mine" }))
            .await
            .problem(404, "not_found");
        bob.delete(&format!("/accounts/{hers}"))
            .await
            .problem(404, "not_found");
        bob.get(&format!("/accounts/{hers}/timeline"))
            .await
            .problem(404, "not_found");
        bob.get(&format!("/accounts/{hers}/audit"))
            .await
            .problem(404, "not_found");
        bob.get("/audit").await.problem(403, "forbidden");
        assert_eq!(bob.get("/search?q=hers").await.ok(200)["data"], json!([]));
        ada.get(&format!("/accounts/{his}")).await.ok(200);
    })
    .await;
}
