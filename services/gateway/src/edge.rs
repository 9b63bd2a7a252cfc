//! The outermost layer: names the request, admits it or not, limits its time, catches panics, renders problems, logs, adds headers.
//!
//! Everything that must hold for every answer is here and nowhere else.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::ALLOW;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use rapport_kernel::{Error, ErrorCode, ErrorKind, RequestId};

use crate::metrics::Measured;
use crate::problem::{self, Problem};
use crate::state::GatewayState;
use crate::{headers, limits};

/// Uploads of a hundred megabytes over a slow line and workbooks of all records need more time than other requests.
const FILE_FACTOR: u32 = 20;

/// Passes a request on and completes its answer.
pub(crate) async fn edge(
    State(state): State<GatewayState>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = request_id(&state, request.headers());
    request.extensions_mut().insert(id);
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let measured = Measured::begin(&state, &request);
    let limit = time_limit(&state, &method, uri.path());
    let mut told = None;
    let answering = async {
        match limits::admit(&state, &mut request).await {
            Ok(admitted) => {
                told = admitted;
                next.run(request).await
            }
            Err((error, refused)) => {
                told = Some(refused);
                Problem(error).into_response()
            }
        }
    };
    let answering = AssertUnwindSafe(answering).catch_unwind();
    let response = match tokio::time::timeout(limit, answering).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => Problem(panicked(panic.as_ref())).into_response(),
        Err(_) => {
            let message = format!("no answer within {} seconds", limit.as_secs());
            Problem(Error::new(ErrorCode::TIMEOUT, message)).into_response()
        }
    };
    let mut response = complete(response, &method, uri.path(), id);
    headers::add(response.headers_mut(), id, is_https(&state));
    if let Some(told) = told {
        told.write(response.headers_mut());
    }
    measured.end(&state, response.status());
    tracing::debug!(
        request.id = %id,
        http.method = %method,
        http.path = uri.path(),
        http.status = response.status().as_u16(),
        "answered"
    );
    response
}

/// Renders what the layers below left as a mere status.
fn complete(mut response: Response, method: &Method, path: &str, id: RequestId) -> Response {
    if let Some(Problem(error)) = response.extensions_mut().remove::<Problem>() {
        log(&error, method, path, id);
        let mut rendered = problem::render(&error, id);
        rendered
            .headers_mut()
            .extend(std::mem::take(response.headers_mut()));
        return rendered;
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let message = format!("{path} does not answer {method}");
        let mut rendered = problem::render(&Error::new(ErrorCode::METHOD_NOT_ALLOWED, message), id);
        if let Some(allow) = response.headers_mut().remove(ALLOW) {
            rendered.headers_mut().insert(ALLOW, allow);
        }
        return rendered;
    }
    response
}

/// Logs a refusal, and a fault of ours loudly.
pub(crate) fn log(error: &Error, method: &Method, path: &str, id: RequestId) {
    match error.kind() {
        ErrorKind::Internal | ErrorKind::Unavailable | ErrorKind::Timeout => tracing::error!(
            request.id = %id,
            http.method = %method,
            http.path = path,
            error = ?error,
            "request failed"
        ),
        _ => tracing::debug!(request.id = %id, error = ?error, "request refused"),
    }
}

/// The caller's name for the request when it is a UUID, else a fresh one.
fn request_id(state: &GatewayState, headers: &HeaderMap) -> RequestId {
    headers
        .get(headers::REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|text| text.len() == uuid::fmt::Hyphenated::LENGTH)
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| state.new_request_id())
}

fn time_limit(state: &GatewayState, method: &Method, path: &str) -> Duration {
    let limit = state.settings().request_timeout;
    let upload = *method == Method::POST && is_upload(path);
    if upload || path.ends_with("/export") {
        limit * FILE_FACTOR
    } else {
        limit
    }
}

/// Where files come in.
fn is_upload(path: &str) -> bool {
    let documents = path.contains("/documents/") || path.contains("/document/");
    path == "/api/v1/imports"
        || documents && (path.ends_with("/upload") || path.ends_with("/versions"))
}

fn is_https(state: &GatewayState) -> bool {
    let url = state.settings().public_url.as_deref();
    url.is_some_and(|url| url.starts_with("https://"))
}

fn panicked(panic: &(dyn Any + Send)) -> Error {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned());
    Error::internal(std::io::Error::other(format!("panic: {text}")))
}
