//! The embedded web app.

use axum::http::Method;

use crate::support::{on_sqlite, request};

#[tokio::test]
async fn pages_fall_back_to_the_app_and_nothing_else_does() {
    on_sqlite(|app| async move {
        let html = [("accept", "text/html,application/xhtml+xml")];
        for path in ["/", "/deals/7", "/docs"] {
            let page = app
                .send(request(Method::GET, path, None, &html, None))
                .await;
            assert_eq!(page.status.as_u16(), 200, "{path}");
            assert!(
                page.header("content-type").starts_with("text/html"),
                "{path}"
            );
            assert_eq!(page.header("cache-control"), "no-cache", "{path}");
            let etag = page.header("etag").to_owned();
            let again = request(
                Method::GET,
                path,
                None,
                &[html[0], ("if-none-match", &etag)],
                None,
            );
            assert_eq!(app.send(again).await.status.as_u16(), 304, "{path}");
        }
        app.ask(Method::GET, "/deals/7", None)
            .await
            .problem(404, "not_found");
        app.send(request(Method::GET, "/api/v1/x/y/z/a", None, &html, None))
            .await
            .problem(404, "not_found");
        app.send(request(Method::POST, "/deals/7", None, &html, None))
            .await
            .problem(404, "not_found");
        app.ask(Method::GET, "/../Cargo.toml", None)
            .await
            .problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_ask() {
    on_sqlite(|app| async move {
        let path = "/api/v1/openapi.json";
        let plain = app.ask(Method::GET, path, None).await;
        let small = app
            .send(request(
                Method::GET,
                path,
                None,
                &[("accept-encoding", "gzip")],
                None,
            ))
            .await;
        assert_eq!(small.header("content-encoding"), "gzip");
        assert!(small.bytes.len() * 4 < plain.bytes.len());
        let tiny = app
            .send(request(
                Method::GET,
                "/health",
                None,
                &[("accept-encoding", "gzip")],
                None,
            ))
            .await;
        assert_eq!(tiny.header("content-encoding"), "");
    })
    .await;
}
