//! Extractors that turn a request's headers into the caller and the request context.
//!
//! Signing in comes first: nothing of the path, query or body is looked at for a caller who is nobody.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use rapport_accounts::Session;
use rapport_kernel::{Error, ErrorCode, OperationId, RequestContext, RequestId, Source};

use crate::headers::CLIENT;
use crate::problem::Problem;
use crate::state::GatewayState;

/// The caller of a request that needs sign-in.
pub(crate) struct SignedIn(pub(crate) Session);

impl FromRequestParts<GatewayState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &GatewayState,
    ) -> Result<Self, Self::Rejection> {
        session(parts, state).await.map(Self)
    }
}

/// The context of a request that needs sign-in.
pub(crate) struct Context(pub(crate) RequestContext);

impl FromRequestParts<GatewayState> for Context {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &GatewayState,
    ) -> Result<Self, Self::Rejection> {
        let session = session(parts, state).await?;
        let request_id = name_of(parts, state);
        Ok(Self(RequestContext {
            tenant: session.tenant,
            actor: session.actor,
            request_id,
            operation: operation(&parts.method, request_id, state),
            source: source(&parts.headers),
            time_zone: session.time_zone,
            currency: session.currency,
            idempotency: None,
            clock: state.clock().clone(),
            random: state.random().clone(),
        }))
    }
}

/// The context of somebody who listens: it reads and belongs to no request.
pub(crate) fn of_session(session: Session, state: &GatewayState) -> RequestContext {
    let request_id = state.new_request_id();
    RequestContext {
        tenant: session.tenant,
        actor: session.actor,
        request_id,
        operation: OperationId(request_id.0),
        source: Source::Api,
        time_zone: session.time_zone,
        currency: session.currency,
        idempotency: None,
        clock: state.clock().clone(),
        random: state.random().clone(),
    }
}

/// Who was admitted has been recognised already.
async fn session(parts: &Parts, state: &GatewayState) -> Result<Session, Problem> {
    if let Some(session) = parts.extensions.get::<Session>() {
        return Ok(session.clone());
    }
    let bearer = bearer(&parts.headers).ok_or_else(|| {
        Problem(Error::new(
            ErrorCode::UNAUTHENTICATED,
            "no bearer token was sent",
        ))
    })?;
    Ok(state.accounts().authenticate(bearer).await?)
}

/// The token of the `Authorization` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn name_of(parts: &Parts, state: &GatewayState) -> RequestId {
    let named = parts.extensions.get::<RequestId>().copied();
    named.unwrap_or_else(|| state.new_request_id())
}

/// What only reads belongs to no operation and saves the randomness.
fn operation(method: &Method, request: RequestId, state: &GatewayState) -> OperationId {
    if matches!(*method, Method::GET | Method::HEAD) {
        OperationId(request.0)
    } else {
        state.new_operation()
    }
}

/// Whether the request says that it comes from our own web app.
pub(crate) fn is_web(headers: &HeaderMap) -> bool {
    headers.get(CLIENT).is_some_and(|client| client == "web")
}

fn source(headers: &HeaderMap) -> Source {
    if is_web(headers) {
        Source::Ui
    } else {
        Source::Api
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_bearer_is_read_whatever_the_case_of_its_scheme() {
        let headers = |value: &'static str| {
            HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(value))])
        };
        assert_eq!(bearer(&headers("Bearer abc")), Some("abc"));
        assert_eq!(bearer(&headers("bearer abc")), Some("abc"));
        assert_eq!(bearer(&headers("Basic abc")), None);
        assert_eq!(bearer(&headers("abc")), None);
        assert_eq!(bearer(&HeaderMap::new()), None);
    }
}
