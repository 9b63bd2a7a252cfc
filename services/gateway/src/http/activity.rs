//! What hangs on one record: timeline, audit, history.  And the search over everything.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_records::{AuditRequest, GlobalSearch, TimelineRequest};

use super::answer;
use super::query::Parameters;
use super::target::Target;
use crate::context::Context;
use crate::problem::Answer;
use crate::routing;
use crate::state::GatewayState;

/// `GET /{entities}/{id}/timeline`
pub(crate) async fn timeline(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Target(entity, id): Target,
    mut parameters: Parameters,
) -> Answer {
    let request = TimelineRequest {
        kinds: parameters.take_list("kinds")?.unwrap_or_default(),
        cursor: parameters.take_filled("cursor")?,
        limit: parameters.take_limit(50, 200)?,
    };
    parameters.finish()?;
    let engine = routing::engine(&state, &entity);
    let (entries, next) = engine.timeline(&ctx, &entity, id, &request).await?;
    Ok(answer::page(&entries, request.limit, next))
}

/// `GET /{entities}/{id}/audit`
pub(crate) async fn audit(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Target(entity, id): Target,
    mut parameters: Parameters,
) -> Answer {
    let limit = parameters.take_limit(50, 1000)?;
    let before = parameters.take_as("cursor", "the `next_cursor` of the page before")?;
    parameters.finish()?;
    let request = AuditRequest {
        entity: Some(entity),
        record: Some(id),
        before,
        limit,
        ..AuditRequest::default()
    };
    let (entries, next) = state.engine().audit(&ctx, &request).await?;
    Ok(answer::page(&entries, limit, next.map(|id| id.to_string())))
}

/// `GET /{entities}/{id}/history`
pub(crate) async fn history(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Target(entity, id): Target,
    mut parameters: Parameters,
) -> Answer {
    let field = parameters.take_filled("field")?;
    parameters.finish()?;
    let engine = routing::engine(&state, &entity);
    let steps = engine.history(&ctx, &entity, id, field.as_deref()).await?;
    Ok(answer::data(StatusCode::OK, &steps))
}

/// `GET /search`
pub(crate) async fn search(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    mut parameters: Parameters,
) -> Answer {
    let request = GlobalSearch {
        words: parameters.take("q")?.unwrap_or_default(),
        entities: parameters.take_list("entities")?.unwrap_or_default(),
        limit: parameters.take_limit(20, 100)?,
    };
    parameters.finish()?;
    let hits = state.engine().search(&ctx, &request).await?;
    Ok(answer::data(StatusCode::OK, &hits))
}
