//! One's own account: passwords, proof of the address, sessions; and help for those who cannot come in.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_accounts::{
    ApiKeyInput, EmailVerification, ForgottenPassword, PasswordChange, PasswordReset,
};
use rapport_kernel::UserId;
use serde_json::json;

use super::answer;
use super::body::Typed;
use super::query::Parameters;
use super::target::Id;
use crate::context::SignedIn;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `POST /password/forgot`
pub(crate) async fn forgot(
    State(state): State<GatewayState>,
    Typed(input): Typed<ForgottenPassword>,
) -> Answer {
    state.accounts().forgot_password(&input).await?;
    Ok(answer::data(StatusCode::ACCEPTED, &json!({})))
}

/// `POST /password/reset`
pub(crate) async fn reset(
    State(state): State<GatewayState>,
    Typed(input): Typed<PasswordReset>,
) -> Answer {
    state.accounts().reset_with_token(&input).await?;
    Ok(answer::data(StatusCode::OK, &json!({})))
}

/// `POST /me/password`
pub(crate) async fn change_password(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<PasswordChange>,
) -> Answer {
    state.accounts().change_password(&session, &input).await?;
    Ok(answer::data(StatusCode::OK, &json!({})))
}

/// `POST /email/verify`
pub(crate) async fn verify(
    State(state): State<GatewayState>,
    Typed(input): Typed<EmailVerification>,
) -> Answer {
    state.accounts().verify_email(&input).await?;
    Ok(answer::data(StatusCode::OK, &json!({})))
}

/// `POST /me/email/verification`
pub(crate) async fn send_verification(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
) -> Answer {
    let sent = state.accounts().send_verification(&session).await?;
    Ok(answer::data(
        StatusCode::ACCEPTED,
        &json!({ "sent": sent, "verified": !sent }),
    ))
}

/// `GET /me/sessions`
pub(crate) async fn sessions(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let sessions = state.accounts().own_sessions(&session).await?;
    Ok(answer::data(StatusCode::OK, &sessions))
}

/// `DELETE /me/sessions`
pub(crate) async fn end_others(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
) -> Answer {
    let ended = state.accounts().end_other_sessions(&session).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "ended": ended })))
}

/// `DELETE /me/sessions/{id}`
pub(crate) async fn end_session(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().end_own_session(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

/// `POST /users/{id}/unlock`
pub(crate) async fn unlock(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().unlock_user(&session, UserId(id)).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

/// `POST /users/{id}/password-reset`
pub(crate) async fn reset_link(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    let made = state.accounts().make_reset_link(&session, UserId(id));
    Ok(answer::data(StatusCode::CREATED, &made.await?))
}

/// `POST /users/{id}/impersonate`
pub(crate) async fn impersonate(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    let acting = state.accounts().impersonate(&session, UserId(id));
    Ok(answer::data(StatusCode::OK, &acting.await?))
}

/// `DELETE /me/impersonation`
pub(crate) async fn end_impersonation(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
) -> Answer {
    let acting = state.accounts().end_impersonation(&session);
    Ok(answer::data(StatusCode::OK, &acting.await?))
}

/// `GET /api-keys`
pub(crate) async fn api_keys(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let keys = state.accounts().api_keys(&session).await?;
    Ok(answer::data(StatusCode::OK, &keys))
}

/// `POST /api-keys`
pub(crate) async fn add_api_key(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<ApiKeyInput>,
) -> Answer {
    let made = state.accounts().add_api_key(&session, &input).await?;
    Ok(answer::data(StatusCode::CREATED, &made))
}

/// `DELETE /api-keys/{id}`
pub(crate) async fn revoke_api_key(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().revoke_api_key(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}
