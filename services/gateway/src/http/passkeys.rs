//! Passkeys: a user's own, and signing in with one. Options and answers are WebAuthn's own JSON forms.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use rapport_accounts::{AddPasskey, PasskeyChallenge, UsePasskey};
use serde_json::json;

use super::answer;
use super::body::Typed;
use super::factors::Nothing;
use super::query::Parameters;
use super::sessions::begun;
use super::target::Id;
use crate::client::Caller;
use crate::context::SignedIn;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /me/passkeys`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let passkeys = state.accounts().passkeys(&session).await?;
    Ok(answer::data(StatusCode::OK, &passkeys))
}

/// `POST /me/passkeys/options`
pub(crate) async fn options(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(Nothing {}): Typed<Nothing>,
) -> Answer {
    let options = state.accounts().begin_passkey(&session).await?;
    Ok(answer::data(StatusCode::OK, &options))
}

/// `POST /me/passkeys`
pub(crate) async fn add(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<AddPasskey>,
) -> Answer {
    let passkey = state.accounts().add_passkey(&session, &input).await?;
    Ok(answer::data(StatusCode::CREATED, &passkey))
}

/// `DELETE /me/passkeys/{id}`
pub(crate) async fn remove(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().remove_passkey(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

/// `POST /sessions/passkey/options`
pub(crate) async fn ask(
    State(state): State<GatewayState>,
    Typed(input): Typed<PasskeyChallenge>,
) -> Answer {
    let options = state.accounts().ask_passkey(&input).await?;
    Ok(answer::data(StatusCode::OK, &options))
}

/// `POST /sessions/passkey`
pub(crate) async fn sign_in(
    State(state): State<GatewayState>,
    caller: Caller,
    headers: HeaderMap,
    Typed(input): Typed<UsePasskey>,
) -> Answer {
    let accounts = state.accounts();
    let session = accounts
        .sign_in_with_passkey(&input, caller.client())
        .await?;
    Ok(begun(&state, StatusCode::OK, &headers, session))
}
