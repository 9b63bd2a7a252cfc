//! For whoever is signed in.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use rapport_kernel::{Error, ErrorCode, RecordId};
use serde_json::Map;

use super::slots_input;
use crate::context::Context;
use crate::http::answer;
use crate::http::query::Parameters;
use crate::http::target::Id;
use crate::http::write::Write;
use crate::problem::Answer;
use crate::routing;
use crate::state::GatewayState;

const TYPES: &str = "booking_types";

/// `GET /booking_types/{id}/slots?from=&to=&zone=&host=&seats=`
pub(crate) async fn slots(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    mut parameters: Parameters,
) -> Answer {
    let input = slots_input(&mut parameters, &["from", "to", "zone", "host", "seats"])?;
    parameters.finish()?;
    let engine = routing::engine(&state, TYPES);
    let done = engine
        .action(&ctx, TYPES, Some(RecordId(id)), "slots", &input)
        .await?;
    Ok(answer::data(StatusCode::OK, &done.data))
}

/// `POST /booking_types/{id}/slots`: the same as an action.
pub(crate) async fn find_slots(
    State(state): State<GatewayState>,
    Id(id): Id,
    write: Write,
) -> Answer {
    let engine = routing::engine(&state, TYPES);
    let done = engine
        .action(&write.ctx, TYPES, Some(RecordId(id)), "slots", &write.input)
        .await?;
    Ok(answer::data_and_operation(&done.data, done.operation))
}

/// `GET /meetings/{id}/calendar.ics`
pub(crate) async fn calendar(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let engine = routing::engine(&state, "meetings");
    let action = "calendar_file";
    let done = engine
        .action(&ctx, "meetings", Some(RecordId(id)), action, &Map::new())
        .await?;
    let text = done.data.get("text").and_then(|text| text.as_str());
    let text = text.ok_or_else(|| Error::new(ErrorCode::INTERNAL, "internal error"))?;
    let mut response = text.to_owned().into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    headers.insert(CONTENT_TYPE, kind);
    let name = HeaderValue::from_static("attachment; filename=\"meeting.ics\"");
    headers.insert(CONTENT_DISPOSITION, name);
    Ok(response)
}
