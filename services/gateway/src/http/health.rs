//! Whether the process answers, and whether it can work.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode};

use super::answer;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /health`
pub(crate) async fn health() -> Answer {
    Ok(answer::json(StatusCode::OK, br#"{"status":"ok"}"#.to_vec()))
}

/// `GET /ready`
pub(crate) async fn ready(State(state): State<GatewayState>) -> Answer {
    let ready = state.engine().store().ready().await;
    ready.map_err(|error| {
        let message = "the database is not reachable or not migrated";
        Error::new(ErrorCode::UNAVAILABLE, message).caused_by(error)
    })?;
    Ok(answer::json(
        StatusCode::OK,
        br#"{"status":"ready"}"#.to_vec(),
    ))
}
