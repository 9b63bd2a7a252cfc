//! One generic handler per verb, for the records of every entity.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_records::AggregateRequest;

use super::answer;
use super::conditions;
use super::list;
use super::query::Parameters;
use super::target::{ActionTarget, Collection, Names, Target};
use super::write::Write;
use crate::context::Context;
use crate::problem::Answer;
use crate::routing;
use crate::state::GatewayState;

/// `GET /{entities}`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Collection(entity): Collection,
    parameters: Parameters,
) -> Answer {
    let engine = routing::engine(&state, &entity);
    let definition = engine.entity(&ctx, &entity).await?;
    let (request, paging) = list::request(parameters, &definition)?;
    let records = engine.list(&ctx, &entity, &request).await?;
    Ok(answer::records(&records, &paging))
}

/// `POST /{entities}`
pub(crate) async fn create(
    State(state): State<GatewayState>,
    Collection(entity): Collection,
    write: Write,
) -> Answer {
    let engine = routing::engine(&state, &entity);
    let record = engine.create(&write.ctx, &entity, &write.input).await?;
    Ok(answer::written(StatusCode::CREATED, &record))
}

/// `GET /{entities}/{id}`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Target(entity, id): Target,
    mut parameters: Parameters,
) -> Answer {
    let fields = parameters.take_list("fields")?;
    let include = parameters.take_list("include")?.unwrap_or_default();
    parameters.finish()?;
    let engine = routing::engine(&state, &entity);
    let record = engine
        .get(&ctx, &entity, id, fields.as_deref(), &include)
        .await?;
    Ok(answer::record(&record))
}

/// `PATCH` or `PUT /{entities}/{id}`
pub(crate) async fn update(
    State(state): State<GatewayState>,
    Target(entity, id): Target,
    write: Write,
) -> Answer {
    let engine = routing::engine(&state, &entity);
    let record = engine
        .update(&write.ctx, &entity, id, &write.input, write.if_version)
        .await?;
    Ok(answer::written(StatusCode::OK, &record))
}

/// `DELETE /{entities}/{id}`
pub(crate) async fn delete(
    State(state): State<GatewayState>,
    Target(entity, id): Target,
    write: Write,
) -> Answer {
    write.without_input()?;
    let engine = routing::engine(&state, &entity);
    let operation = engine.delete(&write.ctx, &entity, id).await?;
    let data = serde_json::json!({ "id": id });
    Ok(answer::data_and_operation(&data, Some(operation)))
}

/// `POST /{entities}/{id}/restore`
pub(crate) async fn restore(
    State(state): State<GatewayState>,
    Target(entity, id): Target,
    write: Write,
) -> Answer {
    write.without_input()?;
    let engine = routing::engine(&state, &entity);
    let record = engine.restore(&write.ctx, &entity, id).await?;
    Ok(answer::written(StatusCode::OK, &record))
}

/// `POST /{entities}/{id}/{action}`
pub(crate) async fn action(
    State(state): State<GatewayState>,
    ActionTarget(entity, id, action): ActionTarget,
    write: Write,
) -> Answer {
    let engine = routing::engine(&state, &entity);
    let done = engine
        .action(&write.ctx, &entity, Some(id), &action, &write.input)
        .await?;
    Ok(answer::data_and_operation(&done.data, done.operation))
}

/// `POST /{entities}/{action}`: an action on the entity as a whole.
pub(crate) async fn collection_action(
    State(state): State<GatewayState>,
    Names(entity, action): Names,
    write: Write,
) -> Answer {
    let entity = routing::plural(&entity);
    let action = action.replace('-', "_");
    let engine = routing::engine(&state, &entity);
    let done = engine
        .action(&write.ctx, &entity, None, &action, &write.input)
        .await?;
    Ok(answer::data_and_operation(&done.data, done.operation))
}

/// `GET /{entities}/aggregate`
pub(crate) async fn aggregate(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Collection(entity): Collection,
    mut parameters: Parameters,
) -> Answer {
    let engine = routing::engine(&state, &entity);
    let definition = engine.entity(&ctx, &entity).await?;
    let request = AggregateRequest {
        group: parameters.take_list("group")?.unwrap_or_default(),
        metrics: parameters.take_list("metrics")?.unwrap_or_default(),
        search: parameters.take_filled("search")?,
        filter: conditions::take(&mut parameters, &definition)?,
    };
    parameters.finish()?;
    let (rows, included) = engine.aggregate(&ctx, &entity, &request).await?;
    let mut body = Vec::with_capacity(rows.as_bytes().len() + included.as_bytes().len() + 32);
    body.extend_from_slice(b"{\"data\":");
    body.extend_from_slice(rows.as_bytes());
    body.extend_from_slice(b",\"included\":");
    body.extend_from_slice(included.as_bytes());
    body.push(b'}');
    Ok(answer::json(StatusCode::OK, body))
}
