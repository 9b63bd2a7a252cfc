//! Live updates as server-sent events: who hears what, and for how long.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{User, on_each_database, on_sqlite, request};

/// Longer than anything takes; a test that waits so long has failed.
const LIMIT: Duration = Duration::from_secs(20);

/// An open stream.
struct Stream {
    body: Body,
    read: String,
}

/// One event: its name, its id and its data.
#[derive(Debug)]
struct Event {
    name: String,
    id: String,
    data: Value,
}

async fn listen(user: &User, query: &str) -> Stream {
    let path = format!("/api/v1/events{query}");
    let request = request(Method::GET, &path, Some(&user.token), &[], None);
    let response = user.app.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = Stream {
        body: response.into_body(),
        read: String::new(),
    };
    assert_eq!(stream.next().await.unwrap().name, "ready");
    stream
}

impl Stream {
    /// The next event; none when the stream has ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let line = |key: &str| {
                    let lines = event.lines().filter_map(|line| line.strip_prefix(key));
                    lines.map(str::trim).collect::<String>()
                };
                let (name, id, data) = (line("event:"), line("id:"), line("data:"));
                self.read = rest.to_owned();
                if name.is_empty() {
                    continue;
                }
                let data = serde_json::from_str(&data).unwrap();
                return Some(Event { name, id, data });
            }
            let frame = tokio::time::timeout(LIMIT, self.body.frame()).await;
            let frame = frame.expect("nothing was heard")?.unwrap();
            let bytes = frame.into_data().unwrap();
            self.read.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }

    /// The next change.
    async fn change(&mut self) -> Event {
        loop {
            let event = self.next().await.expect("the stream has ended");
            if event.name == "change" {
                return event;
            }
        }
    }
}

#[tokio::test]
async fn a_change_is_heard_by_those_who_may_see_the_record() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "own").await;
        let eve = app.founder("Eve").await;
        let mut ears = [
            listen(&ada, "").await,
            listen(&bob, "").await,
            listen(&eve, "").await,
        ];
        let secret = ada.create("deals", json!({ "name": "Secret" })).await;
        app.clock.advance(1);
        let given = json!({ "name": "Given", "owner": bob.id });
        let given = ada.create("deals", given).await;
        app.clock.advance(1);
        let own = eve.create("contacts", json!({ "last_name": "Own" })).await;
        app.clock.advance(1);

        let first = ears[0].change().await.data;
        assert_eq!(first["type"], "deal.created");
        assert_eq!(first["record"], json!(secret));
        assert_eq!(first["actor"], json!(ada.id));
        assert_eq!(first["version"], 1);
        assert!(!first.to_string().contains("Secret"), "{first}");
        assert_eq!(ears[0].change().await.data["record"], json!(given));
        // The first thing they hear is their own: nothing came before it.
        assert_eq!(ears[1].change().await.data["record"], json!(given));
        assert_eq!(ears[2].change().await.data["record"], json!(own));
    })
    .await;
}

#[tokio::test]
async fn hidden_fields_and_entities_are_not_named() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let all = json!({ "create": true, "read": true, "update": true, "delete": true });
        let mut deals = all.clone();
        deals["fields"] = json!({ "amount": "hidden" });
        let body = json!({ "name": "Blind", "other": all,
            "permissions": { "deals": deals, "products": { "read": false } } });
        ada.post("/profiles", body).await.ok(201);
        let bob = ada.invite("Bob", "Blind").await;
        let mut ear = listen(&bob, "").await;
        ada.create("products", json!({ "name": "Unknown" })).await;
        app.clock.advance(1);
        let deal = ada.create("deals", json!({ "name": "Roof" })).await;
        app.clock.advance(1);
        let change = json!({ "amount": 7, "description": "new" });
        ada.patch(&format!("/deals/{deal}"), change).await.ok(200);
        assert_eq!(ear.change().await.data["type"], "deal.created");
        let heard = ear.change().await.data;
        assert_eq!(heard["fields"], json!(["description"]), "{heard}");
    })
    .await;
}

#[tokio::test]
async fn who_comes_back_hears_what_was_missed() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let mut ear = listen(&ada, "").await;
        ada.create("contacts", json!({ "last_name": "One" })).await;
        app.clock.advance(1);
        let last = ear.change().await.id;
        drop(ear);
        let missed = ada.create("contacts", json!({ "last_name": "Two" })).await;
        app.clock.advance(1);
        let mut ear = listen(&ada, &format!("?after={last}")).await;
        let now = ada
            .create("contacts", json!({ "last_name": "Three" }))
            .await;
        assert_eq!(ear.change().await.data["record"], json!(missed));
        assert_eq!(ear.change().await.data["record"], json!(now));

        // Too long away: everything is to be read anew.
        let unknown = "?after=019a0000-0000-7000-8000-000000000001";
        let mut ear = listen(&ada, unknown).await;
        assert_eq!(ear.next().await.unwrap().name, "missed");
        ada.get("/events?after=7").await.problem(400, "invalid");
        ada.get("/events?entities=nonsense")
            .await
            .problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn only_the_wanted_entities_are_told() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let mut ear = listen(&ada, "?entities=deals,task").await;
        ada.create("contacts", json!({ "last_name": "One" })).await;
        app.clock.advance(1);
        let task = ada.create("tasks", json!({ "title": "Call" })).await;
        app.clock.advance(1);
        assert_eq!(ear.change().await.data["record"], json!(task));
    })
    .await;
}

#[tokio::test]
async fn who_is_given_a_record_is_notified() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let mut ear = listen(&bob, "").await;
        let body = json!({ "title": "Call Carl", "assignee": bob.id });
        let task = ada.create("tasks", body).await;
        app.clock.advance(1);
        ear.change().await;
        let heard = ear.next().await.unwrap();
        assert_eq!(heard.name, "notification");
        assert_eq!(heard.data["kind"], "assigned");
        assert_eq!(heard.data["id"], json!(task));
        assert_eq!(heard.data["title"], "Call Carl");
        assert_eq!(heard.data["by"], json!(ada.id));
        // What one gives to oneself is no news.
        let body = json!({ "title": "Own", "assignee": bob.id });
        bob.create("tasks", body).await;
        app.clock.advance(1);
        ear.change().await;
        ada.create("contacts", json!({ "last_name": "One" })).await;
        app.clock.advance(1);
        assert_eq!(ear.next().await.unwrap().name, "change");
    })
    .await;
}

#[tokio::test]
async fn a_disabled_user_hears_nothing_more() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let mut ear = listen(&bob, "").await;
        ada.create("contacts", json!({ "last_name": "One" })).await;
        app.clock.advance(1);
        ear.change().await;
        ada.patch(&format!("/users/{}", bob.id), json!({ "active": false }))
            .await
            .ok(200);
        ada.create("contacts", json!({ "last_name": "Two" })).await;
        app.clock.advance(1);
        assert!(ear.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn an_idle_listener_is_asked_again_without_an_event() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let mut ear = listen(&bob, "").await;
        ada.patch(&format!("/users/{}", bob.id), json!({ "active": false }))
            .await
            .ok(200);
        assert!(ear.next().await.is_none());
    })
    .await;
}
