//! Whether the process answers, and whether it can work.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;

use super::answer;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /health`
pub(crate) async fn health() -> Answer {
    Ok(answer::json(StatusCode::OK, br#"{"status":"ok"}"#.to_vec()))
}

/// `GET /ready`
pub(crate) async fn ready(State(state): State<GatewayState>) -> Answer {
    state
        .engine()
        .store()
        .ready()
        .await
        .map_err(rapport_kernel::Error::from)?;
    Ok(answer::json(
        StatusCode::OK,
        answer::text(&json!({ "status": "ready" })),
    ))
}
