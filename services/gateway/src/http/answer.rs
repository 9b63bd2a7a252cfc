//! Building answers. Records arrive as JSON text and are joined with what stands around them, never parsed.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use rapport_kernel::OperationId;
use rapport_records::{ListAnswer, RecordAnswer, WriteAnswer};
use serde::Serialize;

use super::list::Paging;

/// A JSON answer.
pub(crate) fn json(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

/// `{"data": value}`.
pub(crate) fn data(status: StatusCode, value: &impl Serialize) -> Response {
    #[derive(Serialize)]
    struct Data<'a, T> {
        data: &'a T,
    }
    json(status, text(&Data { data: value }))
}

/// `{"data": value, "operation": id}`; without an operation, `null` stands there.
pub(crate) fn data_and_operation(
    value: &impl Serialize,
    operation: Option<OperationId>,
) -> Response {
    #[derive(Serialize)]
    struct Data<'a, T> {
        data: &'a T,
        operation: Option<OperationId>,
    }
    json(
        StatusCode::OK,
        text(&Data {
            data: value,
            operation,
        }),
    )
}

/// `{"data": [..], "pagination": {limit, has_more, next_cursor}}`.
pub(crate) fn page(rows: &impl Serialize, limit: u32, next_cursor: Option<String>) -> Response {
    #[derive(Serialize)]
    struct Pagination {
        limit: u32,
        has_more: bool,
        next_cursor: Option<String>,
    }
    #[derive(Serialize)]
    struct Page<'a, T> {
        data: &'a T,
        pagination: Pagination,
    }
    let has_more = next_cursor.is_some();
    let pagination = Pagination {
        limit,
        has_more,
        next_cursor,
    };
    json(
        StatusCode::OK,
        text(&Page {
            data: rows,
            pagination,
        }),
    )
}

/// JSON text of a value that always has one.
pub(crate) fn text(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// One record, with its version as `ETag`.
pub(crate) fn record(answer: &RecordAnswer) -> Response {
    let record = answer.record.as_bytes();
    let mut body = Vec::with_capacity(record.len() + 64);
    body.extend_from_slice(b"{\"data\":");
    body.extend_from_slice(record);
    if let Some(included) = &answer.included {
        body.extend_from_slice(b",\"included\":");
        body.extend_from_slice(included.as_bytes());
    }
    body.push(b'}');
    versioned(StatusCode::OK, body, answer.version)
}

/// A record that was written, with its version and the operation.
pub(crate) fn written(status: StatusCode, answer: &WriteAnswer) -> Response {
    let record = answer.record.as_bytes();
    let mut body = Vec::with_capacity(record.len() + 80);
    body.extend_from_slice(b"{\"data\":");
    body.extend_from_slice(record);
    body.extend_from_slice(b",\"operation\":\"");
    body.extend_from_slice(answer.operation.to_string().as_bytes());
    body.extend_from_slice(b"\"}");
    versioned(status, body, answer.version)
}

/// A page of records.
pub(crate) fn records(answer: &ListAnswer, paging: &Paging) -> Response {
    let rows = answer.records.as_bytes();
    let mut body = Vec::with_capacity(rows.len() + 256);
    body.extend_from_slice(b"{\"data\":[");
    body.extend_from_slice(rows);
    body.extend_from_slice(b"],\"pagination\":");
    body.extend_from_slice(&text(&paging.told(answer)));
    if let Some(included) = &answer.included {
        body.extend_from_slice(b",\"included\":");
        body.extend_from_slice(included.as_bytes());
    }
    body.push(b'}');
    json(StatusCode::OK, body)
}

fn versioned(status: StatusCode, body: Vec<u8>, version: i64) -> Response {
    let mut response = json(status, body);
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}
