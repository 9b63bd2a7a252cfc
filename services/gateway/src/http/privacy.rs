//! Requests of persons about their data.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, RecordId, Result};
use rapport_records::{PrivacyAnswer, PrivacyKind, Subject};
use serde::Deserialize;
use serde_json::json;
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

/// Who: an address, or a record.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Address(String),
    Email { email: String },
    Record { entity: String, id: Uuid },
}

/// `POST /privacy/requests`
pub(crate) async fn request(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Typed(input): Typed<Request>,
) -> Answer {
    let kind = kind(&input.kind)?;
    let subject = match input.subject {
        Named::Address(email) | Named::Email { email } => Subject::Email(email),
        Named::Record { entity, id } => Subject::Record {
            entity,
            id: RecordId(id),
        },
    };
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
