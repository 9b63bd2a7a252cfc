//! Custom fields and custom objects.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::Result;
use serde_json::json;

use super::answer;
use super::body::snake_keys;
use super::query::Parameters;
use super::target::{Name, Names};
use super::write::Write;
use crate::problem::Answer;
use crate::state::GatewayState;

/// `POST /meta/entities/{entity}/fields`
pub(crate) async fn create_field(
    State(state): State<GatewayState>,
    Name(entity): Name,
    write: Write,
) -> Answer {
    let input = snake_keys(write.input)?;
    let field = state
        .engine()
        .put_custom_field(&write.ctx, &entity, None, &input)
        .await?;
    Ok(answer::data(StatusCode::CREATED, &field))
}

/// `PATCH /meta/entities/{entity}/fields/{name}`
pub(crate) async fn update_field(
    State(state): State<GatewayState>,
    Names(entity, name): Names,
    write: Write,
) -> Answer {
    let input = snake_keys(write.input)?;
    let engine = state.engine();
    let field = engine
        .put_custom_field(&write.ctx, &entity, Some(&name), &input)
        .await?;
    Ok(answer::data(StatusCode::OK, &field))
}

/// `DELETE /meta/entities/{entity}/fields/{name}`
pub(crate) async fn delete_field(
    State(state): State<GatewayState>,
    Names(entity, name): Names,
    parameters: Parameters,
    write: Write,
) -> Answer {
    write.without_input()?;
    let (engine, ctx) = (state.engine(), &write.ctx);
    if purge(parameters)? {
        engine.purge_custom_field(ctx, &entity, &name).await?;
    } else {
        engine.drop_custom_field(ctx, &entity, &name).await?;
    }
    Ok(answer::data(StatusCode::OK, &json!({ "name": name })))
}

/// `POST /meta/entities`
pub(crate) async fn create_entity(State(state): State<GatewayState>, write: Write) -> Answer {
    let input = snake_keys(write.input)?;
    let entity = state
        .engine()
        .put_custom_entity(&write.ctx, None, &input)
        .await?;
    Ok(answer::data(StatusCode::CREATED, &entity))
}

/// `PATCH /meta/entities/{entity}`
pub(crate) async fn update_entity(
    State(state): State<GatewayState>,
    Name(entity): Name,
    write: Write,
) -> Answer {
    let input = snake_keys(write.input)?;
    let engine = state.engine();
    let entity = engine
        .put_custom_entity(&write.ctx, Some(&entity), &input)
        .await?;
    Ok(answer::data(StatusCode::OK, &entity))
}

/// `DELETE /meta/entities/{entity}`
pub(crate) async fn delete_entity(
    State(state): State<GatewayState>,
    Name(entity): Name,
    parameters: Parameters,
    write: Write,
) -> Answer {
    write.without_input()?;
    let (engine, ctx) = (state.engine(), &write.ctx);
    if purge(parameters)? {
        engine.purge_custom_entity(ctx, &entity).await?;
    } else {
        engine.drop_custom_entity(ctx, &entity).await?;
    }
    Ok(answer::data(StatusCode::OK, &json!({ "name": entity })))
}

/// Whether what is stored goes as well.
fn purge(mut parameters: Parameters) -> Result<bool> {
    let purge = parameters.take_as("purge", "true or false")?;
    parameters.finish()?;
    Ok(purge.unwrap_or(false))
}
