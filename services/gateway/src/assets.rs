//! The embedded web app: files with their validators, and its first page for every path it routes itself.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use rapport_kernel::Error;
use rapport_web::Asset;

use crate::problem::Answer;

/// Answers every path no route is named for.
pub(crate) async fn fallback(request: Request) -> Answer {
    let path = request.uri().path();
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if reading && let Some(asset) = find(path, request.headers()) {
        return Ok(answer(&asset, request.headers()));
    }
    Err(Error::not_found(format!("path `{path}`")).into())
}

fn find(path: &str, headers: &HeaderMap) -> Option<Asset> {
    if path == "/api" || path.starts_with("/api/") {
        return None;
    }
    if path == "/" {
        return Some(rapport_web::index());
    }
    if path == "/docs" {
        return Some(rapport_web::docs());
    }
    rapport_web::asset(path).or_else(|| asks_for_page(headers).then(rapport_web::index))
}

fn asks_for_page(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    let caching = if asset.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let out = response.headers_mut();
    out.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    out.insert(ETAG, HeaderValue::from_static(asset.etag));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if is_known(headers, asset.etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    out.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    let (bytes, encoding) = encoded(asset, headers);
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    *response.body_mut() = Body::from(bytes);
    response
}

/// Whether the caller already holds what this `ETag` names.
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == etag || one == "*")
    })
}

fn encoded(asset: &Asset, headers: &HeaderMap) -> (&'static [u8], Option<&'static str>) {
    if let Some(bytes) = asset.brotli.filter(|_| accepts(headers, "br")) {
        return (bytes, Some("br"));
    }
    if let Some(bytes) = asset.gzip.filter(|_| accepts(headers, "gzip")) {
        return (bytes, Some("gzip"));
    }
    (asset.bytes, None)
}

/// Whether `Accept-Encoding` names a coding without `q=0`.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| {
        accepted.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            let named = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(coding));
            named && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: axum::http::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn codings_are_negotiated() {
        assert!(accepts(&headers(ACCEPT_ENCODING, "gzip, br;q=0.5"), "br"));
        assert!(!accepts(&headers(ACCEPT_ENCODING, "gzip, br;q=0"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn only_pages_fall_back_to_the_app() {
        let page = headers(ACCEPT, "text/html,application/xhtml+xml");
        assert!(find("/deals/7", &page).is_some());
        assert!(find("/deals/7", &HeaderMap::new()).is_none());
        assert!(find("/api/v1/nothing", &page).is_none());
        assert!(find("/", &HeaderMap::new()).is_some());
    }

    #[test]
    fn a_known_validator_is_recognised() {
        assert!(is_known(&headers(IF_NONE_MATCH, "W/\"a\", \"b\""), "\"b\""));
        assert!(!is_known(&headers(IF_NONE_MATCH, "\"c\""), "\"b\""));
    }
}
