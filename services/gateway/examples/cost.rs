//! What a request costs above axum itself: run with optimisation, on an idle machine.
//!
//! Prints microseconds per call for a bare axum route, for `/health` with all our layers, for the engine's `get`
//! alone, and for `GET /api/v1/contacts/{id}` through everything. In-process, without sockets.

#![expect(clippy::unwrap_used, reason = "a measurement, not part of the product")]

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::get;
use rapport_accounts::{AccountOptions, Accounts, KeyPlace, SignUp, Signup};
use rapport_files::{FileStore, Files};
use rapport_gateway::{GatewayState, Parts, Settings, router};
use rapport_kernel::{OperationId, RequestContext, RequestId, Source};
use rapport_records::Engine;
use rapport_store::Store;
use rapport_testkit::{Database, TestClock, TestRandom};
use serde_json::json;
use tower::ServiceExt;

const CALLS: u32 = 20_000;

#[tokio::main]
async fn main() {
    let store = Store::open(Database::sqlite().options()).await.unwrap();
    let engine = Engine::new(store.clone(), vec![rapport_crm::module()]).unwrap();
    store
        .create_all(engine.base_schema().entities())
        .await
        .unwrap();
    let (clock, random) = (
        Arc::new(TestClock::default()),
        Arc::new(TestRandom::default()),
    );
    let options = AccountOptions {
        signup: Signup::Open,
        key: KeyPlace::Database,
        public_url: "http://localhost".to_owned(),
    };
    let accounts = Accounts::new(&store, options, clock.clone(), random.clone())
        .await
        .unwrap();
    let (token, ctx) = signed_up(&accounts, clock.clone(), random.clone()).await;
    let input = json!({ "first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org" });
    let created = engine
        .create(&ctx, "contacts", input.as_object().unwrap())
        .await
        .unwrap();
    let record = created.record.into_bytes();
    let service = router(GatewayState::new(Parts {
        engine: engine.clone(),
        accounts: Arc::new(accounts),
        files: Files::new(engine.clone(), FileStore::memory(), "incoming".into(), 0),
        clock,
        random,
        settings: Settings::default(),
        demo: None,
    }));
    for round in 1..=3 {
        println!("round {round}");
        measure(&engine, &ctx, &service, &record, &token).await;
    }
    store.close().await;
}

async fn signed_up(
    accounts: &Accounts,
    clock: Arc<TestClock>,
    random: Arc<TestRandom>,
) -> (String, RequestContext) {
    let sign_up: SignUp = serde_json::from_value(json!({
        "company": "A", "name": "A", "email": "a@example.org", "password": "correct horse battery staple",
    }))
    .unwrap();
    let session = accounts.sign_up(&sign_up, "").await.unwrap();
    let caller = accounts.authenticate(&session.access_token).await.unwrap();
    let ctx = RequestContext {
        tenant: caller.tenant,
        actor: caller.actor,
        request_id: RequestId(caller.id),
        operation: OperationId(caller.id),
        source: Source::Api,
        time_zone: caller.time_zone,
        currency: caller.currency,
        idempotency: None,
        clock,
        random,
    };
    (session.access_token, ctx)
}

async fn measure(
    engine: &Engine,
    ctx: &RequestContext,
    service: &Router,
    record: &[u8],
    token: &str,
) {
    let json: serde_json::Value = serde_json::from_slice(record).unwrap();
    let id = json.get("id").unwrap().as_str().unwrap();
    let body = record.to_vec();
    let bare = Router::new().route(
        "/api/v1/{entities}/{id}",
        get(move || async move { body.clone() }),
    );
    let path = format!("/api/v1/contacts/{id}");
    report("axum alone, same size", &bare, &path, token).await;
    report("/health with our layers", service, "/health", token).await;
    let start = Instant::now();
    for _ in 0..CALLS {
        engine
            .get(ctx, "contacts", id.parse().unwrap(), None, &[])
            .await
            .unwrap();
    }
    show("engine get", start);
    report("GET /contacts/{id}", service, &path, token).await;
    report(
        "GET /contacts?limit=20",
        service,
        "/api/v1/contacts?limit=20",
        token,
    )
    .await;
}

async fn report(name: &str, service: &Router, path: &str, token: &str) {
    let start = Instant::now();
    for _ in 0..CALLS {
        let request = Request::get(path)
            .header("authorization", format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap();
        let response = service.clone().oneshot(request).await.unwrap();
        assert!(
            response.status().is_success(),
            "{name}: {}",
            response.status()
        );
        to_bytes(response.into_body(), usize::MAX).await.unwrap();
    }
    show(name, start);
}

fn show(name: &str, start: Instant) {
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS);
    println!("  {name:<28} {each:8.1} us");
}
