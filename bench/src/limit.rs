//! The limit: axum, one JWT check, the same SQL. No permissions, no audit (unless asked), no validation.
//!
//! On SQLite two reader threads and one writer thread with group commit, on PostgreSQL four shared pipelined
//! connections: the fastest shapes that were measured, so that the product is compared with the best and not the easy.

mod encode;
mod postgres;
mod sqlite;

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What the limit's token says.
#[derive(Serialize, Deserialize)]
pub struct Claims {
    /// The tenant.
    pub tid: Uuid,
    /// The user.
    pub sub: Uuid,
    /// End of validity, seconds since the epoch.
    pub exp: u64,
}

/// What of the matches is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Nothing.
    None,
    /// At most 10,001 of all.
    Capped,
    /// Every one.
    Exact,
}

/// A list to answer.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Rows.
    pub limit: u32,
    /// Rows after this moment and id.
    pub after: Option<(i64, Uuid)>,
    /// Whether to count the matches, and up to how many.
    pub count: Count,
    /// Words to search.
    pub search: Option<String>,
    /// Only this lifecycle stage.
    pub stage: Option<String>,
    /// By name instead of newest first.
    pub by_name: bool,
}

/// The values of a created or changed contact.
#[derive(Clone, Debug, Deserialize)]
pub struct Input {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Department: neither indexed nor searched.
    pub department: Option<String>,
}

enum Database {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

struct Limit {
    database: Database,
    key: DecodingKey,
    validation: Validation,
}

type Shared = State<Arc<Limit>>;

/// Serves until the process is ended.
pub async fn serve(database: &str, listen: &str, secret: &str) {
    let audit = std::env::var("LIMIT_AUDIT").is_ok();
    let database = match database.strip_prefix("sqlite:") {
        Some(path) => Database::Sqlite(sqlite::Sqlite::open(path, audit)),
        None => Database::Postgres(postgres::Postgres::connect(database, audit).await),
    };
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    let limit = Limit {
        database,
        key: DecodingKey::from_secret(secret.as_bytes()),
        validation,
    };
    let app = axum::Router::new()
        .route("/api/v1/contacts", get(list).post(create))
        .route("/api/v1/contacts/{id}", get(one).patch(update))
        .with_state(Arc::new(limit));
    let listener = tokio::net::TcpListener::bind(listen).await.unwrap();
    axum::serve(listener, app).await.unwrap();
}

impl Limit {
    fn claims(&self, headers: &HeaderMap) -> Option<Claims> {
        let token = headers
            .get(header::AUTHORIZATION)?
            .to_str()
            .ok()?
            .strip_prefix("Bearer ")?;
        jsonwebtoken::decode::<Claims>(token, &self.key, &self.validation)
            .ok()
            .map(|data| data.claims)
    }
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn wrapped(record: &[u8]) -> Vec<u8> {
    [b"{\"data\":", record, b"}"].concat()
}

async fn one(State(limit): Shared, headers: HeaderMap, Path(id): Path<Uuid>) -> Response {
    let Some(claims) = limit.claims(&headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let found = match &limit.database {
        Database::Sqlite(sqlite) => sqlite.get(claims.tid, id).await,
        Database::Postgres(postgres) => postgres.get(claims.tid, id).await,
    };
    match found {
        Some(record) => json(StatusCode::OK, wrapped(&record)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn list(
    State(limit): Shared,
    headers: HeaderMap,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let Some(claims) = limit.claims(&headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let after = query.get("cursor").and_then(|text| {
        let (at, id) = text.split_once(':')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    });
    let listing = Listing {
        limit: query
            .get("limit")
            .and_then(|text| text.parse().ok())
            .unwrap_or(20),
        after,
        count: match query.get("count").map(String::as_str) {
            Some("exact") => Count::Exact,
            Some("capped") => Count::Capped,
            _ => Count::None,
        },
        search: query.get("search").cloned(),
        stage: query.get("lifecycle_stage").cloned(),
        by_name: query.contains_key("sort"),
    };
    let (records, total, next) = match &limit.database {
        Database::Sqlite(sqlite) => sqlite.list(claims.tid, listing.clone()).await,
        Database::Postgres(postgres) => postgres.list(claims.tid, &listing).await,
    };
    let next = next.map_or("null".to_owned(), |(at, id)| format!("\"{at}:{id}\""));
    let total = total.map_or(String::new(), |total| format!(",\"total\":{total}"));
    let mut body = Vec::with_capacity(records.len() + 100);
    body.extend_from_slice(b"{\"data\":[");
    body.extend_from_slice(&records);
    let limit = listing.limit;
    let page = format!("],\"pagination\":{{\"limit\":{limit},\"next_cursor\":{next}{total}}}}}");
    body.extend_from_slice(page.as_bytes());
    json(StatusCode::OK, body)
}

async fn create(State(limit): Shared, headers: HeaderMap, body: bytes::Bytes) -> Response {
    let Some(claims) = limit.claims(&headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Ok(input) = serde_json::from_slice::<Input>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let record = match &limit.database {
        Database::Sqlite(sqlite) => sqlite.create(claims, input).await,
        Database::Postgres(postgres) => postgres.create(&claims, &input).await,
    };
    json(StatusCode::CREATED, wrapped(&record))
}

async fn update(
    State(limit): Shared,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    body: bytes::Bytes,
) -> Response {
    let Some(claims) = limit.claims(&headers) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Ok(input) = serde_json::from_slice::<Input>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let record = match &limit.database {
        Database::Sqlite(sqlite) => sqlite.update(claims, id, input).await,
        Database::Postgres(postgres) => postgres.update(&claims, id, &input).await,
    };
    match record {
        Some(record) => json(StatusCode::OK, wrapped(&record)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Microseconds since the epoch.
fn now() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(since.as_micros()).unwrap()
}
