//! Jobs in the background, and demo data, which is one of them.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{Error, Source};
use rapport_records::scope::administrators_only;
use serde_json::json;

use super::answer;
use super::query::Parameters;
use super::target::Id;
use super::write::Write;
use crate::context::Context;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /jobs/{id}`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let job = state.engine().job(&ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &job))
}

/// `POST /demo`
pub(crate) async fn demo(State(state): State<GatewayState>, mut write: Write) -> Answer {
    write.without_input()?;
    administrators_only(&write.ctx, "fill the tenant with demo data")?;
    let Some(kind) = state.demo() else {
        return Err(Error::not_found("demo data").into());
    };
    state.engine().not_seeded(&write.ctx).await?;
    write.ctx.source = Source::Seed;
    let job = state
        .engine()
        .start_job(&write.ctx, kind, json!({}), 0)
        .await?;
    Ok(answer::data(StatusCode::ACCEPTED, &json!({ "job": job })))
}
