//! The audit trail of the tenant, and undo.

use axum::extract::State;
use rapport_kernel::{OperationId, RecordId, UserId};
use rapport_records::{AuditRequest, UndoAnswer};
use serde_json::json;
use uuid::Uuid;

use super::answer;
use super::query::Parameters;
use super::target::Id;
use super::write::Write;
use crate::context::Context;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `GET /audit`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    mut parameters: Parameters,
) -> Answer {
    let moment = "a time such as 2026-01-31T12:00:00Z";
    let request = AuditRequest {
        entity: parameters.take_filled("entity")?,
        record: parameters.take_as::<Uuid>("record", "an id")?.map(RecordId),
        actor: parameters.take_as::<Uuid>("actor", "an id")?.map(UserId),
        action: parameters.take_filled("action")?,
        from: parameters.take_as("from", moment)?,
        to: parameters.take_as("to", moment)?,
        before: parameters.take_as("cursor", "the `next_cursor` of the page before")?,
        limit: parameters.take_limit(50, 1000)?,
    };
    parameters.finish()?;
    let (entries, next) = state.engine().audit(&ctx, &request).await?;
    Ok(answer::page(
        &entries,
        request.limit,
        next.map(|id| id.to_string()),
    ))
}

/// `POST /audit/{id}/undo`
pub(crate) async fn undo_entry(
    State(state): State<GatewayState>,
    Id(id): Id,
    write: Write,
) -> Answer {
    write.without_input()?;
    let done = state.engine().undo_entry(&write.ctx, id).await?;
    Ok(undone(&done))
}

/// `POST /operations/{id}/undo`
pub(crate) async fn undo_operation(
    State(state): State<GatewayState>,
    Id(id): Id,
    write: Write,
) -> Answer {
    write.without_input()?;
    let done = state
        .engine()
        .undo_operation(&write.ctx, OperationId(id))
        .await?;
    Ok(undone(&done))
}

fn undone(done: &UndoAnswer) -> axum::response::Response {
    let data = json!({ "undone": done.undone, "conflicts": done.conflicts });
    answer::data_and_operation(&data, Some(done.operation))
}
