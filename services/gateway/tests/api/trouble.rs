//! Code that panics, hangs or fails: what the caller hears of it.

use std::time::Duration;

use rapport_gateway::Settings;
use rapport_kernel::Error;
use rapport_records::{Action, ActionFuture, ActionInput, Module, Work};
use rapport_testkit::Database;
use serde_json::json;

use crate::support::{App, User};

const TRIAL: &str = r#"
[entity]
name = "trial"
title = "name"
[fields.name]
type = "text"
[actions.explode]
permission = "read"
on = "collection"
[actions.hang]
permission = "read"
on = "collection"
[actions.fail]
permission = "read"
on = "collection"
[layout]
list = ["name"]
"#;

fn explode(_: &mut Work, _: ActionInput) -> ActionFuture<'_> {
    Box::pin(async { panic!("secret of the inside") })
}

fn hang(_: &mut Work, _: ActionInput) -> ActionFuture<'_> {
    Box::pin(std::future::pending())
}

fn fail(_: &mut Work, _: ActionInput) -> ActionFuture<'_> {
    Box::pin(async {
        Err(Error::internal(std::io::Error::other(
            "secret of the inside",
        )))
    })
}

async fn trial() -> (User, rapport_store::Store) {
    let action = |name, run| Action {
        entity: "trial",
        name,
        run,
    };
    let module = Module {
        name: "trial",
        version: "1",
        requires: &[],
        entities: vec![("trial.toml", TRIAL)],
        actions: vec![
            action("explode", explode),
            action("hang", hang),
            action("fail", fail),
        ],
        ..Module::default()
    };
    let settings = Settings {
        request_timeout: Duration::from_millis(1500),
        public_url: Some("https://crm.example.org".to_owned()),
        allowed_origins: vec!["https://friend.example.org".to_owned()],
        ..Settings::default()
    };
    let (app, store) = App::with(vec![module], &Database::sqlite(), settings).await;
    (app.founder("Ada").await, store)
}

#[tokio::test]
async fn a_panic_is_an_internal_error_and_the_server_goes_on() {
    let (ada, store) = trial().await;
    let problem = ada.post("/trials/explode", json!({})).await;
    assert!(
        !problem
            .problem(500, "internal")
            .to_string()
            .contains("secret")
    );
    let problem = ada.post("/trials/fail", json!({})).await;
    assert!(
        !problem
            .problem(500, "internal")
            .to_string()
            .contains("secret")
    );
    ada.get("/trials").await.ok(200);
    store.close().await;
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    let (ada, store) = trial().await;
    ada.post("/trials/hang", json!({}))
        .await
        .problem(504, "timeout");
    store.close().await;
}

#[tokio::test]
async fn an_https_installation_says_so_and_names_its_friends() {
    let (ada, store) = trial().await;
    let origin = |origin: &'static str| {
        let ada = ada.clone();
        async move {
            ada.call(axum::http::Method::GET, "/me", &[("origin", origin)], None)
                .await
        }
    };
    let friend = origin("https://friend.example.org").await;
    assert_eq!(
        friend.header("strict-transport-security"),
        "max-age=31536000; includeSubDomains"
    );
    assert_eq!(
        friend.header("access-control-allow-origin"),
        "https://friend.example.org"
    );
    assert_eq!(
        friend.header("access-control-allow-credentials"),
        "",
        "never with cookies"
    );
    let stranger = origin("https://stranger.example.org").await;
    assert_eq!(stranger.header("access-control-allow-origin"), "");
    store.close().await;
}
