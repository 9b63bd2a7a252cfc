//! Invoices, orders, estimates and credit notes as PDF: what the caller may see of them, on paper.

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;
use rapport_kernel::{Error, RecordId, RequestContext, Result};
use rapport_print::{Document, Kind, file_name, pdf};
use rapport_records::{Engine, ListRequest};
use rapport_schema::RawFilter;
use serde_json::{Map, Value, json};

use super::query::Parameters;
use super::target::Target;
use crate::context::{Context, SignedIn};
use crate::problem::Answer;
use crate::routing;
use crate::state::GatewayState;

type Fields = Map<String, Value>;

/// What a document says about its customer, when it has no words of its own: from where, under which names.
const CUSTOMERS: &[(&str, &str, &str)] = &[
    ("account", "name", "billing_address"),
    ("contact", "name", "address"),
];

/// `GET /{entities}/{id}/pdf`
pub(crate) async fn print(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    SignedIn(session): SignedIn,
    Target(entity, id): Target,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let engine = routing::engine(&state, &entity);
    let definition = engine.entity(&ctx, &entity).await?;
    let Some(kind) = Kind::of(&definition.name) else {
        return Err(Error::not_found(format!("a PDF of {}", definition.plural)).into());
    };
    let mut record = read(engine, &ctx, &definition.name, id, None).await?;
    add_customer(engine, &ctx, &mut record).await;
    let letterhead = letterhead(engine, &ctx).await;
    let tenant = state.accounts().me(&session).await?.tenant;
    let document = Document {
        kind,
        record: &record,
        letterhead: &letterhead,
        company: &tenant.name,
        language: &tenant.locale,
        currency: tenant.currency,
    };
    let bytes = pdf(&document).map_err(Error::internal)?;
    Ok(file(bytes, &file_name(&document)))
}

async fn read(
    engine: &Engine,
    ctx: &RequestContext,
    entity: &str,
    id: RecordId,
    fields: Option<&[String]>,
) -> Result<Fields> {
    let answer = engine.get(ctx, entity, id, fields, &[]).await?;
    parsed(answer.record.as_bytes())
}

fn parsed(json: &[u8]) -> Result<Fields> {
    serde_json::from_slice(json).map_err(Error::internal)
}

/// Name and address of the customer, as far as the caller may see them.
async fn add_customer(engine: &Engine, ctx: &RequestContext, record: &mut Fields) {
    for (link, name, address) in CUSTOMERS {
        let id = record.get(*link).and_then(Value::as_str);
        let Some(id) = id.and_then(|id| id.parse().ok()) else {
            continue;
        };
        let fields = [(*name).to_owned(), (*address).to_owned()];
        let Ok(customer) = read(engine, ctx, link, id, Some(&fields)).await else {
            continue;
        };
        for (own, other) in [("billing_name", name), ("billing_address", address)] {
            let is_empty = record.get(own).is_none_or(Value::is_null);
            if let Some(value) = customer.get(*other).filter(|_| is_empty) {
                record.insert(own.to_owned(), value.clone());
            }
        }
    }
}

/// The default letterhead, else the only one, as far as the caller may see it.
async fn letterhead(engine: &Engine, ctx: &RequestContext) -> Fields {
    for filter in [Some(json!({ "is_default": true })), None] {
        let filter = filter.and_then(|filter| RawFilter::from_json(&filter).ok());
        let request = ListRequest {
            filter,
            limit: 1,
            ..ListRequest::default()
        };
        let Ok(found) = engine.list(ctx, "letterhead", &request).await else {
            return Fields::new();
        };
        if found.rows > 0 {
            return parsed(found.records.as_bytes()).unwrap_or_default();
        }
    }
    Fields::new()
}

fn file(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let ascii: String = name
        .chars()
        .map(|letter| if letter.is_ascii() { letter } else { '-' })
        .collect();
    if let Ok(disposition) = HeaderValue::from_str(&format!("inline; filename=\"{ascii}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
