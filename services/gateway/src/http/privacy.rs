//! Requests of persons about their data, legal holds and retention rules.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use rapport_kernel::{Error, ErrorCode, RecordId, Result, UserId};
use rapport_records::{PrivacyAnswer, PrivacyKind, RetentionInput, Subject};
use rapport_transfer::privacy_archive;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer;
use super::body::Typed;
use super::query::Parameters;
use super::target::Id;
use crate::context::Context;
use crate::problem::Answer;
use crate::state::GatewayState;

/// The body of `POST /privacy/requests`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    kind: String,
    subject: Named,
    confirm: Option<String>,
}

/// Who: an address, a record or a user.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Address(String),
    Email { email: String },
    User { user: Uuid },
    Record { entity: String, id: Uuid },
}

impl From<Named> for Subject {
    fn from(named: Named) -> Self {
        match named {
            Named::Address(email) | Named::Email { email } => Self::Email(email),
            Named::User { user } => Self::User(UserId(user)),
            Named::Record { entity, id } => Self::Record {
                entity,
                id: RecordId(id),
            },
        }
    }
}

/// `POST /privacy/requests`
pub(crate) async fn request(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Typed(input): Typed<Request>,
) -> Answer {
    let kind = kind(&input.kind)?;
    let subject = input.subject.into();
    let confirm = input.confirm.as_deref();
    let answer = state
        .engine()
        .privacy_request(&ctx, kind, &subject, confirm)
        .await?;
    Ok(match answer {
        PrivacyAnswer::Job(job) => answer::data(StatusCode::ACCEPTED, &json!({ "id": job })),
        PrivacyAnswer::Preview(preview) => answer::data(StatusCode::OK, &preview),
    })
}

fn kind(text: &str) -> Result<PrivacyKind> {
    match text {
        "access" => Ok(PrivacyKind::Access),
        "erase" => Ok(PrivacyKind::Erase),
        _ => Err(Error::field(
            "kind",
            ErrorCode::INVALID,
            "must be access or erase",
        )),
    }
}

/// `GET /privacy/requests/{id}`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let found = state.engine().privacy_answer(&ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &found))
}

/// `GET /privacy/requests`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let all = state.engine().privacy_requests(&ctx).await?;
    Ok(answer::data(StatusCode::OK, &all))
}

/// `GET /privacy/requests/{id}/archive`
pub(crate) async fn archive(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let found = state.engine().privacy_answer(&ctx, id).await?;
    let part = |key: &str| found.get(key).and_then(Value::as_str);
    if (part("kind"), part("status")) != (Some("access"), Some("done")) {
        let message = "there is a document only when an access request is done";
        return Err(Error::new(ErrorCode::CONFLICT, message).into());
    }
    let packed = privacy_archive(found.get("result").unwrap_or(&Value::Null))?;
    let mut response = Response::new(packed.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(ZIP));
    let name = format!("attachment; filename=\"personal-data-{id}.zip\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

const ZIP: &str = "application/zip";

/// The body of `POST /privacy/holds`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewHold {
    subject: Named,
    reason: String,
}

/// `GET /privacy/holds`
pub(crate) async fn holds(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    mut parameters: Parameters,
) -> Answer {
    let ended_too = parameters.take_as("released", "true or false")?;
    parameters.finish()?;
    let all = state
        .engine()
        .holds(&ctx, ended_too.unwrap_or(false))
        .await?;
    Ok(answer::data(StatusCode::OK, &all))
}

/// `POST /privacy/holds`
pub(crate) async fn set_hold(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Typed(input): Typed<NewHold>,
) -> Answer {
    let subject = input.subject.into();
    let engine = state.engine();
    let set = engine.set_hold(&ctx, &subject, &input.reason).await?;
    Ok(answer::data(StatusCode::CREATED, &set))
}

/// `DELETE /privacy/holds/{id}`
pub(crate) async fn release_hold(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let released = state.engine().release_hold(&ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &released))
}

/// The body of `POST` and `PATCH /privacy/retention`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    name: Option<String>,
    entity: Option<String>,
    #[serde(default, deserialize_with = "given")]
    filter: Option<Option<Value>>,
    date_field: Option<String>,
    after_days: Option<i64>,
    action: Option<String>,
    active: Option<bool>,
    confirm: Option<String>,
}

/// Tells null from nothing.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Value>>, D::Error> {
    Option::<Value>::deserialize(deserializer).map(Some)
}

impl From<Rule> for RetentionInput {
    fn from(rule: Rule) -> Self {
        Self {
            name: rule.name,
            entity: rule.entity,
            filter: rule.filter,
            date_field: rule.date_field,
            after_days: rule.after_days,
            action: rule.action,
            active: rule.active,
            confirm: rule.confirm,
        }
    }
}

/// `GET /privacy/retention`
pub(crate) async fn rules(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let all = state.engine().retention_rules(&ctx).await?;
    Ok(answer::data(StatusCode::OK, &all))
}

/// `GET /privacy/retention/{id}`
pub(crate) async fn rule(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let found = state.engine().retention_rule(&ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &found))
}

/// `POST /privacy/retention`
pub(crate) async fn add_rule(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Typed(input): Typed<Rule>,
) -> Answer {
    let engine = state.engine();
    let made = engine.add_retention_rule(&ctx, &input.into()).await?;
    Ok(answer::data(StatusCode::CREATED, &made))
}

/// `PATCH /privacy/retention/{id}`
pub(crate) async fn change_rule(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    Typed(input): Typed<Rule>,
) -> Answer {
    let engine = state.engine();
    let changed = engine
        .change_retention_rule(&ctx, id, &input.into())
        .await?;
    Ok(answer::data(StatusCode::OK, &changed))
}

/// `DELETE /privacy/retention/{id}`
pub(crate) async fn remove_rule(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    state.engine().remove_retention_rule(&ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

/// `GET /privacy/retention/{id}/preview`
pub(crate) async fn preview_rule(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let preview = state.engine().preview_retention(&ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &preview))
}
