//! Sign-in through a provider: the browser goes there and comes back.
//!
//! Both ways are pages a browser opens, so failures are pages too. What the browser must bring back lies in a cookie
//! that scripts cannot read and that only these paths receive. `Lax`, since the way back begins at the provider.

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rapport_accounts::{MfaAnswer, ProviderReturn, SignInAnswer};
use rapport_kernel::{Error, ErrorKind, html_escaped};
use serde::Deserialize;
use serde_json::json;

use super::answer;
use super::query::Parameters;
use super::sessions::{cookie_named, put_cookie, remember};
use super::target::{Id, Name};
use crate::client::Caller;
use crate::context::SignedIn;
use crate::problem::{Answer, status};
use crate::state::GatewayState;

const COOKIE_NAME: &str = "rapport_sign_in";
const COOKIE_PATH: &str = "/api/v1/sign-in";

/// The page of the web app where a sign-in goes on.
const SIGN_IN_PAGE: &str = "/sign-in";

/// Where the browser wants to go in the end.
#[derive(Deserialize)]
pub(crate) struct Start {
    #[serde(default)]
    next: String,
}

/// `GET /me/providers`
pub(crate) async fn own(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let links = state.accounts().provider_links(&session).await?;
    Ok(answer::data(StatusCode::OK, &links))
}

/// `DELETE /me/providers/{id}`
pub(crate) async fn unlink(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().remove_provider_link(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

/// `GET /sign-in/providers`
pub(crate) async fn list(State(state): State<GatewayState>, parameters: Parameters) -> Answer {
    parameters.finish()?;
    let providers = state.accounts().sign_in_providers();
    Ok(answer::data(StatusCode::OK, &providers))
}

/// `GET /sign-in/oidc/{name}/start`
pub(crate) async fn start(
    State(state): State<GatewayState>,
    Name(name): Name,
    headers: HeaderMap,
    Query(start): Query<Start>,
) -> Response {
    match state.accounts().start_provider(&name, &start.next).await {
        Ok(start) => {
            let mut response = redirect(&start.url);
            let cookie = format!("{COOKIE_NAME}={}; Path={COOKIE_PATH}", start.secret);
            let seconds = start.expires_in;
            put_cookie(&state, &headers, &mut response, &cookie, seconds, "Lax");
            response
        }
        Err(error) => page(&error),
    }
}

/// `GET /sign-in/oidc/{name}/callback`
pub(crate) async fn callback(
    State(state): State<GatewayState>,
    Name(name): Name,
    caller: Caller,
    headers: HeaderMap,
    Query(input): Query<ProviderReturn>,
) -> Response {
    let secret = cookie_named(&headers, COOKIE_NAME);
    let accounts = state.accounts();
    let finished = accounts
        .finish_provider(&name, secret.as_deref(), &input, caller.client())
        .await;
    let mut response = match finished {
        Ok((SignInAnswer::Session(session), next)) => {
            let mut response = redirect(&next);
            remember(&state, &headers, &mut response, &session);
            response
        }
        Ok((SignInAnswer::Mfa { mfa }, next)) => redirect(&second_step(&mfa, &next)),
        Err(error) => page(&error),
    };
    let cookie = format!("{COOKIE_NAME}=; Path={COOKIE_PATH}");
    put_cookie(&state, &headers, &mut response, &cookie, 0, "Lax");
    response
}

/// Where the second factor is asked for. What stands behind `#` reaches no server and no log.
fn second_step(mfa: &MfaAnswer, next: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!(
        "{SIGN_IN_PAGE}#mfa={}&methods={}&setup_required={}&next={}",
        encoded(&mfa.token),
        mfa.methods.join(","),
        mfa.setup_required,
        encoded(next)
    )
}

fn redirect(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    match HeaderValue::from_str(to) {
        Ok(to) => {
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(LOCATION, to);
        }
        Err(error) => return page(&Error::internal(error)),
    }
    response
}

/// What a person sees when it did not work, with what to do.
fn page(error: &Error) -> Response {
    let message = if error.kind() == ErrorKind::Internal {
        tracing::error!(?error, "a sign-in through a provider failed");
        "something is wrong on our side"
    } else {
        error.message.as_str()
    };
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sign-in did not work</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <body style=\"font-family: system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem\">\
         <h1>Sign-in did not work</h1><p>{}.</p><p><a href=\"{SIGN_IN_PAGE}\">Back to sign-in</a></p></body></html>",
        html_escaped(&capital(message))
    );
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status(error.kind());
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, html);
    response
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_text_and_no_markup() {
        let shown = html_escaped(&capital("<b>\"x\" & 'y'</b>"));
        assert_eq!(shown, "&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;");
    }
}
