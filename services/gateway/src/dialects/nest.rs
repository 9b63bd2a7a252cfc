//! What NestJS servers have in common: the shape of a refusal, and what stands in its place when a path means nothing.

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, ErrorKind};
use serde_json::{Value, json};

use super::table::Refusal;

/// `{statusCode, message, error}`; several faults of one body are a list.
pub(super) fn error(refusal: &Refusal<'_>) -> Value {
    let status = refusal.status;
    let message = match refusal.messages.is_empty() {
        false if status == StatusCode::BAD_REQUEST => json!(refusal.messages),
        _ => json!(refusal.message),
    };
    if refusal.message == "Unauthorized" {
        return json!({ "statusCode": status.as_u16(), "message": message });
    }
    json!({
        "statusCode": status.as_u16(),
        "message": message,
        "error": status.canonical_reason().unwrap_or("Error"),
    })
}

/// A method that a path does not have is a path that is not there.
pub(super) fn status(error: &Error, ours: StatusCode) -> StatusCode {
    match error.kind() {
        ErrorKind::NotAllowed => StatusCode::NOT_FOUND,
        _ => ours,
    }
}

/// What is said of a path that means nothing.
pub(super) fn nowhere(method: &str, path: &str) -> String {
    format!("Cannot {method} /{path}")
}

/// Whether the refusal is about a field whose value somebody else has.
pub(super) fn is_taken(error: &Error, field: &str) -> bool {
    error.code == ErrorCode::DUPLICATE && error.fields.iter().any(|fault| fault.field == field)
}

/// Whether nobody is signed in.
pub(super) fn is_stranger(error: &Error) -> bool {
    error.code == ErrorCode::UNAUTHENTICATED
}
