//! Headers every answer carries.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use rapport_kernel::RequestId;

/// The request's name, in both directions.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// `web` from our own web app.
pub(crate) const CLIENT: HeaderName = HeaderName::from_static("x-rapport-client");
/// The caller's promise that a repetition is the same request.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Headers that [`add`] adds at most.
const ADDED: usize = 8;
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// Adds the security headers, the request's name and, unless the answer says otherwise, `no-store`.
pub(crate) fn add(headers: &mut HeaderMap, request: RequestId, https: bool) {
    // One growth instead of several: type, length and version stand there already.
    headers.reserve(ADDED);
    let mut name = [0u8; uuid::fmt::Hyphenated::LENGTH];
    let name = request.0.as_hyphenated().encode_lower(&mut name);
    if let Ok(name) = HeaderValue::from_str(name) {
        headers.insert(REQUEST_ID, name);
    }
    // Files have a stricter one of their own.
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            rapport_web::CONTENT_SECURITY_POLICY,
        ));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    if https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    headers
        .entry(RESOURCE_POLICY)
        .or_insert(HeaderValue::from_static("same-origin"));
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}
