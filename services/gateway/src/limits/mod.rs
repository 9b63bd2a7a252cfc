//! How much one caller may ask, so that none keeps the others waiting.
//!
//! There are three classes of requests, each with a number per quarter of an hour: strangers, by their address; users
//! who are signed in; and users in our own web app. API clients are also held to a number per second. A caller is told
//! the state of the account with every answer: `RateLimit-Policy` and `RateLimit`
//! (draft-ietf-httpapi-ratelimit-headers-10), and the older `X-RateLimit-*`. Counting is the generic cell rate
//! algorithm: what was used comes back evenly, not at the end of a window.
//!
//! Counts live in this process: each process of an installation counts for itself.

mod address;
mod bucket;

use axum::extract::Request;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use rapport_accounts::Session;
use rapport_kernel::{Clock, Error, ErrorCode};

use crate::context::{bearer, is_web};
use crate::state::GatewayState;

use address::client_address;
pub(crate) use address::{Peer, whole_address};
use bucket::{Buckets, Key, State};

/// What the numbers are counted over.
const WINDOW_SECONDS: u32 = 15 * 60;

/// How much is admitted. Zero admits everything.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Requests per quarter of an hour from one address without sign-in.
    pub anonymous: u32,
    /// Requests per quarter of an hour of one user.
    pub signed_in: u32,
    /// Requests per quarter of an hour of one user in our own web app.
    pub web: u32,
    /// Requests per second of one address or user; the web app is not held to it.
    pub burst: u32,
    /// Proxies whose word is taken for whom they forward. Those on this machine need not be named.
    pub trusted_proxies: Vec<std::net::IpAddr>,
}

/// The accounts of all callers.
pub(crate) struct Meter {
    limits: Limits,
    anonymous: Option<Buckets>,
    signed_in: Option<Buckets>,
    web: Option<Buckets>,
    burst: Option<Buckets>,
}

/// What a caller is told of the account.
pub(crate) struct Told {
    class: &'static str,
    most: u32,
    state: State,
    is_refused: bool,
}

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const OLD_LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const OLD_REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const OLD_RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

impl Meter {
    pub(crate) fn new(limits: Limits, clock: &std::sync::Arc<dyn Clock>) -> Self {
        let buckets = |most, seconds| Buckets::new(most, seconds, clock.clone());
        Self {
            anonymous: buckets(limits.anonymous, WINDOW_SECONDS),
            signed_in: buckets(limits.signed_in, WINDOW_SECONDS),
            web: buckets(limits.web, WINDOW_SECONDS),
            burst: buckets(limits.burst, 1),
            limits,
        }
    }

    fn counts(&self) -> bool {
        self.anonymous.is_some()
            || self.signed_in.is_some()
            || self.web.is_some()
            || self.burst.is_some()
    }
}

/// Admits a request or not. A caller who proves to be signed in is remembered with the request.
///
/// # Errors
/// `too_many`, and what the caller is told.
pub(crate) async fn admit(
    state: &GatewayState,
    request: &mut Request,
) -> Result<Option<Told>, (Error, Told)> {
    let meter = state.meter();
    if !meter.counts() || !is_counted(request.uri().path()) {
        return Ok(None);
    }
    let session = match bearer(request.headers()) {
        Some(token) => state.accounts().authenticate(token).await.ok(),
        None => None,
    };
    let admitted = admit_caller(meter, session.as_ref(), request);
    if let Some(session) = session {
        request.extensions_mut().insert(session);
    }
    admitted
}

fn admit_caller(
    meter: &Meter,
    session: Option<&Session>,
    request: &Request,
) -> Result<Option<Told>, (Error, Told)> {
    let web = is_web(request.headers()) && !opens_a_door(request.method(), request.uri().path());
    let key = session.map_or_else(
        || Key::Address(client_address(request, &meter.limits.trusted_proxies)),
        |session| Key::User(session.actor.user),
    );
    let (class, buckets) = match (session, web) {
        (_, true) => ("web", &meter.web),
        (Some(_), false) => ("signed-in", &meter.signed_in),
        (None, false) => ("anonymous", &meter.anonymous),
    };
    if !web && let Some(burst) = &meter.burst {
        take(burst, "burst", &key)?;
    }
    buckets
        .as_ref()
        .map(|buckets| take(buckets, class, &key))
        .transpose()
}

fn take(buckets: &Buckets, class: &'static str, key: &Key) -> Result<Told, (Error, Told)> {
    let most = buckets.most();
    let told = |state, is_refused| Told {
        class,
        most,
        state,
        is_refused,
    };
    match buckets.take(key) {
        Ok(state) => Ok(told(state, false)),
        Err(state) => {
            let message = format!(
                "too many requests: {most} are admitted; try again in {} s",
                state.seconds
            );
            Err((Error::new(ErrorCode::TOO_MANY, message), told(state, true)))
        }
    }
}

/// Pages, scripts and pictures cost nothing worth counting, and a balancer asks for health often.
fn is_counted(path: &str) -> bool {
    (path.starts_with("/api/") && path != "/api/v1/health") || path.starts_with("/compat/")
}

/// Where passwords and addresses could be tried out: here the word of a header makes nobody a web app.
fn opens_a_door(method: &Method, path: &str) -> bool {
    *method == Method::POST && !path.ends_with("/refresh") && {
        let doors = [
            "/api/v1/sessions",
            "/api/v1/tenants",
            "/api/v1/password",
            "/api/v1/invitations",
        ];
        doors.iter().any(|door| path.starts_with(door))
    }
}

impl Told {
    /// Writes the account into an answer.
    pub(crate) fn write(&self, headers: &mut HeaderMap) {
        let Self {
            class, most, state, ..
        } = self;
        let window = if *class == "burst" { 1 } else { WINDOW_SECONDS };
        put(headers, POLICY, &format!("\"{class}\";q={most};w={window}"));
        put(
            headers,
            LIMIT,
            &format!("\"{class}\";r={};t={}", state.left, state.seconds),
        );
        put(headers, OLD_LIMIT, &most.to_string());
        put(headers, OLD_REMAINING, &state.left.to_string());
        put(headers, OLD_RESET, &state.seconds.to_string());
        if self.is_refused {
            put(headers, RETRY_AFTER, &state.seconds.to_string());
        }
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}
