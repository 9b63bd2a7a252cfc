//! Failures that belong to no single route.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use crate::support::{on_sqlite, request};

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        app.ask(Method::GET, "/api/v1/a/b/c/d", None)
            .await
            .problem(404, "not_found");
        app.ask(Method::GET, "/api/v2/contacts", None)
            .await
            .problem(404, "not_found");
        app.ask(Method::GET, "/api", None)
            .await
            .problem(404, "not_found");
        let wrong = ada.delete("/contacts").await;
        wrong.problem(405, "method_not_allowed");
        assert!(
            wrong.header("allow").contains("POST"),
            "{:?}",
            wrong.headers
        );
        for path in ["/api/v1/contacts", "/api/v1/setup", "/health"] {
            let echoed = app.ask(Method::TRACE, path, None).await;
            assert_eq!(echoed.status.as_u16(), 405, "{path}");
        }
        let wrong = app.ask(Method::PUT, "/api/v1/sessions", None).await;
        wrong.problem(405, "method_not_allowed");
        assert_eq!(wrong.header("allow"), "POST");
    })
    .await;
}

#[tokio::test]
async fn bodies_must_be_small_json() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let post = |kind: &'static str, body: Vec<u8>| {
            let request = Request::post("/api/v1/accounts")
                .header("authorization", format!("Bearer {}", ada.token))
                .header("content-type", kind)
                .body(Body::from(body))
                .unwrap();
            let app = app.clone();
            async move { app.send(request).await }
        };
        post("text/plain", b"{}".to_vec())
            .await
            .problem(415, "unsupported_media");
        let syntax = post("application/json", b"{\"name\":\n oops}".to_vec())
            .await
            .problem(400, "invalid");
        assert!(
            syntax["detail"]
                .as_str()
                .unwrap()
                .contains("line 2 column 2"),
            "{syntax}"
        );
        post("application/json", b"[]".to_vec())
            .await
            .problem(400, "invalid");
        post("application/json", b"{\"name\":\"\xff\"}".to_vec())
            .await
            .problem(400, "invalid");
        let large = format!("{{\"name\":\"{}\"}}", "x".repeat(1_100_000));
        post("application/json", large.into_bytes())
            .await
            .problem(413, "too_large");
        let deep = format!(
            "{{\"name\":{}1{}}}",
            "[".repeat(100_000),
            "]".repeat(100_000)
        );
        post("application/json", deep.into_bytes())
            .await
            .problem(400, "invalid");
        let none = app
            .send(request(
                Method::POST,
                "/api/v1/accounts",
                Some(&ada.token),
                &[],
                None,
            ))
            .await;
        none.problem(400, "invalid");
        assert_eq!(
            ada.get("/accounts?deleted=any").await.ok(200)["data"],
            json!([])
        );
    })
    .await;
}

#[tokio::test]
async fn a_request_is_named_by_a_sane_id() {
    on_sqlite(|app| async move {
        let sane = "019a0000-0000-7000-8000-000000000001";
        let named = app
            .send(request(
                Method::GET,
                "/health",
                None,
                &[("x-request-id", sane)],
                None,
            ))
            .await;
        assert_eq!(named.header("x-request-id"), sane);
        for odd in ["7", "<script>", "019a0000-0000-7000-8000-00000000000g"] {
            let named = app
                .send(request(
                    Method::GET,
                    "/health",
                    None,
                    &[("x-request-id", odd)],
                    None,
                ))
                .await;
            assert_ne!(named.header("x-request-id"), odd);
        }
    })
    .await;
}

#[tokio::test]
async fn the_process_tells_how_it_is() {
    on_sqlite(|app| async move {
        assert_eq!(
            app.ask(Method::GET, "/health", None).await.ok(200),
            json!({ "status": "ok" })
        );
        assert_eq!(
            app.ask(Method::GET, "/api/v1/health", None).await.ok(200),
            json!({ "status": "ok" })
        );
        // The tables of tests are made without migrations.
        let ready = app.ask(Method::GET, "/ready", None).await;
        ready.problem(503, "unavailable");
        assert_eq!(ready.header("retry-after"), "1");
        let head = app.ask(Method::HEAD, "/health", None).await;
        assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    })
    .await;
}

#[tokio::test]
async fn demo_data_needs_an_administrator_and_a_seed() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        bob.post("/demo", json!({})).await.problem(403, "forbidden");
        ada.post("/demo", json!({})).await.problem(404, "not_found");
    })
    .await;
}
