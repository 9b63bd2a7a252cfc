//! What a monitoring system wants to know, in the text format of Prometheus (0.0.4).

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use prometheus::{
    HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};
use rapport_kernel::{Error, ErrorCode, Timestamp};
use sha2::{Digest, Sha256};

use crate::context::bearer;
use crate::limits::Peer;
use crate::problem::{Answer, Problem};
use crate::state::GatewayState;

/// Upper bounds in seconds: from a read out of memory to a large export.
const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0,
];
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The figures of this process.
pub(crate) struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    in_flight: IntGauge,
    database_up: IntGauge,
}

impl Metrics {
    pub(crate) fn new(version: &str) -> Self {
        Self::registered(version).unwrap_or_else(|error| {
            // Two figures of one name: a mistake in this file, seen by each test.
            unreachable!("figures that exclude each other: {error}")
        })
    }

    fn registered(version: &str) -> prometheus::Result<Self> {
        let registry = Registry::new();
        let labels = ["method", "route", "status"];
        let requests = IntCounterVec::new(
            Opts::new("rapport_http_requests_total", "Requests answered."),
            &labels,
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new(
                "rapport_http_request_duration_seconds",
                "Time from a request to its answer.",
            )
            .buckets(SECONDS.to_vec()),
            &["method", "route"],
        )?;
        let in_flight = IntGauge::new(
            "rapport_http_requests_in_flight",
            "Requests being answered.",
        )?;
        let database_up = IntGauge::new(
            "rapport_database_up",
            "Whether the database is reachable and migrated.",
        )?;
        let build = IntGaugeVec::new(
            Opts::new("rapport_build_info", "The running version."),
            &["version"],
        )?;
        build.with_label_values(&[version]).set(1);
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        registry.register(Box::new(in_flight.clone()))?;
        registry.register(Box::new(database_up.clone()))?;
        registry.register(Box::new(build))?;
        #[cfg(target_os = "linux")]
        registry.register(Box::new(
            prometheus::process_collector::ProcessCollector::for_self(),
        ))?;
        Ok(Self {
            registry,
            requests,
            seconds,
            in_flight,
            database_up,
        })
    }
}

/// A request whose time is taken.
pub(crate) struct Measured {
    method: Method,
    route: Option<MatchedPath>,
    begun: Timestamp,
    _in_flight: InFlight,
}

/// Counts a request as in flight until it is dropped: answered, or given up by its client.
struct InFlight(IntGauge);

impl InFlight {
    fn begin(gauge: &IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Measured {
    pub(crate) fn begin(state: &GatewayState, request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
            begun: state.clock().now(),
            _in_flight: InFlight::begin(&state.metrics().in_flight),
        }
    }

    /// The route is the pattern, never the path: labels must be few, and paths hold ids.
    pub(crate) fn end(self, state: &GatewayState, status: StatusCode) {
        let metrics = state.metrics();
        let route = self.route.as_ref().map_or("web", MatchedPath::as_str);
        let method = method(&self.method);
        let micros = state.clock().now().as_micros() - self.begun.as_micros();
        metrics
            .requests
            .with_label_values(&[method, route, status.as_str()])
            .inc();
        metrics
            .seconds
            .with_label_values(&[method, route])
            .observe(micros.max(0) as f64 / 1e6);
    }
}

/// A made-up method must not become a label of its own.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// `GET /metrics`: for who knows the token; without one in the settings, for processes on this machine.
pub(crate) async fn metrics(
    State(state): State<GatewayState>,
    peer: Option<axum::Extension<Peer>>,
    headers: HeaderMap,
) -> Answer {
    let peer = peer.map(|axum::Extension(peer)| peer);
    if !may_read(&state, peer, &headers) {
        let message = "metrics are for who knows the token, or for this machine";
        return Err(Problem(Error::new(ErrorCode::FORBIDDEN, message)));
    }
    let metrics = state.metrics();
    let up = state.engine().store().ready().await.is_ok();
    metrics.database_up.set(i64::from(up));
    let text = TextEncoder::new()
        .encode_to_string(&metrics.registry.gather())
        .map_err(Error::internal)?;
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    let mut response: Response = text.into_response();
    response.headers_mut().insert(CONTENT_TYPE, kind);
    Ok(response)
}

fn may_read(state: &GatewayState, peer: Option<Peer>, headers: &HeaderMap) -> bool {
    match &state.settings().metrics_token {
        // Hashes take the same time to compare, whatever was guessed.
        Some(token) => {
            bearer(headers).is_some_and(|sent| Sha256::digest(sent) == Sha256::digest(token))
        }
        // What a proxy on this machine forwards comes from elsewhere.
        None => {
            let is_near = peer.is_some_and(|Peer(address)| address.to_canonical().is_loopback());
            is_near && !headers.contains_key(FORWARDED_FOR)
        }
    }
}
