//! Links that open one file for a while without signing in: made here, opened here.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use rapport_accounts::FileLink;
use rapport_kernel::{
    Currency, Error, ErrorCode, ErrorKind, RecordId, RequestContext, RequestId, Source,
};
use serde::Deserialize;
use serde_json::json;

use super::content::{Kept, serve};
use crate::context::Context;
use crate::http::answer;
use crate::http::body::Typed;
use crate::http::query::Parameters;
use crate::http::target::{Id, Name};
use crate::problem::Answer;
use crate::state::GatewayState;

/// Seconds a link is good for, unless it says otherwise, and at most.
const USUAL: i64 = 5 * 60;
const LONGEST: i64 = 60 * 60;

/// What a link is asked with.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wish {
    expires_in: Option<i64>,
    version: Option<i64>,
}

/// `POST /documents/{id}/link`
pub(crate) async fn link(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    Typed(wish): Typed<Wish>,
) -> Answer {
    let document = RecordId(id);
    let seconds = wish.expires_in.unwrap_or(USUAL);
    if !(1..=LONGEST).contains(&seconds) {
        let message = format!("must be 1 to {LONGEST} seconds");
        return Err(Error::field("expires_in", ErrorCode::INVALID, message).into());
    }
    let found = state.files().find(&ctx, document, wish.version).await?;
    let link = FileLink {
        document,
        version: found.version,
        expires_at: ctx.now().plus_seconds(seconds),
    };
    let token = state
        .accounts()
        .sign_file_link(ctx.tenant, &ctx.actor, link);
    let host = state.settings().public_url.as_deref().unwrap_or_default();
    let url = format!("{host}/api/v1/documents/open/{token}");
    let told = json!({ "url": url, "expires_at": link.expires_at });
    Ok(answer::data(StatusCode::CREATED, &told))
}

/// `GET /documents/open/{token}`: no sign-in; the file as its maker may read it now.
pub(crate) async fn open(
    State(state): State<GatewayState>,
    Name(token): Name,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    parameters.finish()?;
    let (tenant, actor, link) = state.accounts().open_file_link(&token).await?;
    let operation = state.new_operation();
    let ctx = RequestContext {
        tenant,
        actor,
        request_id: RequestId(operation.0),
        operation,
        source: Source::Api,
        time_zone: "UTC".into(),
        currency: Currency::EUR,
        idempotency: None,
        clock: state.clock().clone(),
        random: state.random().clone(),
    };
    // Whatever stands in the way: the link opens nothing.
    let missing = || Error::not_found("this link");
    let found = state
        .files()
        .find(&ctx, link.document, Some(link.version))
        .await;
    let found = found.map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::Forbidden => missing(),
        _ => error,
    })?;
    if found.expired {
        return Err(missing().into());
    }
    serve(&state, &ctx, &found, &headers, false, Kept::Never).await
}
