//! `/setup`, `/tenants`, `/sessions`, `/me`.

use axum::http::Method;
use serde_json::json;

use crate::support::{App, PASSWORD, User, on_each_database, on_sqlite, request};

async fn sign_in(app: &App, headers: &[(&str, &str)], password: &str) -> crate::support::Reply {
    let body = json!({ "email": "ada@example.org", "password": password });
    app.send(request(
        Method::POST,
        "/api/v1/sessions",
        None,
        headers,
        Some(body),
    ))
    .await
}

#[tokio::test]
async fn an_installation_is_set_up_once_and_then_signed_in_to() {
    on_each_database(|app| async move {
        let setup = app.ask(Method::GET, "/api/v1/setup", None).await.ok(200);
        assert_eq!(setup["data"]["needs_setup"], json!(true));
        app.founder("Ada").await;
        let setup = app.ask(Method::GET, "/api/v1/setup", None).await.ok(200);
        assert_eq!(setup["data"]["needs_setup"], json!(false));

        let reply = sign_in(&app, &[], PASSWORD).await;
        let session = reply.ok(200);
        assert!(session["data"]["refresh_token"].is_string());
        assert_eq!(session["data"]["expires_in"], json!(900));
        assert_eq!(
            session["data"]["user"]["profile"]["administrator"],
            json!(true)
        );
        assert_eq!(session["data"]["tenant"]["currency"], json!("EUR"));
        assert_eq!(reply.header("cache-control"), "no-store");
        let me = User::of(&app, &reply).get("/me").await.ok(200);
        assert_eq!(me["data"]["user"], session["data"]["user"]);

        sign_in(&app, &[], "wrong password for sure")
            .await
            .problem(401, "bad_credentials");
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_is_spent_for_the_next() {
    on_each_database(|app| async move {
        app.founder("Ada").await;
        let first = sign_in(&app, &[], PASSWORD).await.ok(200);
        let body = json!({ "refreshToken": first["data"]["refresh_token"] });
        let second = app
            .ask(Method::POST, "/api/v1/sessions/refresh", Some(body.clone()))
            .await;
        assert_ne!(
            second.ok(200)["data"]["refresh_token"],
            first["data"]["refresh_token"]
        );
        app.clock.advance(60);
        let replayed = app
            .ask(Method::POST, "/api/v1/sessions/refresh", Some(body))
            .await;
        replayed.problem(401, "bad_refresh_token");
        // A replay ends the whole session: somebody else may hold the newer token.
        User::of(&app, &second)
            .get("/me")
            .await
            .problem(401, "unauthenticated");
        let none = app
            .ask(Method::POST, "/api/v1/sessions/refresh", Some(json!({})))
            .await;
        none.problem(401, "bad_refresh_token");
    })
    .await;
}

#[tokio::test]
async fn a_browser_keeps_its_refresh_token_in_a_cookie() {
    on_each_database(|app| async move {
        app.founder("Ada").await;
        let web = ("x-rapport-client", "web");
        let reply = sign_in(&app, &[web], PASSWORD).await;
        assert!(reply.ok(200)["data"].get("refresh_token").is_none());
        let cookie = reply.header("set-cookie").to_owned();
        for part in [
            "rapport_refresh=",
            "HttpOnly",
            "SameSite=Strict",
            "Path=/api/v1/sessions",
            "Max-Age=604800",
        ] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        assert!(!cookie.contains("Secure"), "plain http: {cookie}");
        let pair = cookie.split(';').next().unwrap().to_owned();

        let refresh = |headers: Vec<(&'static str, String)>| {
            let app = app.clone();
            async move {
                let headers: Vec<(&str, &str)> = headers
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                app.send(request(
                    Method::POST,
                    "/api/v1/sessions/refresh",
                    None,
                    &headers,
                    None,
                ))
                .await
            }
        };
        refresh(vec![("cookie", pair.clone())])
            .await
            .problem(401, "bad_refresh_token");
        let next = refresh(vec![
            ("cookie", pair),
            ("x-rapport-client", "web".to_owned()),
        ])
        .await;
        next.ok(200);
        let pair = next
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned();

        let headers = [("cookie", pair.as_str()), web];
        let out = app
            .send(request(
                Method::DELETE,
                "/api/v1/sessions/current",
                None,
                &headers,
                None,
            ))
            .await;
        out.ok(200);
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        let gone = refresh(vec![
            ("cookie", pair),
            ("x-rapport-client", "web".to_owned()),
        ])
        .await;
        gone.problem(401, "bad_refresh_token");
    })
    .await;
}

#[tokio::test]
async fn behind_https_the_cookie_is_secure() {
    on_sqlite(|app| async move {
        app.founder("Ada").await;
        let headers = [("x-rapport-client", "web"), ("x-forwarded-proto", "https")];
        let reply = sign_in(&app, &headers, PASSWORD).await;
        assert!(reply.header("set-cookie").ends_with("; Secure"));
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_the_access_token() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        ada.get("/me").await.ok(200);
        ada.delete("/sessions/current").await.ok(200);
        ada.get("/me").await.problem(401, "unauthenticated");
        ada.get("/contacts").await.problem(401, "unauthenticated");
        app.ask(Method::DELETE, "/api/v1/sessions/current", None)
            .await
            .problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn a_user_changes_name_and_preferences() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let change = json!({ "name": "Ada Lovelace", "preferences": { "theme": "dark", "list": { "a": 1 } } });
        let me = ada.patch("/me", change).await.ok(200);
        assert_eq!(me["data"]["user"]["name"], json!("Ada Lovelace"));
        let me = ada.patch("/me", json!({ "preferences": { "list": null } })).await.ok(200);
        assert_eq!(me["data"]["preferences"], json!({ "theme": "dark" }));
        ada.patch("/me", json!({ "role": "admin" })).await.problem(400, "unknown_field");
        let much = json!({ "preferences": { "x": "y".repeat(70_000) } });
        assert!(ada.patch("/me", much).await.status.is_client_error());
    })
    .await;
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_the_account() {
    on_sqlite(|app| async move {
        app.founder("Ada").await;
        let mut last = 0;
        for _ in 0..30 {
            last = sign_in(&app, &[], "wrong password for sure")
                .await
                .status
                .as_u16();
            if last == 423 {
                break;
            }
        }
        assert_eq!(last, 423);
        sign_in(&app, &[], PASSWORD).await.problem(423, "locked");
    })
    .await;
}
