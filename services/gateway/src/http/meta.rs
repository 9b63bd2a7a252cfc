//! The data model as clients see it, the modules, and the API's own description.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use rapport_kernel::RequestContext;
use rapport_records::scope::{Right, permits};
use rapport_schema::{EntityDef, SchemaSnapshot, entity_meta};
use serde_json::{Map, Value, json};

use super::answer;
use super::query::Parameters;
use crate::assets::is_known;
use crate::cache::Kind;
use crate::context::Context;
use crate::openapi;
use crate::problem::{Answer, Problem};
use crate::state::GatewayState;

/// `GET /meta`
pub(crate) async fn meta(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    parameters.finish()?;
    let schema = state.engine().schema_seen(&ctx).await?;
    let rights = rights(&ctx, &schema);
    let version = format!("{}-{rights}", schema.version());
    Ok(document(&state, Kind::Meta, &version, &headers, || {
        answer::text(&json!({ "data": described(&ctx, &schema) }))
    }))
}

/// `GET /openapi.json`: of the caller's tenant, or of the modules alone for somebody who is not signed in.
pub(crate) async fn openapi_json(
    State(state): State<GatewayState>,
    caller: Result<Context, Problem>,
    headers: HeaderMap,
) -> Answer {
    let schema = match caller {
        Ok(Context(ctx)) => state.engine().schema_seen(&ctx).await?,
        Err(_) => state.engine().base_schema().clone(),
    };
    Ok(document(
        &state,
        Kind::OpenApi,
        schema.version(),
        &headers,
        || answer::text(&openapi::openapi(&schema)),
    ))
}

/// `GET /modules`
pub(crate) async fn modules(
    State(state): State<GatewayState>,
    Context(_): Context,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    Ok(answer::data(StatusCode::OK, &state.engine().modules()))
}

/// Rights as they stand in `permissions`.
const RIGHTS: [(&str, Right); 7] = [
    ("create", Right::Create),
    ("read", Right::Read),
    ("update", Right::Update),
    ("delete", Right::Delete),
    ("import", Right::Import),
    ("export", Right::Export),
    ("bulk", Right::Bulk),
];

/// The caller's rights on all entities as one short text: callers with the same rights share a document.
fn rights(ctx: &RequestContext, schema: &SchemaSnapshot) -> String {
    let bits = |entity: &Arc<EntityDef>| {
        let mask = RIGHTS.iter().fold(0u32, |mask, (_, right)| {
            mask << 1 | u32::from(permits(ctx, entity, *right))
        });
        format!("{mask:02x}")
    };
    schema.entities().iter().map(bits).collect()
}

fn described(ctx: &RequestContext, schema: &SchemaSnapshot) -> Value {
    let entities: Vec<Value> = schema
        .entities()
        .iter()
        .map(|entity| {
            let mut meta = entity_meta(entity);
            let may: Map<String, Value> = RIGHTS
                .iter()
                .map(|(name, right)| ((*name).to_owned(), permits(ctx, entity, *right).into()))
                .collect();
            if let Some(meta) = meta.as_object_mut() {
                meta.insert("permissions".to_owned(), Value::Object(may));
            }
            meta
        })
        .collect();
    json!({ "version": schema.version(), "entities": entities, "currencies": rapport_kernel::CURRENCIES })
}

/// A document of the schema, with its version as validator.
fn document(
    state: &GatewayState,
    kind: Kind,
    version: &str,
    headers: &HeaderMap,
    make: impl FnOnce() -> Vec<u8>,
) -> Response {
    let etag = format!("\"{version}-{}\"", state.settings().version);
    let mut response = if is_known(headers, &etag) {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let body = state.documents().get(kind, version, make);
        let mut response = answer::json(StatusCode::OK, Vec::new());
        *response.body_mut() = body.into();
        response
    };
    let out = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(ETAG, etag);
    }
    out.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
