//! The chat with a client: the messages of all conversations with it, by the actions of conversations.

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result};
use rapport_records::ListRequest;
use rapport_schema::RawFilter;
use serde_json::{Map, Value, json};

use super::super::dispatch::{Asked, Said};
use super::super::links::{Known, is, record_numbered};
use super::super::records::{id_of, many, missing_fields, read as read_record};
use super::super::session::filled;
use super::super::translate::outward;
use crate::http::body;
use crate::routing;

const CONVERSATIONS: &str = "conversations";
const MESSAGES: &str = "messages";
/// The newest conversations of a client, and their newest messages.
const MOST: u32 = 1000;

/// `{clientId, content, role?, metadata?}`: a message of the conversation with a client, which begins with the first.
pub(super) async fn send(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let input = body::snake_keys(asked.input()?)?;
    let content = filled(&input, &["content", "message"]);
    let named = ["client_id", "custom_id"]
        .iter()
        .find_map(|key| input.get(*key));
    let missing = [
        (named.is_none(), "clientId"),
        (content.is_none(), "content"),
    ];
    missing_fields(
        missing
            .iter()
            .filter(|(missing, _)| *missing)
            .map(|(_, name)| *name),
    )?;
    let client = client_named(asked, &ctx, &input).await?;
    let mut message = Map::new();
    message.insert(
        "with".to_owned(),
        json!({ "entity": "client", "id": client }),
    );
    message.insert("body".to_owned(), json!(content));
    message.insert("channel".to_owned(), json!("chat"));
    message.insert("author_kind".to_owned(), json!(author(&input)));
    if let Some(metadata) = input.get("metadata").filter(|value| !value.is_null()) {
        message.insert("metadata".to_owned(), metadata.clone());
    }
    let engine = routing::engine(&asked.state, CONVERSATIONS).clone();
    let started = engine
        .action(&ctx, CONVERSATIONS, None, "start", &message)
        .await?
        .data;
    let id = started.get("message").and_then(|message| {
        let id = message.as_str().or_else(|| message.get("id")?.as_str())?;
        id.parse().ok().map(RecordId)
    });
    let id = id.ok_or_else(|| Error::not_found("Message"))?;
    let table = asked.table("chat/messages")?;
    let record = read_record(asked, &ctx, table, id).await?;
    let shown = shown(asked, &ctx, vec![record], Some(client)).await?;
    Ok((
        StatusCode::CREATED,
        shown.into_iter().next().unwrap_or_default(),
    ))
}

/// Who wrote: the client, a bot, or the caller.
fn author(input: &Map<String, Value>) -> &'static str {
    match filled(input, &["role", "sender", "from"]).as_deref() {
        Some("assistant" | "bot" | "ai" | "system") => "bot",
        Some("user" | "client" | "contact") => "contact",
        _ => "user",
    }
}

/// The messages with a client, oldest first.
pub(super) async fn history(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let client = client_of_path(asked, &ctx).await?;
    let with = |field: &str, value: Value| is(field, "eq", value);
    let conversations = ListRequest {
        filter: Some(RawFilter::Or(vec![
            with("client", json!(client)),
            with("about", json!(format!("client:{client}"))),
        ])),
        fields: Some(Vec::new()),
        limit: MOST,
        ..ListRequest::default()
    };
    let engine = routing::engine(&asked.state, CONVERSATIONS).clone();
    let found = engine.list(&ctx, CONVERSATIONS, &conversations).await?;
    let ids: Vec<Value> = many(&found.records)
        .into_iter()
        .filter_map(|mut row| row.shift_remove("id"))
        .collect();
    let mut rows = Vec::new();
    if !ids.is_empty() {
        let messages = ListRequest {
            filter: Some(is("conversation", "in", json!(ids))),
            sort: Some("-sent_at,-seq".to_owned()),
            limit: MOST,
            ..ListRequest::default()
        };
        let found = engine.list(&ctx, MESSAGES, &messages).await?;
        rows = many(&found.records);
        rows.reverse();
    }
    let shown = shown(asked, &ctx, rows, Some(client)).await?;
    Ok((StatusCode::OK, json!(shown)))
}

/// A message that was read.
pub(super) async fn read(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let (id, _) = message_of_path(asked, &ctx).await?;
    let engine = routing::engine(&asked.state, MESSAGES).clone();
    engine
        .action(&ctx, MESSAGES, Some(id), "mark_read", &Map::new())
        .await?;
    let table = asked.table("chat/messages")?;
    let record = read_record(asked, &ctx, table, id).await?;
    let shown = shown(asked, &ctx, vec![record], None).await?;
    let mut message = shown.into_iter().next().unwrap_or_default();
    if let Some(message) = message.as_object_mut() {
        message.insert("isRead".to_owned(), json!(true));
    }
    Ok((StatusCode::OK, message))
}

/// A message into the bin, answered as it was.
pub(super) async fn delete(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let (id, record) = message_of_path(asked, &ctx).await?;
    let engine = routing::engine(&asked.state, MESSAGES).clone();
    engine.delete(&ctx, MESSAGES, id).await?;
    let shown = shown(asked, &ctx, vec![record], None).await?;
    Ok((StatusCode::OK, shown.into_iter().next().unwrap_or_default()))
}

/// How many messages of a client were not read, as a bare number.
pub(super) async fn unread(asked: &mut Asked) -> Result<Said> {
    let counted = with_client(asked, "unread").await?;
    let unread = counted.get("unread").and_then(Value::as_i64).unwrap_or(0);
    Ok((StatusCode::OK, json!(unread)))
}

/// All messages of a client are read.
pub(super) async fn read_all(asked: &mut Asked) -> Result<Said> {
    let marked = with_client(asked, "read_all").await?;
    let count = marked.get("marked").and_then(Value::as_i64).unwrap_or(0);
    Ok((
        StatusCode::OK,
        json!({ "message": "All messages marked as read", "count": count }),
    ))
}

async fn with_client(asked: &mut Asked, action: &str) -> Result<Value> {
    let ctx = asked.context().await?;
    let client = client_of_path(asked, &ctx).await?;
    let with = json!({ "entity": "client", "id": client });
    let input = Map::from_iter([("with".to_owned(), with)]);
    let engine = routing::engine(&asked.state, CONVERSATIONS);
    let done = engine
        .action(&ctx, CONVERSATIONS, None, action, &input)
        .await?;
    Ok(done.data)
}

async fn client_of_path(asked: &mut Asked, _ctx: &RequestContext) -> Result<RecordId> {
    let table = asked.table("clients")?;
    let segment = asked.segment.clone().unwrap_or_default();
    asked.record_id(table, &segment).await
}

/// The client of a body: by its number, or by the number it has in another system.
async fn client_named(
    asked: &Asked,
    ctx: &RequestContext,
    input: &Map<String, Value>,
) -> Result<RecordId> {
    let wrong = |field: &str| Error::field(field, ErrorCode::INVALID, "there is no such client");
    if let Some(custom) = input.get("custom_id").filter(|value| !value.is_null()) {
        let text = custom
            .as_str()
            .map_or_else(|| custom.to_string(), str::to_owned);
        let request = ListRequest {
            filter: Some(is("custom_id", "eq", json!(text))),
            fields: Some(Vec::new()),
            limit: 1,
            ..ListRequest::default()
        };
        let engine = routing::engine(&asked.state, "clients");
        let found = engine.list(ctx, "clients", &request).await?;
        let id = many(&found.records).first().and_then(id_of);
        return id.ok_or_else(|| wrong("customId"));
    }
    let number = match input.get("client_id") {
        Some(Value::Number(number)) => number.as_i64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    let number = number
        .ok_or_else(|| Error::field("clientId", ErrorCode::INVALID, "must be an integer number"))?;
    let found = record_numbered(asked, ctx, "clients", number).await?;
    found.ok_or_else(|| wrong("clientId"))
}

async fn message_of_path(
    asked: &mut Asked,
    ctx: &RequestContext,
) -> Result<(RecordId, Map<String, Value>)> {
    let table = asked.table("chat/messages")?;
    let segment = asked.segment.clone().unwrap_or_default();
    let id = asked.record_id(table, &segment).await?;
    let record = read_record(asked, ctx, table, id).await?;
    Ok((id, record))
}

/// Messages in their words, with the client they belong to.
async fn shown(
    asked: &mut Asked,
    ctx: &RequestContext,
    rows: Vec<Map<String, Value>>,
    client: Option<RecordId>,
) -> Result<Vec<Value>> {
    let table = asked.table("chat/messages")?;
    let known = Known::of(asked, ctx, table, &rows).await?;
    let client = match client {
        Some(client) => number_of(asked, ctx, client).await?,
        None => client_of(asked, ctx, rows.first()).await?,
    };
    let one = |row: &Map<String, Value>| {
        let mut message = outward(table, row, &known);
        if let Some(message) = message.as_object_mut() {
            message.insert("clientId".to_owned(), client.clone());
        }
        message
    };
    Ok(rows.iter().map(one).collect())
}

async fn number_of(asked: &Asked, ctx: &RequestContext, client: RecordId) -> Result<Value> {
    let engine = routing::engine(&asked.state, "clients");
    let fields = ["seq".to_owned()];
    let found = engine
        .get(ctx, "clients", client, Some(&fields), &[])
        .await?;
    let record: Map<String, Value> =
        serde_json::from_slice(found.record.as_bytes()).unwrap_or_default();
    Ok(record.get("seq").cloned().unwrap_or_default())
}

/// The client of the conversation of a message.
async fn client_of(
    asked: &Asked,
    ctx: &RequestContext,
    message: Option<&Map<String, Value>>,
) -> Result<Value> {
    let conversation = message.and_then(|message| message.get("conversation")?.as_str());
    let Some(id) = conversation.and_then(|id| id.parse().ok()).map(RecordId) else {
        return Ok(Value::Null);
    };
    let engine = routing::engine(&asked.state, CONVERSATIONS);
    let fields = ["client".to_owned()];
    let found = engine
        .get(ctx, CONVERSATIONS, id, Some(&fields), &[])
        .await?;
    let record: Map<String, Value> =
        serde_json::from_slice(found.record.as_bytes()).unwrap_or_default();
    let client = record.get("client").and_then(Value::as_str);
    match client.and_then(|id| id.parse().ok()).map(RecordId) {
        Some(client) => number_of(asked, ctx, client).await,
        None => Ok(Value::Null),
    }
}
