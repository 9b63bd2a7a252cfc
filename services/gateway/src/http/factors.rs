//! Second factors: the step of a sign-in that asks for one, and what people set up for themselves.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use rapport_accounts::{MfaCode, MfaToken, PasswordOnly, SecurityPatch, SignInAnswer, TotpCode};
use rapport_kernel::UserId;
use serde::Deserialize;
use serde_json::json;

use super::answer;
use super::body::Typed;
use super::query::Parameters;
use super::sessions::begun;
use super::target::Id;
use crate::client::Caller;
use crate::context::SignedIn;
use crate::problem::Answer;
use crate::state::GatewayState;

/// A body without anything.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// The answer to whoever showed a password: a session, or what must be shown besides.
pub(crate) fn signed_in(
    state: &GatewayState,
    headers: &HeaderMap,
    answer: SignInAnswer,
) -> Response {
    match answer {
        SignInAnswer::Session(session) => begun(state, StatusCode::OK, headers, *session),
        waiting @ SignInAnswer::Mfa { .. } => answer::data(StatusCode::OK, &waiting),
    }
}

/// `POST /sessions/mfa`
pub(crate) async fn complete(
    State(state): State<GatewayState>,
    caller: Caller,
    headers: HeaderMap,
    Typed(input): Typed<MfaCode>,
) -> Answer {
    let accounts = state.accounts();
    let session = accounts.complete_sign_in(&input, caller.client()).await?;
    Ok(begun(&state, StatusCode::OK, &headers, session))
}

/// `POST /sessions/mfa/totp`
pub(crate) async fn begin_required(
    State(state): State<GatewayState>,
    Typed(input): Typed<MfaToken>,
) -> Answer {
    let setup = state.accounts().begin_required_totp(&input).await?;
    Ok(answer::data(StatusCode::OK, &setup))
}

/// `GET /me/factors`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let factors = state.accounts().factors(&session).await?;
    Ok(answer::data(StatusCode::OK, &factors))
}

/// `POST /me/factors/totp`
pub(crate) async fn begin(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(Nothing {}): Typed<Nothing>,
) -> Answer {
    let setup = state.accounts().begin_totp(&session).await?;
    Ok(answer::data(StatusCode::OK, &setup))
}

/// `POST /me/factors/totp/confirm`
pub(crate) async fn confirm(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<TotpCode>,
) -> Answer {
    let codes = state.accounts().confirm_totp(&session, &input).await?;
    Ok(answer::data(StatusCode::OK, &codes))
}

/// `DELETE /me/factors/totp`
pub(crate) async fn remove(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<PasswordOnly>,
) -> Answer {
    state.accounts().remove_totp(&session, &input).await?;
    Ok(answer::data(StatusCode::OK, &json!({})))
}

/// `POST /me/factors/recovery-codes`
pub(crate) async fn new_codes(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<PasswordOnly>,
) -> Answer {
    let codes = state
        .accounts()
        .new_recovery_codes(&session, &input)
        .await?;
    Ok(answer::data(StatusCode::OK, &codes))
}

/// `GET /security`
pub(crate) async fn policy(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let policy = state.accounts().security(&session).await?;
    Ok(answer::data(StatusCode::OK, &policy))
}

/// `PATCH /security`
pub(crate) async fn change_policy(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(patch): Typed<SecurityPatch>,
) -> Answer {
    let policy = state.accounts().change_security(&session, &patch).await?;
    Ok(answer::data(StatusCode::OK, &policy))
}

/// `DELETE /users/{id}/factors`
pub(crate) async fn reset(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().reset_factors(&session, UserId(id)).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}
