//! The extractor of requests that write: caller, body, `If-Match` and `Idempotency-Key` in one.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, Method};
use rapport_kernel::{Error, ErrorCode, Idempotency, RequestContext, Result};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::body;
use crate::context::Context;
use crate::headers::IDEMPOTENCY_KEY;
use crate::problem::Problem;
use crate::state::GatewayState;

/// A request that writes.
pub(crate) struct Write {
    /// Who asks.
    pub(crate) ctx: RequestContext,
    /// The body, its own keys as they came.
    pub(crate) input: Map<String, Value>,
    /// The version the caller last saw.
    pub(crate) if_version: Option<i64>,
}

impl FromRequest<GatewayState> for Write {
    type Rejection = Problem;

    async fn from_request(
        request: Request,
        state: &GatewayState,
    ) -> std::result::Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let Context(mut ctx) = Context::from_request_parts(&mut parts, state).await?;
        let if_version = if_match(&parts.headers)?;
        let bytes = body::read(&parts.headers, body, body::LIMIT).await?;
        ctx.idempotency = idempotency(&parts.headers, &parts.method, parts.uri.path(), &bytes)?;
        let input = body::object(&parts.headers, &bytes)?;
        Ok(Self {
            ctx,
            input,
            if_version,
        })
    }
}

impl Write {
    /// Refuses a body where none is expected.
    ///
    /// # Errors
    /// `unknown_field`, naming what was sent.
    pub(crate) fn without_input(&self) -> Result<()> {
        body::nothing_left(&self.input)
    }
}

/// The version in `If-Match: "3"`; none for `*` or no header.
fn if_match(headers: &HeaderMap) -> Result<Option<i64>> {
    let Some(value) = headers.get(IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let number = text.trim_start_matches("W/").trim_matches('"').parse();
    number
        .map(Some)
        .map_err(|_| Error::invalid("`If-Match` must hold one version, such as \"3\""))
}

/// The key, bound to this very request by a hash of method, path and body.
pub(super) fn idempotency(
    headers: &HeaderMap,
    method: &Method,
    path: &str,
    body: &[u8],
) -> Result<Option<Idempotency>> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let key = value.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > 255 {
        return Err(Error::new(
            ErrorCode::INVALID,
            "`Idempotency-Key` must be 1 to 255 visible ASCII characters",
        ));
    }
    let mut hash = Sha256::new();
    for part in [method.as_str().as_bytes(), path.as_bytes(), body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut fingerprint = String::with_capacity(64);
    for byte in hash.finalize() {
        fingerprint.push_str(&format!("{byte:02x}"));
    }
    Ok(Some(Idempotency {
        key: key.to_owned(),
        fingerprint,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn versions_are_read_from_if_match() {
        let version = |value| if_match(&headers(IF_MATCH, value)).ok().flatten();
        assert_eq!(version("\"3\""), Some(3));
        assert_eq!(version("W/\"3\""), Some(3));
        assert_eq!(version("*"), None);
        assert!(if_match(&headers(IF_MATCH, "\"abc\"")).is_err());
        assert!(if_match(&headers(IF_MATCH, "\"1\", \"2\"")).is_err());
    }

    #[test]
    fn another_request_has_another_fingerprint() {
        let key = headers(IDEMPOTENCY_KEY, "k");
        let of = |method: Method, path, body: &[u8]| {
            idempotency(&key, &method, path, body)
                .unwrap()
                .unwrap()
                .fingerprint
        };
        let one = of(Method::POST, "/a", b"{}");
        assert_eq!(one, of(Method::POST, "/a", b"{}"));
        assert_ne!(one, of(Method::PATCH, "/a", b"{}"));
        assert_ne!(one, of(Method::POST, "/a{", b"}"));
        assert_eq!(one.len(), 64);
    }
}
