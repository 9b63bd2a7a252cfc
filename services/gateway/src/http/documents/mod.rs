//! Documents: files in, links to files, and through `content.rs` files out. Everything else about them is records.

mod content;
mod form;
mod link;
mod range;

pub(crate) use content::content;
pub(crate) use form::{Form, receive};
pub(crate) use link::{link, open};

use axum::extract::{Multipart, State};
use axum::http::header::HeaderMap;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use rapport_files::NewVersion;
use rapport_kernel::{Error, ErrorCode, OperationId, RecordId, RequestContext, Result};
use serde_json::Value;

use super::answer;
use super::query::Parameters;
use super::target::Id;
use super::write::idempotency;
use crate::context::Context;
use crate::problem::{Answer, Problem};
use crate::state::GatewayState;

/// The most files of one form.
const MOST: usize = 20;

/// A form, or what axum makes of something else.
pub(crate) type Sent = std::result::Result<Multipart, axum::extract::multipart::MultipartRejection>;

/// `POST /documents/upload`
pub(crate) async fn upload(
    State(state): State<GatewayState>,
    Context(mut ctx): Context,
    parameters: Parameters,
    request: (Method, Uri, HeaderMap),
    form: Sent,
) -> Answer {
    parameters.finish()?;
    let form = receive(state.files(), &ctx, multipart(form)?, None, MOST).await?;
    promise(&mut ctx, &request, &form)?;
    let added = state.files().add(&ctx, &form.files, &form.fields).await?;
    let ids = added.data.get("documents").and_then(Value::as_array);
    let ids: Vec<RecordId> = ids.into_iter().flatten().filter_map(id).collect();
    documents(&state, &ctx, &ids, added.operation).await
}

/// `POST /documents/{id}/versions`
pub(crate) async fn add_version(
    State(state): State<GatewayState>,
    Context(mut ctx): Context,
    Id(document): Id,
    parameters: Parameters,
    request: (Method, Uri, HeaderMap),
    form: Sent,
) -> Answer {
    parameters.finish()?;
    let document = RecordId(document);
    // Whoever may not know the document sends nothing to it.
    state
        .engine()
        .get(&ctx, "documents", document, None, &[])
        .await?;
    let mut form = receive(state.files(), &ctx, multipart(form)?, None, 1).await?;
    promise(&mut ctx, &request, &form)?;
    let comment = form.fields.remove("comment");
    let comment = comment.as_ref().and_then(Value::as_str).map(str::to_owned);
    if let Some((unknown, _)) = form.fields.iter().next() {
        return Err(not_a_part(unknown).into());
    }
    let upload = form.files.pop().ok_or_else(no_file)?;
    let new = NewVersion { upload, comment };
    let added = state.files().add_version(&ctx, document, &new).await?;
    documents(&state, &ctx, &[document], added.operation).await
}

fn multipart(form: Sent) -> Result<Multipart> {
    form.map_err(|_| {
        let message = "the body must be `multipart/form-data`";
        Error::new(ErrorCode::UNSUPPORTED_MEDIA, message)
    })
}

/// The caller's promise that a repetition is the same request, bound to the files and fields that came.
fn promise(
    ctx: &mut RequestContext,
    (method, uri, headers): &(Method, Uri, HeaderMap),
    form: &Form,
) -> Result<()> {
    ctx.idempotency = idempotency(headers, method, uri.path(), form.told().as_bytes())?;
    Ok(())
}

fn id(value: &Value) -> Option<RecordId> {
    value.as_str()?.parse().ok()
}

fn no_file() -> Error {
    Error::field("file", ErrorCode::REQUIRED, "is missing in the form")
}

fn not_a_part(name: &str) -> Error {
    Error::field(name, ErrorCode::UNKNOWN_FIELD, "is not a part here")
}

/// `{"data": [documents], "operation": id}`, as they are for the caller.
async fn documents(
    state: &GatewayState,
    ctx: &RequestContext,
    ids: &[RecordId],
    operation: Option<OperationId>,
) -> std::result::Result<Response, Problem> {
    let mut body = b"{\"data\":[".to_vec();
    for (at, id) in ids.iter().enumerate() {
        let document = state.engine().get(ctx, "documents", *id, None, &[]).await?;
        if at > 0 {
            body.push(b',');
        }
        body.extend_from_slice(document.record.as_bytes());
    }
    body.extend_from_slice(b"],\"operation\":");
    body.extend_from_slice(&answer::text(&operation));
    body.push(b'}');
    Ok(answer::json(StatusCode::CREATED, body))
}
