//! Passwords, sessions, keys and acting for others, over HTTP.

use std::sync::Arc;

use axum::http::Method;
use rapport_accounts::{AccountOptions, Accounts, KeyPlace, Signup};
use rapport_gateway::{GatewayState, Parts, Settings, router};
use rapport_mail::Mailer;
use rapport_testkit::{SmtpServer, TestRandom};
use serde_json::{Value, json};

use crate::support::{App, PASSWORD, User, files, on_each_database, on_sqlite, request};

const OTHER: &str = "another good long password";

/// The same installation with a mail server.
async fn with_mail(app: &App, server: &SmtpServer) -> (App, Arc<Accounts>) {
    let options = AccountOptions {
        signup: Signup::Open,
        key: KeyPlace::Database,
        public_url: "http://localhost".to_owned(),
    };
    let random = Arc::new(TestRandom::default());
    let mailer = Mailer::new(&server.url(), "crm@example.org").unwrap();
    let accounts = Accounts::new(
        app.engine.store(),
        options,
        app.clock.clone(),
        random.clone(),
    )
    .await
    .unwrap();
    let accounts = Arc::new(accounts.sending_mail(mailer));
    let settings = Settings {
        data_folder: app.uploads.clone(),
        ..Settings::default()
    };
    let state = GatewayState::new(Parts {
        engine: app.engine.clone(),
        accounts: Arc::clone(&accounts),
        clock: app.clock.clone(),
        random,
        files: files(&app.engine, &settings),
        settings,
        demo: None,
    });
    let app = App {
        router: router(state.clone()),
        state,
        ..app.clone()
    };
    (app, accounts)
}

async fn sign_in(app: &App, name: &str, password: &str) -> crate::support::Reply {
    let email = format!("{}@example.org", name.to_lowercase());
    let body = json!({ "email": email, "password": password });
    app.ask(Method::POST, "/api/v1/sessions", Some(body)).await
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_letter() {
    on_each_database(|app| async move {
        let server = SmtpServer::start().await;
        let before = app.ask(Method::GET, "/api/v1/setup", None).await.ok(200);
        assert_eq!(before["data"]["mail"], json!(false));
        let (app, accounts) = with_mail(&app, &server).await;
        let after = app.ask(Method::GET, "/api/v1/setup", None).await.ok(200);
        assert_eq!(after["data"]["mail"], json!(true));
        let ada = app.founder("Ada").await;
        // Letters leave by themselves, while nobody waits for them.
        let delivering = tokio::spawn(async move { accounts.deliver_mails().await });
        assert!(server.next().await.link().contains("/verify-email?token="));
        for email in ["ada@example.org", "nobody@example.org", "no address"] {
            let body = Some(json!({ "email": email }));
            let reply = app.ask(Method::POST, "/api/v1/password/forgot", body).await;
            assert_eq!(reply.ok(202), json!({ "data": {} }), "{email}");
        }
        let link = server.next().await.link();
        let token = link.rsplit_once("token=").unwrap().1;
        let reset = |password: &str| Some(json!({ "token": token, "password": password }));
        let path = "/api/v1/password/reset";
        let weak = app.ask(Method::POST, path, reset("short")).await;
        assert_eq!(
            weak.problem(400, "invalid")["errors"][0]["field"],
            json!("password")
        );
        app.ask(Method::POST, path, reset(OTHER)).await.ok(200);
        app.ask(Method::POST, path, reset(OTHER))
            .await
            .problem(404, "not_found");
        ada.get("/me").await.problem(401, "unauthenticated");
        sign_in(&app, "Ada", PASSWORD)
            .await
            .problem(401, "bad_credentials");
        let ada = User::of(&app, &sign_in(&app, "Ada", OTHER).await);
        let me = ada.get("/me").await.ok(200);
        assert_eq!(me["data"]["email_verified"], json!(true));
        assert_eq!(server.next().await.subject, "Your password was changed");
        delivering.abort();
    })
    .await;
}

#[tokio::test]
async fn without_mail_an_administrator_makes_the_link() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let path = format!("/users/{}/password-reset", bob.id);
        bob.post(&path, json!({})).await.problem(403, "forbidden");
        let made = ada.post(&path, json!({})).await.ok(201);
        let link = made["data"]["link"].as_str().unwrap();
        let token = link
            .strip_prefix("http://localhost/reset-password?token=")
            .unwrap();
        let body = json!({ "token": token, "password": OTHER });
        app.ask(Method::POST, "/api/v1/password/reset", Some(body))
            .await
            .ok(200);
        let bob = User::of(&app, &sign_in(&app, "Bob", OTHER).await);
        bob.post("/me/email/verification", json!({}))
            .await
            .problem(409, "conflict");
        for _ in 0..5 {
            sign_in(&app, "Bob", "wrong")
                .await
                .problem(401, "bad_credentials");
        }
        sign_in(&app, "Bob", OTHER).await.problem(423, "locked");
        ada.post(&format!("/users/{}/unlock", bob.id), json!({}))
            .await
            .ok(200);
        sign_in(&app, "Bob", OTHER).await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_and_ended_sessions_are_felt_at_once() {
    on_sqlite(|app| async move {
        let here = app.founder("Ada").await;
        let there = User::of(&app, &sign_in(&app, "Ada", PASSWORD).await);
        let sessions = here.get("/me/sessions").await.ok(200);
        let sessions = sessions["data"].as_array().unwrap().clone();
        assert_eq!(sessions.len(), 2);
        let current: Vec<&Value> = sessions.iter().map(|one| &one["current"]).collect();
        assert_eq!(current, [&json!(false), &json!(true)]);
        let id = sessions[0]["id"].as_str().unwrap();
        here.delete(&format!("/me/sessions/{id}")).await.ok(200);
        there.get("/me").await.problem(401, "unauthenticated");
        let there = User::of(&app, &sign_in(&app, "Ada", PASSWORD).await);
        let body = json!({ "current": PASSWORD, "password": OTHER });
        here.post("/me/password", body).await.ok(200);
        there.get("/me").await.problem(401, "unauthenticated");
        User::of(&app, &sign_in(&app, "Ada", OTHER).await);
        let ended = here.delete("/me/sessions").await.ok(200);
        assert_eq!(ended["data"]["ended"], json!(1));
    })
    .await;
}

#[tokio::test]
async fn what_a_key_makes_belongs_to_its_maker_and_names_the_key() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let profile = ada.profile("Sales representative").await;
        let body = json!({ "name": "Web shop", "profile": profile });
        let made = ada.post("/api-keys", body).await.ok(201);
        let key = made["data"]["id"].clone();
        let secret = made["data"]["secret"].as_str().unwrap().to_owned();
        let program = User {
            token: secret.clone(),
            ..ada.clone()
        };
        let contact = program
            .post(
                "/contacts",
                json!({ "first_name": "Grace", "last_name": "Hopper" }),
            )
            .await
            .ok(201);
        assert_eq!(contact["data"]["owner"], json!(ada.id));
        assert_eq!(contact["data"]["created_by"], key);
        let id = contact["data"]["id"].as_str().unwrap();
        let read = ada.get(&format!("/contacts/{id}")).await.ok(200);
        assert_eq!(read["data"]["created_by"], key);
        let audit = ada.get(&format!("/contacts/{id}/audit")).await.ok(200);
        let entry = &audit["data"][0];
        assert_eq!(
            entry["actor"],
            json!({ "id": key, "name": "API key Web shop" })
        );
        assert_eq!(entry["behind"], json!({ "id": ada.id, "name": "Ada" }));
        // Its profile limits it, though its maker is an administrator.
        program
            .post("/roles", json!({ "name": "Boss" }))
            .await
            .problem(403, "forbidden");
        program
            .delete("/sessions/current")
            .await
            .problem(403, "key_not_allowed");
        let list = ada.get("/api-keys").await.ok(200);
        assert_eq!(list["data"][0]["name"], json!("Web shop"));
        assert!(!list.to_string().contains(&secret));
        ada.delete(&format!("/api-keys/{}", key.as_str().unwrap()))
            .await
            .ok(200);
        program
            .get("/contacts")
            .await
            .problem(401, "unauthenticated");
        let trail = ada.get("/audit?kind=api_key").await.ok(200);
        let actions: Vec<&Value> = trail["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["action"])
            .collect();
        assert_eq!(actions, [&json!("revoke"), &json!("create")]);
        assert!(!trail.to_string().contains(&secret));
    })
    .await;
}

#[tokio::test]
async fn who_acts_for_another_is_named_beside() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        bob.post(&format!("/users/{}/impersonate", ada.id), json!({}))
            .await
            .problem(403, "forbidden");
        let acting = ada
            .post(&format!("/users/{}/impersonate", bob.id), json!({}))
            .await
            .ok(200);
        assert_eq!(acting["data"]["user"]["id"], json!(bob.id));
        let me = ada.get("/me").await.ok(200);
        assert_eq!(me["data"]["user"]["id"], json!(bob.id));
        assert_eq!(
            me["data"]["impersonator"],
            json!({ "id": ada.id, "name": "Ada" })
        );
        let id = ada
            .create(
                "contacts",
                json!({ "first_name": "Grace", "last_name": "Hopper" }),
            )
            .await;
        ada.post("/roles", json!({ "name": "Boss" }))
            .await
            .problem(403, "forbidden");
        ada.patch("/me", json!({ "name": "Rob" }))
            .await
            .problem(403, "forbidden");
        ada.get("/me/sessions").await.problem(403, "forbidden");
        ada.delete("/me/impersonation").await.ok(200);
        ada.delete("/me/impersonation")
            .await
            .problem(404, "not_found");
        let me = ada.get("/me").await.ok(200);
        assert_eq!(me["data"]["impersonator"], json!(null));
        let audit = ada.get(&format!("/contacts/{id}/audit")).await.ok(200);
        let entry = &audit["data"][0];
        assert_eq!(entry["actor"], json!({ "id": bob.id, "name": "Bob" }));
        assert_eq!(entry["behind"], json!({ "id": ada.id, "name": "Ada" }));
        let trail = ada.get("/audit?kind=sign_in,sign_out").await.ok(200);
        let actions: Vec<String> = trail["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["action"].as_str().unwrap().to_owned())
            .collect();
        assert!(actions.contains(&"impersonate".to_owned()), "{actions:?}");
        assert!(
            actions.contains(&"end_impersonation".to_owned()),
            "{actions:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_is_no_way_around_sign_in() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let made = bob
            .post("/api-keys", json!({ "name": "Mine" }))
            .await
            .ok(201);
        let secret = made["data"]["secret"].as_str().unwrap();
        let path = format!("/users/{}", bob.id);
        ada.patch(&path, json!({ "active": false })).await.ok(200);
        for token in [secret, "rk_", "rk_abc_def", &secret[..secret.len() - 1]] {
            let asked = request(Method::GET, "/api/v1/me", Some(token), &[], None);
            app.send(asked).await.problem(401, "unauthenticated");
        }
    })
    .await;
}
