//! `/roles`

use axum::extract::State;
use axum::http::StatusCode;
use rapport_accounts::RoleInput;
use serde_json::json;

use crate::context::SignedIn;
use crate::http::answer;
use crate::http::body::Typed;
use crate::http::query::Parameters;
use crate::http::target::Id;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /roles`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let roles = state.accounts().roles(&session).await?;
    Ok(answer::data(StatusCode::OK, &roles))
}

/// `GET /roles/{id}`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let role = state.accounts().role(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &role))
}

/// `POST /roles`
pub(crate) async fn create(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<RoleInput>,
) -> Answer {
    let role = state.accounts().add_role(&session, &input).await?;
    Ok(answer::data(StatusCode::CREATED, &role))
}

/// `PATCH /roles/{id}`
pub(crate) async fn update(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    Typed(input): Typed<RoleInput>,
) -> Answer {
    let role = state.accounts().change_role(&session, id, &input).await?;
    Ok(answer::data(StatusCode::OK, &role))
}

/// `DELETE /roles/{id}`
pub(crate) async fn delete(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().remove_role(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}
