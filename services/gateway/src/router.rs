//! The router: the route table, the web app behind it, and the layers around both.

use axum::Router;
use axum::body::HttpBody;
use axum::http::{HeaderName, HeaderValue, Method, Response, header};
use axum::middleware::from_fn_with_state;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::state::GatewayState;
use crate::{assets, dialects, edge, headers, live, routes};

/// Builds the service of this installation.
pub fn router(state: GatewayState) -> Router {
    let cors = cors(&state.settings().allowed_origins);
    let router = routes::routed()
        .merge(dialects::routed())
        .fallback(assets::fallback)
        .layer(live::socket::layer(state.clone()))
        .layer(from_fn_with_state(state.clone(), edge::edge))
        .layer(compression())
        .with_state(state);
    match cors {
        Some(cors) => router.layer(cors),
        None => router,
    }
}

/// Compresses answers above a kilobyte for callers that ask for it. Small ones would grow, files that are
/// compressed already are left alone, and so are events, which must not wait for more of them.
fn compression() -> CompressionLayer<impl Predicate> {
    let spreadsheets =
        NotForContentType::const_new("application/vnd.openxmlformats-officedocument");
    CompressionLayer::new()
        .gzip(true)
        .quality(CompressionLevel::Fastest)
        .compress_when(
            SizeAbove::new(1024)
                .and(spreadsheets)
                .and(NotForContentType::SSE)
                .and(NotFiles),
        )
}

/// Leaves files alone that may be asked for in parts: a part is one of the bytes as they are stored.
#[derive(Clone, Copy)]
struct NotFiles;

impl Predicate for NotFiles {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        !response.headers().contains_key(header::ACCEPT_RANGES)
    }
}

/// Lets pages of the named origins call the API with a bearer token, never with cookies.
fn cors(origins: &[String]) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> = origins
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin).ok())
        .collect();
    if origins.is_empty() {
        return None;
    }
    let sent: [HeaderName; 5] = [
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
        header::IF_MATCH,
        headers::IDEMPOTENCY_KEY,
        headers::REQUEST_ID,
    ];
    let methods = [
        Method::GET,
        Method::POST,
        Method::PATCH,
        Method::PUT,
        Method::DELETE,
    ];
    Some(
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_methods(methods)
            .allow_headers(sent)
            .expose_headers([header::ETAG, headers::REQUEST_ID]),
    )
}
