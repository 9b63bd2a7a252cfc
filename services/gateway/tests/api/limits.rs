//! How much one caller may ask.

use std::net::IpAddr;

use axum::http::{Method, StatusCode};
use rapport_gateway::{Limits, Settings};
use rapport_testkit::Database;

use crate::support::{App, Reply, User, request};

async fn app(limits: Limits) -> (App, User) {
    let settings = Settings {
        limits,
        ..Settings::default()
    };
    let (app, _) = App::open(&Database::sqlite(), settings).await;
    let ada = app.founder("Ada").await;
    (app, ada)
}

async fn ask(app: &App, token: Option<&str>, headers: &[(&str, &str)], path: &str) -> Reply {
    app.send(request(Method::GET, path, token, headers, None))
        .await
}

#[tokio::test]
async fn strangers_users_and_the_web_app_have_accounts_of_their_own() {
    let limits = Limits {
        anonymous: 3,
        signed_in: 4,
        web: 6,
        ..Limits::default()
    };
    let (app, ada) = app(limits).await;
    let me = "/api/v1/me";
    for left in (0..4).rev() {
        let reply = ask(&app, Some(&ada.token), &[], me).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("x-ratelimit-limit"), "4");
        assert_eq!(reply.header("x-ratelimit-remaining"), left.to_string());
        assert_eq!(reply.header("ratelimit-policy"), "\"signed-in\";q=4;w=900");
    }
    let refused = ask(&app, Some(&ada.token), &[], me).await;
    refused.problem(429, "too_many");
    assert_eq!(
        refused.header("retry-after"),
        "225",
        "a quarter of the window"
    );
    assert_eq!(refused.header("ratelimit"), "\"signed-in\";r=0;t=225");

    let web = [("x-rapport-client", "web")];
    for _ in 0..6 {
        assert_eq!(
            ask(&app, Some(&ada.token), &web, me).await.status,
            StatusCode::OK
        );
    }
    ask(&app, Some(&ada.token), &web, me)
        .await
        .problem(429, "too_many");

    // Founding the tenant was the first request of this address.
    for _ in 0..2 {
        ask(&app, None, &[], me)
            .await
            .problem(401, "unauthenticated");
    }
    for token in [None, Some("made.up.token")] {
        ask(&app, token, &[], me).await.problem(429, "too_many");
    }
    for free in ["/health", "/", "/api/v1/health"] {
        assert_eq!(
            ask(&app, None, &[], free).await.status,
            StatusCode::OK,
            "{free}"
        );
    }

    app.clock.advance(225);
    assert_eq!(
        ask(&app, Some(&ada.token), &[], me).await.status,
        StatusCode::OK
    );
    ask(&app, Some(&ada.token), &[], me)
        .await
        .problem(429, "too_many");
}

#[tokio::test]
async fn the_word_of_a_header_opens_no_door() {
    let limits = Limits {
        anonymous: 3,
        web: 100,
        ..Limits::default()
    };
    let (app, _) = app(limits).await;
    let web = [("x-rapport-client", "web")];
    let body =
        || Some(serde_json::json!({ "email": "ada@example.org", "password": "a wrong password" }));
    let sign_in = || request(Method::POST, "/api/v1/sessions", None, &web, body());
    for _ in 0..2 {
        app.send(sign_in()).await.problem(401, "bad_credentials");
    }
    app.send(sign_in()).await.problem(429, "too_many");
    assert_eq!(
        ask(&app, None, &web, "/api/v1/setup").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_burst_is_stopped_and_a_second_later_forgotten() {
    let limits = Limits {
        burst: 2,
        ..Limits::default()
    };
    let (app, ada) = app(limits).await;
    for _ in 0..2 {
        assert_eq!(
            ask(&app, Some(&ada.token), &[], "/api/v1/me").await.status,
            StatusCode::OK
        );
    }
    let refused = ask(&app, Some(&ada.token), &[], "/api/v1/me").await;
    refused.problem(429, "too_many");
    assert_eq!(refused.header("retry-after"), "1");
    app.clock.advance(1);
    assert_eq!(
        ask(&app, Some(&ada.token), &[], "/api/v1/me").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_counts_for_itself() {
    let proxy: IpAddr = "0.0.0.0".parse().unwrap();
    let limits = Limits {
        anonymous: 2,
        trusted_proxies: vec![proxy],
        ..Limits::default()
    };
    let (app, _) = app(limits).await;
    for client in ["198.51.100.1", "198.51.100.2"] {
        let from = [("x-forwarded-for", client)];
        for _ in 0..2 {
            assert_eq!(
                ask(&app, None, &from, "/api/v1/setup").await.status,
                StatusCode::OK
            );
        }
        ask(&app, None, &from, "/api/v1/setup")
            .await
            .problem(429, "too_many");
    }
}
