//! Who does something, and for whom: ids that may be those of several entities of ours.

use rapport_kernel::{Error, ErrorCode, ErrorKind, RequestContext, Result};
use rapport_records::ListRequest;
use rapport_schema::RawFilter;
use serde_json::{Map, Value, json};

use super::dispatch::Asked;
use super::fields::Kind;
use super::links::{BATCH, is};
use super::records::many;
use super::table::EntityTable;
use super::translate::field;
use crate::routing;

/// Whoever does something is a person who works here, or a user.
pub(super) async fn worker(
    asked: &Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    input: &mut Map<String, Value>,
) -> Result<()> {
    let is_worker =
        |key: &&String| field(table, key).is_some_and(|field| matches!(field.kind, Kind::Worker));
    let Some(key) = input.keys().find(is_worker).cloned() else {
        return Ok(());
    };
    let value = input.shift_remove(&key).unwrap_or_default();
    let (mut person, mut user) = (Value::Null, Value::Null);
    if let Some(id) = value.as_str().filter(|id| !id.is_empty()) {
        for (entity, name) in [("employees", "employee"), ("professionals", "professional")] {
            if person.is_null() && is_there(asked, ctx, entity, id).await? {
                person = json!({ "entity": name, "id": id });
            }
        }
        if person.is_null() {
            user = json!(id);
        }
    }
    if !user.is_null() || person.is_null() {
        input.insert("assignee".to_owned(), user);
    }
    input.insert("person".to_owned(), person);
    Ok(())
}

/// The clients of the accounts and contacts that some records are for.
pub(super) async fn customers(
    asked: &Asked,
    ctx: &RequestContext,
    rows: &[Map<String, Value>],
) -> Result<Vec<Map<String, Value>>> {
    let ids = |key: &str| -> Vec<&str> {
        let links = rows.iter().filter_map(|row| row.get(key)?.as_str());
        links.take(BATCH).collect()
    };
    let some: Vec<RawFilter> = ["account", "contact"]
        .iter()
        .map(|key| (*key, ids(key)))
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(key, ids)| is(key, "in", json!(ids)))
        .collect();
    if some.is_empty() {
        return Ok(Vec::new());
    }
    let request = ListRequest {
        filter: Some(RawFilter::Or(some)),
        fields: Some(vec!["account".to_owned(), "contact".to_owned()]),
        limit: BATCH as u32,
        ..ListRequest::default()
    };
    let engine = routing::engine(&asked.state, "clients");
    match engine.list(ctx, "clients", &request).await {
        Ok(found) => Ok(many(&found.records)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// A customer is the account and the contact of a client, an account, or a contact.
///
/// # Errors
/// The id is that of none of them.
pub(super) async fn customer(
    asked: &Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    input: &mut Map<String, Value>,
) -> Result<()> {
    let is_customer =
        |key: &&String| field(table, key).is_some_and(|field| matches!(field.kind, Kind::Customer));
    let Some(key) = input.keys().find(is_customer).cloned() else {
        return Ok(());
    };
    let value = input.shift_remove(&key).unwrap_or_default();
    let Some(id) = value.as_str().filter(|id| !id.is_empty()) else {
        return Ok(());
    };
    let parties = parties_of(asked, ctx, id).await?;
    if parties.is_empty() {
        let message = "there is no such customer";
        return Err(Error::field(key, ErrorCode::INVALID, message));
    }
    input.extend(parties);
    Ok(())
}

/// Our fields that a customer's id stands for; none when nobody has it.
pub(super) async fn parties_of(
    asked: &Asked,
    ctx: &RequestContext,
    id: &str,
) -> Result<Map<String, Value>> {
    let request = ListRequest {
        filter: Some(is("id", "eq", json!(id))),
        fields: Some(vec!["account".to_owned(), "contact".to_owned()]),
        limit: 1,
        ..ListRequest::default()
    };
    let engine = routing::engine(&asked.state, "clients");
    let client = match engine.list(ctx, "clients", &request).await {
        Ok(found) => many(&found.records).into_iter().next(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Invalid) => None,
        Err(error) => return Err(error),
    };
    let mut parties = Map::new();
    if let Some(client) = client {
        for key in ["account", "contact"] {
            if let Some(link) = client.get(key).filter(|link| link.is_string()) {
                parties.insert(key.to_owned(), link.clone());
            }
        }
    } else if is_there(asked, ctx, "accounts", id).await? {
        parties.insert("account".to_owned(), json!(id));
    } else if is_there(asked, ctx, "contacts", id).await? {
        parties.insert("contact".to_owned(), json!(id));
    }
    Ok(parties)
}

/// Whether the caller sees such a record.
async fn is_there(asked: &Asked, ctx: &RequestContext, entity: &str, id: &str) -> Result<bool> {
    let engine = routing::engine(&asked.state, entity);
    let request = ListRequest {
        filter: Some(is("id", "eq", json!(id))),
        fields: Some(Vec::new()),
        limit: 1,
        ..ListRequest::default()
    };
    match engine.list(ctx, entity, &request).await {
        Ok(found) => Ok(found.rows > 0),
        // The caller may not know of the entity, or the text is no id.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Invalid) => Ok(false),
        Err(error) => Err(error),
    }
}
