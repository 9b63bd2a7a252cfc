//! Users and invitations.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use rapport_accounts::{AcceptInvitation, Invite, UserPatch};
use rapport_kernel::UserId;
use serde_json::json;

use super::answer;
use super::body::Typed;
use super::query::Parameters;
use super::sessions::begun;
use super::target::{Id, Name};
use crate::client::Caller;
use crate::context::SignedIn;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /users`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    Ok(answer::data(
        StatusCode::OK,
        &state.accounts().users(&session).await?,
    ))
}

/// `PATCH /users/{id}`
pub(crate) async fn update(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    Typed(patch): Typed<UserPatch>,
) -> Answer {
    let user = state
        .accounts()
        .change_user(&session, UserId(id), &patch)
        .await?;
    Ok(answer::data(StatusCode::OK, &user))
}

/// `GET /invitations`
pub(crate) async fn invitations(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let open = state.accounts().invitations(&session).await?;
    Ok(answer::data(StatusCode::OK, &open))
}

/// `POST /invitations`
pub(crate) async fn invite(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<Invite>,
) -> Answer {
    let invitation = state.accounts().invite(&session, &input).await?;
    Ok(answer::data(StatusCode::CREATED, &invitation))
}

/// `DELETE /invitations/{token}`, where the token is the invitation's id
pub(crate) async fn withdraw(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().withdraw_invitation(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

/// `GET /invitations/{token}`
pub(crate) async fn invitation(
    State(state): State<GatewayState>,
    Name(token): Name,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let offer = state.accounts().invitation(&token).await?;
    Ok(answer::data(StatusCode::OK, &offer))
}

/// `POST /invitations/{token}/accept`
pub(crate) async fn accept(
    State(state): State<GatewayState>,
    Name(token): Name,
    caller: Caller,
    headers: HeaderMap,
    Typed(input): Typed<AcceptInvitation>,
) -> Answer {
    let accounts = state.accounts();
    let session = accounts
        .accept_invitation(&token, &input, caller.client())
        .await?;
    Ok(begun(&state, StatusCode::CREATED, &headers, session))
}
