//! `/teams`

use axum::extract::State;
use axum::http::StatusCode;
use rapport_accounts::TeamInput;
use serde_json::json;

use crate::context::SignedIn;
use crate::http::answer;
use crate::http::body::Typed;
use crate::http::query::Parameters;
use crate::http::target::Id;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /teams`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let teams = state.accounts().teams(&session).await?;
    Ok(answer::data(StatusCode::OK, &teams))
}

/// `GET /teams/{id}`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let team = state.accounts().team(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &team))
}

/// `POST /teams`
pub(crate) async fn create(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(input): Typed<TeamInput>,
) -> Answer {
    let team = state.accounts().add_team(&session, &input).await?;
    Ok(answer::data(StatusCode::CREATED, &team))
}

/// `PATCH /teams/{id}`
pub(crate) async fn update(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    Typed(input): Typed<TeamInput>,
) -> Answer {
    let team = state.accounts().change_team(&session, id, &input).await?;
    Ok(answer::data(StatusCode::OK, &team))
}

/// `DELETE /teams/{id}`
pub(crate) async fn delete(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().remove_team(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}
