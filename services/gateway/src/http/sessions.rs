//! Founding a tenant, signing in, going on and signing out; and the caller.
//!
//! A browser (`X-Rapport-Client: web`) never sees its refresh token: it stays in a cookie that scripts cannot read and
//! that only `/api/v1/sessions` receives. The header cannot be sent from a foreign page without our consent, so the
//! cookie alone does nothing.

use axum::extract::State;
use axum::http::header::{COOKIE, HOST, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use rapport_accounts::{ProfilePatch, SessionAnswer, SignIn, SignUp};
use rapport_kernel::{Error, ErrorCode};
use serde::Deserialize;
use serde_json::json;

use super::answer;
use super::body::Typed;
use super::query::Parameters;
use crate::client::Caller;
use crate::context::{SignedIn, is_web};
use crate::problem::{Answer, Problem};
use crate::state::GatewayState;

const COOKIE_NAME: &str = "rapport_refresh";
const COOKIE_PATH: &str = "/api/v1/sessions";

/// The body of `POST /sessions/refresh`; empty when the cookie holds the token.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refresh {
    refresh_token: Option<String>,
}

/// `GET /setup`
pub(crate) async fn setup(State(state): State<GatewayState>) -> Answer {
    Ok(answer::data(
        StatusCode::OK,
        &state.accounts().setup().await?,
    ))
}

/// `POST /tenants`
pub(crate) async fn sign_up(
    State(state): State<GatewayState>,
    caller: Caller,
    headers: HeaderMap,
    Typed(input): Typed<SignUp>,
) -> Answer {
    let session = state.accounts().sign_up(&input, caller.client()).await?;
    Ok(begun(&state, StatusCode::CREATED, &headers, session))
}

/// `POST /sessions`
pub(crate) async fn sign_in(
    State(state): State<GatewayState>,
    caller: Caller,
    headers: HeaderMap,
    Typed(input): Typed<SignIn>,
) -> Answer {
    let answer = state.accounts().sign_in(&input, caller.client()).await?;
    Ok(super::factors::signed_in(&state, &headers, answer))
}

/// `POST /sessions/refresh`
pub(crate) async fn refresh(
    State(state): State<GatewayState>,
    headers: HeaderMap,
    Typed(input): Typed<Refresh>,
) -> Answer {
    let token = if is_web(&headers) {
        cookie(&headers)
    } else {
        input.refresh_token
    };
    let token = token
        .ok_or_else(|| Error::new(ErrorCode::BAD_REFRESH_TOKEN, "no refresh token was sent"))?;
    let session = state.accounts().refresh(&token).await?;
    Ok(begun(&state, StatusCode::OK, &headers, session))
}

/// `DELETE /sessions/current`: of the access token, or of the cookie when that one has run out.
pub(crate) async fn sign_out(
    State(state): State<GatewayState>,
    headers: HeaderMap,
    signed_in: Result<SignedIn, Problem>,
) -> Answer {
    let cookie = cookie(&headers).filter(|_| is_web(&headers));
    match (signed_in, cookie) {
        (Ok(SignedIn(session)), _) => state.accounts().sign_out(&session).await?,
        (Err(_), Some(token)) => state.accounts().sign_out_by_refresh_token(&token).await?,
        (Err(problem), None) => return Err(problem),
    }
    let mut response = answer::data(StatusCode::OK, &json!({}));
    if is_web(&headers) {
        set_cookie(&state, &headers, &mut response, "", 0);
    }
    Ok(response)
}

/// `GET /me`
pub(crate) async fn me(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    Ok(answer::data(
        StatusCode::OK,
        &state.accounts().me(&session).await?,
    ))
}

/// `PATCH /me`
pub(crate) async fn update_me(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(patch): Typed<ProfilePatch>,
) -> Answer {
    let me = state.accounts().change_me(&session, &patch).await?;
    Ok(answer::data(StatusCode::OK, &me))
}

/// The answer to whoever begins or continues a session.
pub(crate) fn begun(
    state: &GatewayState,
    status: StatusCode,
    headers: &HeaderMap,
    mut session: SessionAnswer,
) -> Response {
    if !is_web(headers) {
        return answer::data(status, &session);
    }
    let token = session.refresh_token.take().unwrap_or_default();
    let mut response = answer::data(status, &session);
    set_cookie(
        state,
        headers,
        &mut response,
        &token,
        session.refresh_expires_in,
    );
    response
}

/// How the client calls itself.
pub(crate) fn agent(headers: &HeaderMap) -> &str {
    headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    cookie_named(headers, COOKIE_NAME)
}

/// The value of a cookie.
pub(crate) fn cookie_named(headers: &HeaderMap, wanted: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|one| one.trim().split_once('='))
        .find(|(name, value)| *name == wanted && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// Puts the refresh token of a session where only the browser has it.
pub(crate) fn remember(
    state: &GatewayState,
    headers: &HeaderMap,
    response: &mut Response,
    session: &SessionAnswer,
) {
    let token = session.refresh_token.as_deref().unwrap_or_default();
    set_cookie(state, headers, response, token, session.refresh_expires_in);
}

fn set_cookie(
    state: &GatewayState,
    headers: &HeaderMap,
    response: &mut Response,
    token: &str,
    seconds: i64,
) {
    let cookie = format!("{COOKIE_NAME}={token}; Path={COOKIE_PATH}");
    put_cookie(state, headers, response, &cookie, seconds, "Strict");
}

/// Sets a cookie, given as its name, value and path, that scripts cannot read.
pub(crate) fn put_cookie(
    state: &GatewayState,
    headers: &HeaderMap,
    response: &mut Response,
    cookie: &str,
    seconds: i64,
    same_site: &str,
) {
    let public_url = state.settings().public_url.as_deref();
    let secure = if is_https(headers, public_url) {
        "; Secure"
    } else {
        ""
    };
    let text = format!("{cookie}; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// Whether the browser is on https: the proxy says so, or it asked for the public address, which is https.
///
/// A plain address inside the house keeps working beside it, without `Secure`.
fn is_https(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(scheme) = text("x-forwarded-proto") {
        return scheme.trim().eq_ignore_ascii_case("https");
    }
    let public_host = public_url
        .and_then(|url| url.strip_prefix("https://"))
        .and_then(|rest| rest.split('/').next());
    public_host.is_some_and(|host| text(HOST.as_str()) == Some(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (name.parse().unwrap(), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let found = cookie(&headers(&[("cookie", "a=1; rapport_refresh=xyz; b=2")]));
        assert_eq!(found.as_deref(), Some("xyz"));
        assert_eq!(cookie(&headers(&[("cookie", "rapport_refresh=")])), None);
        assert_eq!(
            cookie(&headers(&[("cookie", "my_rapport_refresh=x")])),
            None
        );
    }

    #[test]
    fn https_is_what_the_proxy_or_the_public_address_says() {
        let public = Some("https://crm.example.org/");
        assert!(is_https(&headers(&[("x-forwarded-proto", "https")]), None));
        assert!(!is_https(
            &headers(&[("x-forwarded-proto", "http")]),
            public
        ));
        assert!(is_https(&headers(&[("host", "crm.example.org")]), public));
        assert!(!is_https(&headers(&[("host", "10.0.0.7:8080")]), public));
    }
}
