//! Things that must hold for every route of the table.

use axum::http::Method;
use rapport_gateway::{Access, routes};

use crate::support::{on_sqlite, request};

const ID: &str = "019a0000-0000-7000-8000-000000000001";

fn path(pattern: &str) -> String {
    pattern
        .replace("{entities}", "contacts")
        .replace("{entity}", "contact")
        .replace("{id}", ID)
        .replace("{action}", "convert")
        .replace("{name}", "region")
        .replace("{token}", ID)
        .replace("{share}", ID)
}

#[tokio::test]
async fn anonymous_callers_are_refused_wherever_sign_in_is_needed() {
    on_sqlite(|app| async move {
        let mut tried = 0;
        for route in routes()
            .iter()
            .filter(|route| route.access == Access::SignedIn)
        {
            let path = path(route.path);
            let reply = app.ask(route.method.clone(), &path, None).await;
            reply.problem(401, "unauthenticated");
            assert_eq!(reply.header("www-authenticate"), "Bearer");
            for token in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
                let reply = app
                    .send(request(route.method.clone(), &path, Some(token), &[], None))
                    .await;
                reply.problem(401, "unauthenticated");
            }
            tried += 1;
        }
        assert!(tried > 25, "only {tried}");
    })
    .await;
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    on_sqlite(|app| async move {
        for path in [
            "/health",
            "/",
            "/docs",
            "/api/v1/setup",
            "/api/v1/contacts",
            "/api/v1/nothing",
            "/nothing",
        ] {
            let reply = app.ask(Method::GET, path, None).await;
            assert!(
                reply
                    .header("content-security-policy")
                    .contains("frame-ancestors 'none'"),
                "{path}"
            );
            let policy = reply.header("content-security-policy");
            assert!(
                policy.contains("object-src 'none'") && policy.contains("base-uri 'none'"),
                "{path}: {policy}"
            );
            assert_eq!(
                reply.header("cross-origin-resource-policy"),
                "same-origin",
                "{path}"
            );
            assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(
                reply.header("cross-origin-opener-policy"),
                "same-origin",
                "{path}"
            );
            assert!(
                reply.header("access-control-allow-origin").is_empty(),
                "{path}"
            );
            assert_eq!(reply.header("x-request-id").len(), 36, "{path}");
            if path.starts_with("/api") {
                assert_eq!(reply.header("cache-control"), "no-store", "{path}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn signed_in_callers_never_meet_an_internal_error() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        for route in routes()
            .iter()
            .filter(|route| !route.name.starts_with("sessions."))
            // A stream has no end to wait for; `live.rs` listens to it.
            .filter(|route| route.name != "events")
        {
            let path = path(route.path);
            for body in [
                None,
                Some(serde_json::json!({})),
                Some(serde_json::json!({ "a": [null] })),
            ] {
                let reply = app
                    .send(request(
                        route.method.clone(),
                        &path,
                        Some(&ada.token),
                        &[],
                        body,
                    ))
                    .await;
                assert!(
                    reply.status.as_u16() < 500 || path == "/ready",
                    "{} {path}: {reply:?}",
                    route.method
                );
                assert_ne!(reply.status.as_u16(), 401, "{} {path}", route.method);
            }
        }
    })
    .await;
}
