//! Errors as told to the caller: RFC 9457 `application/problem+json`.
//!
//! A handler answers a [`Problem`]; the outermost layer renders it, because it knows the request's name and logs
//! faults of ours once. Nothing but the code, the message and what the error carries on purpose leaves the server.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rapport_kernel::{Error, ErrorKind, RequestId};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

/// The media type of a problem.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// What a handler answers.
pub(crate) type Answer = Result<Response, Problem>;

/// A failure on its way to the caller.
#[derive(Clone, Debug)]
pub(crate) struct Problem(pub(crate) Error);

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Problem {
    /// An empty answer that carries the problem; [`render`] fills it in.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status(self.0.kind());
        response.extensions_mut().insert(self);
        response
    }
}

/// The one mapping from kinds of errors to HTTP.
pub(crate) fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Invalid => StatusCode::BAD_REQUEST,
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::Locked => StatusCode::LOCKED,
        ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Writes the answer of a problem.
pub(crate) fn render(error: &Error, request: RequestId) -> Response {
    let status = status(error.kind());
    let mut response = Response::new(Body::from(body(error, status, request)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    match error.kind() {
        ErrorKind::Unauthenticated => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        ErrorKind::Unavailable | ErrorKind::TooMany => {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        _ => {}
    }
    response
}

fn body(error: &Error, status: StatusCode, request: RequestId) -> Vec<u8> {
    let message = match error.kind() {
        ErrorKind::Internal => "internal error",
        _ => error.message.as_str(),
    };
    let mut problem = Map::new();
    problem.insert(
        "type".to_owned(),
        json!(format!("/docs#{}", error.code.name)),
    );
    problem.insert("title".to_owned(), json!(error.code.title));
    problem.insert("status".to_owned(), json!(status.as_u16()));
    problem.insert("detail".to_owned(), json!(message));
    problem.insert("instance".to_owned(), json!(request));
    problem.insert("code".to_owned(), json!(error.code.name));
    problem.insert("message".to_owned(), json!(message));
    problem.insert("errors".to_owned(), json!(error.fields));
    let mut text = Value::Object(problem).to_string();
    if let Some((key, extra)) = &error.extra
        && let Ok(raw) = RawValue::from_string(extra.clone())
    {
        text.pop();
        text.push_str(&format!(",{}:{}}}", json!(key), raw.get()));
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_kernel::ErrorCode;

    fn text(error: &Error) -> String {
        let request = RequestId("019a0000-0000-7000-8000-000000000001".parse().unwrap());
        String::from_utf8(body(error, status(error.kind()), request)).unwrap()
    }

    #[test]
    fn a_problem_names_code_fields_and_request() {
        let error = Error::field("email", ErrorCode::REQUIRED, "must be filled");
        assert_eq!(
            text(&error),
            r#"{"type":"/docs#required","title":"A required value is missing","status":400,"detail":"`email`: must be filled","instance":"019a0000-0000-7000-8000-000000000001","code":"required","message":"`email`: must be filled","errors":[{"field":"email","code":"required","message":"must be filled"}]}"#
        );
    }

    #[test]
    fn internals_stay_inside() {
        let cause = std::io::Error::other("password of the database");
        let mut error = Error::internal(cause);
        error.message = "table contacts is broken".to_owned();
        let text = text(&error);
        assert!(text.contains("internal error"));
        assert!(!text.contains("contacts") && !text.contains("password"));
    }

    #[test]
    fn a_conflict_carries_the_record_as_it_is() {
        let error = Error::new(ErrorCode::VERSION_CONFLICT, "changed")
            .with_extra("current", r#"{"version":4}"#.to_owned());
        let value: Value = serde_json::from_str(&text(&error)).unwrap();
        assert_eq!(value["current"]["version"], json!(4));
        assert_eq!(value["status"], json!(409));
    }

    #[test]
    fn extra_that_is_no_json_is_left_out() {
        let error = Error::new(ErrorCode::CONFLICT, "no").with_extra("current", "oops".to_owned());
        assert!(serde_json::from_str::<Value>(&text(&error)).is_ok());
    }
}
