//! What a visitor does with a booking of his own, by the link he got.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::context;
use crate::http::answer;
use crate::http::body::Typed;
use crate::http::query::Parameters;
use crate::http::target::Name;
use crate::problem::{Answer, Problem};
use crate::routing;
use crate::state::GatewayState;

const BOOKINGS: &str = "bookings";
const SHOWN: &[&str] = &[
    "title",
    "status",
    "start_at",
    "end_at",
    "time_zone",
    "seats",
    "location",
    "meeting_link",
    "price",
    "invitee_name",
    "invitee_email",
    "cancel_reason",
];

/// `GET /public/bookings/{token}`
pub(crate) async fn booking(
    State(state): State<GatewayState>,
    Name(token): Name,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let (ctx, id) = opened(&state, &token).await?;
    let shown = shown(&state, &ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &shown))
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancellation {
    reason: Option<String>,
}

/// `POST /public/bookings/{token}/cancel`
pub(crate) async fn cancel(
    State(state): State<GatewayState>,
    Name(token): Name,
    Typed(why): Typed<Cancellation>,
) -> Answer {
    let (ctx, id) = opened(&state, &token).await?;
    refuse_past(&ctx, &shown(&state, &ctx, id).await?)?;
    let input = why
        .reason
        .map(|reason| ("reason".to_owned(), json!(reason)));
    let engine = routing::engine(&state, BOOKINGS);
    let input: Map<String, Value> = input.into_iter().collect();
    engine
        .action(&ctx, BOOKINGS, Some(id), "cancel", &input)
        .await?;
    let shown = shown(&state, &ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &shown))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OtherTime {
    start: String,
}

/// `POST /public/bookings/{token}/reschedule`: only into a slot that is offered. The new booking has a new link.
pub(crate) async fn reschedule(
    State(state): State<GatewayState>,
    Name(token): Name,
    Typed(wish): Typed<OtherTime>,
) -> Answer {
    let (ctx, id) = opened(&state, &token).await?;
    refuse_past(&ctx, &shown(&state, &ctx, id).await?)?;
    let mut input = Map::new();
    input.insert("start".to_owned(), json!(wish.start));
    input.insert("offered_only".to_owned(), json!(true));
    let engine = routing::engine(&state, BOOKINGS);
    let done = engine
        .action(&ctx, BOOKINGS, Some(id), "reschedule", &input)
        .await?;
    let new = done.data.get("id").and_then(Value::as_str);
    let new: Option<RecordId> = new.and_then(|id| id.parse().ok());
    let new = new.ok_or_else(|| Error::not_found("the booking"))?;
    let mut told = shown(&state, &ctx, new).await?;
    let token = state.accounts().sign_booking_link(ctx.tenant, new);
    told.insert("token".to_owned(), json!(token));
    Ok(answer::data(StatusCode::OK, &told))
}

async fn opened(state: &GatewayState, token: &str) -> Result<(RequestContext, RecordId), Problem> {
    let (visit, id) = state.accounts().open_booking_link(token).await?;
    Ok((context(state, visit), id))
}

async fn shown(
    state: &GatewayState,
    ctx: &RequestContext,
    id: RecordId,
) -> Result<Map<String, Value>> {
    let fields: Vec<String> = SHOWN.iter().map(|field| (*field).to_owned()).collect();
    let engine = routing::engine(state, BOOKINGS);
    let found = engine.get(ctx, BOOKINGS, id, Some(&fields), &[]).await?;
    let mut record: Map<String, Value> =
        serde_json::from_slice(found.record.as_bytes()).map_err(Error::internal)?;
    record.retain(|name, _| SHOWN.contains(&name.as_str()) || name == "price_currency");
    Ok(record)
}

/// What has begun is for the company to change.
fn refuse_past(ctx: &RequestContext, shown: &Map<String, Value>) -> Result<()> {
    let start = shown.get("start_at").and_then(Value::as_str);
    let start: Option<Timestamp> = start.and_then(|start| start.parse().ok());
    if start.is_some_and(|start| start <= ctx.now()) {
        let message = "the appointment has begun; please ask the company";
        return Err(Error::new(ErrorCode::CONFLICT, message));
    }
    Ok(())
}
