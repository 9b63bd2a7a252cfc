//! `/metrics`

use std::collections::BTreeSet;
use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use futures::{FutureExt, stream};
use rapport_gateway::Settings;
use rapport_testkit::Database;

use crate::support::{App, on_each_database, request};

#[tokio::test]
async fn figures_are_told_to_who_knows_the_token() {
    on_each_database(|app| async move {
        let reply = app.ask(Method::GET, "/metrics", None).await;
        reply.problem(403, "forbidden");
    })
    .await;
    let settings = Settings {
        metrics_token: Some("let me see".to_owned()),
        ..Settings::default()
    };
    let (app, _) = App::open(&Database::sqlite(), settings).await;
    let ada = app.founder("Ada").await;
    for _ in 0..3 {
        ada.get("/contacts").await.ok(200);
    }
    app.ask(Method::GET, "/made/up/path", None).await;
    let endless = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
    let mut given_up = request(
        Method::POST,
        "/api/v1/contacts",
        Some(&ada.token),
        &[],
        None,
    );
    *given_up.body_mut() = endless;
    assert!(
        app.send(given_up).now_or_never().is_none(),
        "its body never ends"
    );
    for wrong in [None, Some("let me"), Some(ada.token.as_str())] {
        let reply = app
            .send(request(Method::GET, "/metrics", wrong, &[], None))
            .await;
        reply.problem(403, "forbidden");
    }
    let reply = app
        .send(request(
            Method::GET,
            "/metrics",
            Some("let me see"),
            &[],
            None,
        ))
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(
        reply
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    let text = String::from_utf8(reply.bytes.to_vec()).unwrap();
    let list =
        r#"rapport_http_requests_total{method="GET",route="/api/v1/{entities}",status="200"} 3"#;
    assert!(text.contains(list), "{text}");
    assert!(text.contains(r#"route="web",status="404"} 1"#), "{text}");
    assert!(!text.contains("made/up"), "paths are no labels");
    // This very request, and none that was answered or given up before.
    assert!(
        text.contains("rapport_http_requests_in_flight 1\n"),
        "{text}"
    );
    well_formed(&text);
}

/// What `promtool check metrics` looks at: help and type before the samples of each figure, each named once and well.
fn well_formed(text: &str) {
    let (mut helped, mut typed) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').unwrap();
            assert!(helped.insert(name.to_owned()) && !help.is_empty(), "{line}");
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert!(typed.insert(name.to_owned()), "{line}");
            assert_eq!(kind == "counter", name.ends_with("_total"), "{line}");
        } else {
            let name = line.split(['{', ' ']).next().unwrap();
            let base = ["_bucket", "_sum", "_count"]
                .iter()
                .find_map(|end| name.strip_suffix(end));
            let known = |name: &str| helped.contains(name) && typed.contains(name);
            assert!(known(name) || base.is_some_and(known), "{line}");
        }
    }
    assert!(helped.len() > 5);
}
