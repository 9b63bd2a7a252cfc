//! Records shared by hand, and why somebody may see a record.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, Level, Result, UserId};
use rapport_records::{GranteeKind, NewShare};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::query::Parameters;
use super::target::{Target, TargetPart, uuid};
use super::write::Write;
use super::{answer, body};
use crate::context::Context;
use crate::problem::Answer;
use crate::routing;
use crate::state::GatewayState;

/// `GET /{entities}/{id}/shares`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Target(entity, id): Target,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let engine = routing::engine(&state, &entity);
    let shares = engine.shares(&ctx, &entity, id).await?;
    Ok(answer::data(StatusCode::OK, &shares))
}

/// `POST /{entities}/{id}/shares`
pub(crate) async fn create(
    State(state): State<GatewayState>,
    Target(entity, id): Target,
    write: Write,
) -> Answer {
    let share = new_share(body::snake_keys(write.input)?)?;
    let engine = routing::engine(&state, &entity);
    let share = engine.share(&write.ctx, &entity, id, &share).await?;
    Ok(answer::data(StatusCode::CREATED, &share))
}

/// `DELETE /{entities}/{id}/shares/{share}`
pub(crate) async fn delete(
    State(state): State<GatewayState>,
    TargetPart(entity, id, share): TargetPart,
    write: Write,
) -> Answer {
    write.without_input()?;
    let engine = routing::engine(&state, &entity);
    engine.unshare(&write.ctx, &entity, id, share).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": share })))
}

/// `GET /{entities}/{id}/access`
pub(crate) async fn access(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Target(entity, id): Target,
    mut parameters: Parameters,
) -> Answer {
    let user = parameters.take_as::<Uuid>("user", "an id")?.map(UserId);
    parameters.finish()?;
    let engine = routing::engine(&state, &entity);
    let access = engine.explain(&ctx, &entity, id, user).await?;
    Ok(answer::data(StatusCode::OK, &access))
}

/// `GET /{entities}/{id}/viewers`
pub(crate) async fn viewers(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Target(entity, id): Target,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let engine = routing::engine(&state, &entity);
    let viewers = engine.viewers(&ctx, &entity, id).await?;
    Ok(answer::data(StatusCode::OK, &viewers))
}

fn new_share(mut object: Map<String, Value>) -> Result<NewShare> {
    let (kind, grantee) = grantee(object.remove("to").as_ref())?;
    let level = match object.remove("level").as_ref().map(Value::as_str) {
        None | Some(Some("read")) => Level::Read,
        Some(Some("write")) => Level::Write,
        Some(_) => return Err(wrong("level", "must be read or write")),
    };
    let expires_at = match object.remove("expires_at") {
        None | Some(Value::Null) => None,
        Some(end) => {
            let end = end.as_str().and_then(|end| end.parse().ok());
            let message = "must be a time such as 2026-01-31T12:00:00Z";
            Some(end.ok_or_else(|| wrong("expires_at", message))?)
        }
    };
    body::nothing_left(&object)?;
    Ok(NewShare {
        kind,
        grantee,
        level,
        expires_at,
    })
}

fn grantee(to: Option<&Value>) -> Result<(GranteeKind, Uuid)> {
    let read = || {
        let object = to?.as_object().filter(|object| object.len() == 1)?;
        let (kind, id) = object.iter().next()?;
        Some((GranteeKind::parse(kind)?, uuid(id.as_str()?).ok()?))
    };
    read().ok_or_else(|| wrong("to", "must name one of user, role and team with an id"))
}

fn wrong(field: &str, message: &str) -> Error {
    Error::field(field, ErrorCode::INVALID, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_names_one_grantee_and_a_level() {
        let id = "019a0000-0000-7000-8000-000000000001";
        let read = |json: Value| new_share(json.as_object().cloned().unwrap());
        let share = read(json!({ "to": { "team": id }, "level": "write" })).unwrap();
        assert_eq!((share.kind, share.level), (GranteeKind::Team, Level::Write));
        assert!(read(json!({ "to": { "user": id } })).is_ok());
        for wrong in [
            json!({}),
            json!({ "to": { "user": id, "role": id } }),
            json!({ "to": { "group": id } }),
            json!({ "to": { "user": "me" } }),
            json!({ "to": { "user": id }, "level": "all" }),
            json!({ "to": { "user": id }, "expires_at": "tomorrow" }),
            json!({ "to": { "user": id }, "until": null }),
        ] {
            assert!(read(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
