//! What a company lets everybody book.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{Error, RecordId, RequestContext, Result};
use rapport_records::ListRequest;
use rapport_schema::RawFilter;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{context, slots_input};
use crate::http::answer;
use crate::http::body::Typed;
use crate::http::query::Parameters;
use crate::http::target::{Name, Names};
use crate::problem::{Answer, Problem};
use crate::routing;
use crate::state::GatewayState;

const TYPES: &str = "booking_types";
/// What visitors see of a booking type, besides its id, which they do not need.
const SHOWN: &[&str] = &[
    "name",
    "slug",
    "description",
    "length_minutes",
    "capacity",
    "needs_confirmation",
    "meeting_type",
    "location",
    "price",
    "questions",
];
/// The most booking types of a company that are shown.
const MOST: u32 = 200;

/// `GET /public/{company}/booking_types`
pub(crate) async fn booking_types(
    State(state): State<GatewayState>,
    Name(company): Name,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let visit = state.accounts().visit(&company).await?;
    let ctx = context(&state, visit);
    let found = find(&state, &ctx, None).await?;
    let types: Vec<Value> = found.into_iter().map(|(_, shown)| shown).collect();
    Ok(answer::data(StatusCode::OK, &types))
}

/// `GET /public/{company}/booking_types/{slug}`
pub(crate) async fn booking_type(
    State(state): State<GatewayState>,
    Names(company, slug): Names,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let (_, _, shown, name) = one(&state, &company, &slug).await?;
    Ok(answer::data(
        StatusCode::OK,
        &json!({ "company": name, "booking_type": shown }),
    ))
}

/// `GET /public/{company}/booking_types/{slug}/slots?from=&to=&zone=&seats=`: who hosts is not told.
pub(crate) async fn public_slots(
    State(state): State<GatewayState>,
    Names(company, slug): Names,
    mut parameters: Parameters,
) -> Answer {
    let input = slots_input(&mut parameters, &["from", "to", "zone", "seats"])?;
    parameters.finish()?;
    let (ctx, id, _, _) = one(&state, &company, &slug).await?;
    let engine = routing::engine(&state, TYPES);
    let done = engine
        .action(&ctx, TYPES, Some(id), "slots", &input)
        .await?;
    let Value::Array(mut slots) = done.data else {
        return Ok(answer::data(StatusCode::OK, &json!([])));
    };
    for slot in slots.iter_mut().filter_map(Value::as_object_mut) {
        slot.remove("host");
        slot.remove("hosts");
    }
    Ok(answer::data(StatusCode::OK, &slots))
}

/// What a visitor sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    start: String,
    name: String,
    email: String,
    phone: Option<String>,
    zone: Option<String>,
    answers: Option<Value>,
    notes: Option<String>,
    seats: Option<i64>,
}

/// `POST /public/{company}/booking_types/{slug}/bookings`
pub(crate) async fn book(
    State(state): State<GatewayState>,
    Names(company, slug): Names,
    Typed(wish): Typed<Wish>,
) -> Answer {
    let (ctx, id, _, _) = one(&state, &company, &slug).await?;
    let mut input = Map::new();
    for (name, value) in [
        ("start", json!(wish.start)),
        ("name", json!(wish.name)),
        ("email", json!(wish.email)),
        ("phone", json!(wish.phone)),
        ("zone", json!(wish.zone)),
        ("answers", json!(wish.answers)),
        ("notes", json!(wish.notes)),
        ("seats", json!(wish.seats)),
    ] {
        if !value.is_null() {
            input.insert(name.to_owned(), value);
        }
    }
    let engine = routing::engine(&state, TYPES);
    let done = engine.action(&ctx, TYPES, Some(id), "book", &input).await?;
    let booking = done.data.get("id").and_then(Value::as_str);
    let booking: Option<RecordId> = booking.and_then(|id| id.parse().ok());
    let booking = booking.ok_or_else(|| Error::not_found("the booking"))?;
    let token = state.accounts().sign_booking_link(ctx.tenant, booking);
    let told = json!({
        "status": done.data.get("status"),
        "start": done.data.get("start"),
        "end": done.data.get("end"),
        "token": token,
    });
    Ok(answer::data(StatusCode::CREATED, &told))
}

/// A booking type that is there for everybody: who asks, its id, what is shown, and the company's name.
async fn one(
    state: &GatewayState,
    company: &str,
    slug: &str,
) -> Result<(RequestContext, RecordId, Value, String), Problem> {
    let visit = state.accounts().visit(company).await?;
    let name = visit.company.clone();
    let ctx = context(state, visit);
    let found = find(state, &ctx, Some(slug)).await?.into_iter().next();
    let missing = || Error::not_found(format!("`{slug}`"));
    let (id, shown) = found.ok_or_else(missing)?;
    Ok((ctx, id, shown, name))
}

async fn find(
    state: &GatewayState,
    ctx: &RequestContext,
    slug: Option<&str>,
) -> Result<Vec<(RecordId, Value)>> {
    let is = |field: &str, value: Value| json!({ "field": field, "op": "eq", "value": value });
    let mut filter = vec![is("public", json!(true)), is("active", json!(true))];
    filter.extend(slug.map(|slug| is("slug", json!(slug))));
    let filter = RawFilter::from_json(&Value::Array(filter));
    let filter = filter.map_err(|problem| Error::fields(vec![problem]))?;
    let mut fields: Vec<String> = SHOWN.iter().map(|field| (*field).to_owned()).collect();
    fields.push("id".to_owned());
    let request = ListRequest {
        filter: Some(filter),
        fields: Some(fields),
        limit: MOST,
        ..ListRequest::default()
    };
    let engine = routing::engine(state, TYPES);
    let found = engine.list(ctx, TYPES, &request).await?;
    let json = [b"[", found.records.as_bytes(), b"]"].concat();
    let rows: Vec<Map<String, Value>> = serde_json::from_slice(&json).map_err(Error::internal)?;
    let row = |mut row: Map<String, Value>| {
        let id = row.remove("id")?.as_str()?.parse().ok()?;
        Some((id, Value::Object(row)))
    };
    Ok(rows.into_iter().filter_map(row).collect())
}
