//! One record in the dialect's words, by the same engine as everywhere.

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, FieldError, RecordId, RequestContext, Result};
use rapport_records::Visible;
use rapport_schema::snake_case;
use serde_json::{Map, Value, json};

use super::dispatch::{Asked, Said};
use super::links::{self, Known};
use super::list::{fixture, named};
use super::login::{self, Login};
use super::table::{EntityTable, Gone, Unknown};
use super::translate::{field, inward, needs_current, outward};
use crate::routing;

/// One record.
pub(super) async fn get(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let record = read(asked, &ctx, table, id).await?;
    let record = shown(asked, &ctx, table, record).await?;
    Ok((StatusCode::OK, (asked.dialect.style.one)(record)))
}

/// A record in our words, unless it is in the bin or none of the table's.
pub(super) async fn read(
    asked: &Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    id: RecordId,
) -> Result<Map<String, Value>> {
    let engine = routing::engine(&asked.state, table.ours);
    let definition = engine.entity(ctx, table.ours).await?;
    let fields = named(table, &definition);
    let found = engine
        .get(ctx, table.ours, id, fields.as_deref(), &[])
        .await?;
    let record = one(&found.record);
    let in_bin = record.get("deleted_at").is_some_and(|at| !at.is_null());
    let is_one =
        |(ours, value): &(&str, _)| record.get(*ours).unwrap_or(&Value::Null) == &fixture(*value);
    if in_bin || !table.only.iter().all(is_one) {
        return Err(Error::not_found(table.label));
    }
    Ok(record)
}

/// A record of ours in their words.
pub(super) async fn shown(
    asked: &mut Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    record: Map<String, Value>,
) -> Result<Value> {
    let rows = [record];
    let known = Known::of(asked, ctx, table, &rows).await?;
    let [record] = rows;
    Ok(outward(table, &record, &known))
}

/// A new record.
pub(super) async fn create(asked: &mut Asked, table: &'static EntityTable) -> Result<Said> {
    let ctx = asked.context().await?;
    let input = asked.input()?;
    let record = make(asked, &ctx, table, input).await?;
    let body = written(asked, &ctx, table, record, "created").await?;
    Ok((StatusCode::CREATED, body))
}

/// Makes a record from their words and answers it in ours.
pub(super) async fn make(
    asked: &mut Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    mut input: Map<String, Value>,
) -> Result<Map<String, Value>> {
    (table.reads)(&mut input, true);
    let login = table
        .login
        .and_then(|profile| Login::of(profile, &mut input));
    known_only(asked, table, &input)?;
    required(table, &input)?;
    links::resolve(asked, ctx, table, &mut input).await?;
    let mut ours = inward(table, &input, &Map::new())?;
    for (name, value) in table.only {
        ours.insert((*name).to_owned(), fixture(*value));
    }
    for (name, value) in table.defaults {
        let empty = ours.get(*name).is_none_or(Value::is_null);
        if empty {
            ours.insert((*name).to_owned(), fixture(*value));
        }
    }
    let engine = routing::engine(&asked.state, table.ours).clone();
    let made = one(&engine.create(ctx, table.ours, &ours).await?.record);
    let Some(login) = login else {
        return Ok(made);
    };
    let id = id_of(&made).ok_or_else(|| Error::not_found(table.label))?;
    let user = match login.make(asked, &made).await {
        Ok(user) => user,
        Err(error) => {
            engine.delete(ctx, table.ours, id).await?;
            return Err(error);
        }
    };
    let link = Map::from_iter([("user".to_owned(), json!(user))]);
    let linked = engine.update(ctx, table.ours, id, &link, None).await?;
    Ok(one(&linked.record))
}

/// The id of a record in our words.
pub(super) fn id_of(record: &Map<String, Value>) -> Option<RecordId> {
    let id = record.get("id")?.as_str()?;
    id.parse().ok().map(RecordId)
}

/// A changed record; what is not sent stays.
pub(super) async fn update(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let input = asked.input()?;
    let record = change(asked, &ctx, table, id, input).await?;
    let body = written(asked, &ctx, table, record, "updated").await?;
    Ok((StatusCode::OK, body))
}

/// Changes a record by their words and answers it in ours.
pub(super) async fn change(
    asked: &mut Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    id: RecordId,
    mut input: Map<String, Value>,
) -> Result<Map<String, Value>> {
    (table.reads)(&mut input, false);
    known_only(asked, table, &input)?;
    links::resolve(asked, ctx, table, &mut input).await?;
    let mut version = None;
    let mut current = Map::new();
    if needs_current(table, &input) || !table.only.is_empty() {
        current = read(asked, ctx, table, id).await?;
        version = current.get("version").and_then(Value::as_i64);
    }
    let change = inward(table, &input, &current)?;
    let engine = routing::engine(&asked.state, table.ours);
    let changed = engine.update(ctx, table.ours, id, &change, version).await?;
    Ok(one(&changed.record))
}

/// A record into the bin.
pub(super) async fn delete(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let record = read(asked, &ctx, table, id).await?;
    let engine = routing::engine(&asked.state, table.ours);
    engine.delete(&ctx, table.ours, id).await?;
    if table.login.is_some() {
        login::remove(asked, &record).await?;
    }
    let gone = Gone {
        message: format!("{} deleted successfully", table.label),
        record: shown(asked, &ctx, table, record).await?,
    };
    Ok((asked.dialect.style.deleted)(gone))
}

/// An action, answered by the record as it is then.
pub(super) async fn action(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
    action: &str,
    input: fn(Map<String, Value>) -> Map<String, Value>,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let input = input(asked.input()?);
    let engine = routing::engine(&asked.state, table.ours);
    engine
        .action(&ctx, table.ours, Some(id), action, &input)
        .await?;
    let record = read(asked, &ctx, table, id).await?;
    let body = written(asked, &ctx, table, record, "updated").await?;
    Ok((StatusCode::OK, body))
}

/// The steps of a state field, oldest first.
pub(super) async fn history(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
    field: &str,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let engine = routing::engine(&asked.state, table.ours);
    let steps = engine.history(&ctx, table.ours, id, Some(field)).await?;
    let body = (asked.dialect.style.one)(json!(steps));
    Ok((StatusCode::OK, body))
}

/// The modules in load order.
pub(super) async fn modules(asked: &mut Asked) -> Result<Said> {
    asked.signed_in().await?;
    let modules = asked.state.engine().modules();
    let rows = modules.iter().map(|module| {
        json!({
            "name": module.name,
            "version": module.version,
            "dependencies": module.requires,
            "optionalDependencies": [],
            "metadata": {},
        })
    });
    let order: Vec<_> = modules.iter().map(|module| module.name.as_str()).collect();
    let body = json!({ "data": rows.collect::<Vec<_>>(), "loadOrder": order });
    Ok((StatusCode::OK, body))
}

/// A record that was written, and what was done with it.
pub(super) async fn written(
    asked: &mut Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    record: Map<String, Value>,
    done: &str,
) -> Result<Value> {
    let message = format!("{} {done} successfully", table.label);
    let definition = routing::engine(&asked.state, table.ours)
        .entity(ctx, table.ours)
        .await?;
    let record = match id_of(&record).filter(|_| named(table, &definition).is_some()) {
        Some(id) => read(asked, ctx, table, id).await?,
        None => record,
    };
    let record = shown(asked, ctx, table, record).await?;
    Ok((asked.dialect.style.written)(record, message))
}

/// Refuses what the table does not know, where the dialect does.
fn known_only(asked: &Asked, table: &EntityTable, input: &Map<String, Value>) -> Result<()> {
    let Unknown::Refused(message) = asked.dialect.style.unknown else {
        return Ok(());
    };
    let unknown = input.keys().filter(|key| field(table, key).is_none());
    let problems: Vec<FieldError> = unknown
        .map(|key| FieldError {
            field: String::new(),
            code: ErrorCode::UNKNOWN_FIELD.name,
            message: message(key),
        })
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::fields(problems))
    }
}

/// Refuses a body without what their server asks of a new record.
fn required(table: &EntityTable, input: &Map<String, Value>) -> Result<()> {
    let missing = table.requires.iter().filter(|name| !is_there(input, name));
    missing_fields(missing.copied())
}

/// Whether a key is there with a value, in either case.
pub(super) fn is_there(input: &Map<String, Value>, name: &str) -> bool {
    let wanted = snake_case(name);
    let mut found = input.iter().filter(|(key, _)| snake_case(key) == wanted);
    found.any(|(_, value)| !value.is_null() && value != "")
}

/// The refusal of a body without these.
pub(super) fn missing_fields<'a>(names: impl Iterator<Item = &'a str>) -> Result<()> {
    let problem = |name: &str| FieldError {
        field: name.to_owned(),
        code: ErrorCode::REQUIRED.name,
        message: "should not be empty".to_owned(),
    };
    let problems: Vec<FieldError> = names.map(problem).collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::fields(problems))
    }
}

pub(super) fn one(record: &Visible) -> Map<String, Value> {
    serde_json::from_slice(record.as_bytes()).unwrap_or_default()
}

/// Records stand there joined by commas.
pub(super) fn many(records: &Visible) -> Vec<Map<String, Value>> {
    let mut text = Vec::with_capacity(records.as_bytes().len() + 2);
    text.push(b'[');
    text.extend_from_slice(records.as_bytes());
    text.push(b']');
    serde_json::from_slice(&text).unwrap_or_default()
}
