//! A file of at most 10 MB into a folder, which is made when there is none of that name.

use axum::extract::Multipart;
use axum::http::StatusCode;
use rapport_kernel::{Error, RecordId, RequestContext, Result};
use rapport_records::ListRequest;
use rapport_schema::RawFilter;
use serde_json::{Map, Value, json};

use super::super::dispatch::{Asked, Said};
use super::super::links::is;
use super::super::records::{id_of, many, one, read, written};
use super::super::session::filled;
use crate::http::documents::receive;
use crate::routing;

const LARGEST: u64 = 10 * 1024 * 1024;

/// `file`, `folder`, and if wanted `title`, `description`, `tags`, `related_to_type` with `related_to_id`.
pub(super) async fn upload(asked: &mut Asked, form: Multipart) -> Result<Said> {
    let ctx = asked.context().await?;
    let files = asked.state.files();
    let form = receive(files, &ctx, form, Some(LARGEST), 1).await;
    let mut form = form.map_err(|problem| problem.0)?;
    let mut about = Map::new();
    for key in ["title", "description", "tags"] {
        if let Some(value) = form.fields.shift_remove(key) {
            about.insert(key.to_owned(), value);
        }
    }
    about.insert("status".to_owned(), json!("active"));
    if let Some(name) = filled(&form.fields, &["folder"]) {
        about.insert(
            "folder".to_owned(),
            json!(folder(asked, &ctx, &name).await?),
        );
    }
    let part = |key: &str| filled(&form.fields, &[key]);
    if let (Some(entity), Some(id)) = (part("related_to_type"), part("related_to_id")) {
        about.insert("related".to_owned(), json!({ "entity": entity, "id": id }));
    }
    let added = asked.state.files().add(&ctx, &form.files, &about).await?;
    let id = added.data.pointer("/documents/0").and_then(Value::as_str);
    let id = id.and_then(|id| id.parse().ok()).map(RecordId);
    let id = id.ok_or_else(|| Error::not_found("Document"))?;
    let table = asked.table("documents")?;
    let record = read(asked, &ctx, table, id).await?;
    let body = written(asked, &ctx, table, record, "uploaded").await?;
    Ok((StatusCode::CREATED, body))
}

/// The folder of that name at the top.
async fn folder(asked: &Asked, ctx: &RequestContext, name: &str) -> Result<RecordId> {
    let engine = routing::engine(&asked.state, "folders");
    let request = ListRequest {
        filter: Some(RawFilter::And(vec![
            is("name", "eq", json!(name)),
            is("parent", "empty", json!(true)),
        ])),
        fields: Some(Vec::new()),
        limit: 1,
        ..ListRequest::default()
    };
    let found = engine.list(ctx, "folders", &request).await?;
    if let Some(id) = many(&found.records).first().and_then(id_of) {
        return Ok(id);
    }
    let input = Map::from_iter([("name".to_owned(), json!(name))]);
    let made = engine.create(ctx, "folders", &input).await?;
    id_of(&one(&made.record)).ok_or_else(|| Error::not_found("Folder"))
}
