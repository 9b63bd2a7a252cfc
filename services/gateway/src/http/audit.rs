//! The audit trail of the tenant, and undo.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{OperationId, RecordId, Result, UserId};
use rapport_records::{AuditKind, AuditRequest, ChainHead, UndoAnswer};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::answer;
use super::body::Typed;
use super::query::{Parameters, refused};
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
    let request = AuditRequest {
        before: parameters.take_as("cursor", "the `next_cursor` of the page before")?,
        limit: parameters.take_limit(50, 1000)?,
        ..wanted(&mut parameters)?
    };
    parameters.finish()?;
    let (entries, next) = state.engine().audit(&ctx, &request).await?;
    Ok(answer::page(
        &entries,
        request.limit,
        next.map(|id| id.to_string()),
    ))
}

/// Which entries are wanted, out of the parameters that lists and exports share.
pub(super) fn wanted(parameters: &mut Parameters) -> Result<AuditRequest> {
    let moment = "a time such as 2026-01-31T12:00:00Z";
    Ok(AuditRequest {
        entity: parameters.take_filled("entity")?,
        record: parameters.take_as::<Uuid>("record", "an id")?.map(RecordId),
        actor: parameters.take_as::<Uuid>("actor", "an id")?.map(UserId),
        action: parameters.take_filled("action")?,
        kinds: kinds(parameters)?,
        from: parameters.take_as("from", moment)?,
        to: parameters.take_as("to", moment)?,
        ..AuditRequest::default()
    })
}

fn kinds(parameters: &mut Parameters) -> Result<Vec<AuditKind>> {
    let named = parameters.take_list("kind")?.unwrap_or_default();
    let kind = |name: &String| {
        name.parse().map_err(|()| {
            let known: Vec<&str> = AuditKind::ALL.iter().map(|kind| kind.as_str()).collect();
            refused("kind", format!("must be of {}", known.join(", ")))
        })
    };
    named.iter().map(kind).collect()
}

/// `GET /audit/head`
pub(crate) async fn head(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let head = state.engine().audit_head(&ctx).await?;
    Ok(answer::data(StatusCode::OK, &head))
}

/// The body of `POST /audit/verify`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verify {
    #[serde(default)]
    heads: Vec<KeptHead>,
}

/// A head that was kept elsewhere; what else stands beside it is not looked at.
#[derive(Deserialize)]
pub(crate) struct KeptHead {
    sequence: i64,
    hash: String,
}

/// `POST /audit/verify`
pub(crate) async fn verify(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Typed(input): Typed<Verify>,
) -> Answer {
    let head = |kept: KeptHead| ChainHead {
        sequence: kept.sequence,
        hash: kept.hash,
        entry: Uuid::nil(),
        at: None,
    };
    let kept: Vec<ChainHead> = input.heads.into_iter().map(head).collect();
    let job = state.engine().verify_audit(&ctx, &kept).await?;
    Ok(answer::data(StatusCode::ACCEPTED, &json!({ "job": job })))
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
