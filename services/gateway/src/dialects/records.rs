//! Records in the dialect's words, by the same engine as everywhere.

use axum::http::StatusCode;
use rapport_kernel::{RecordId, Result};
use rapport_records::{CountMode, ListRequest, Page, Visible};
use rapport_schema::{EntityDef, RawFilter, snake_case};
use serde_json::{Map, Value, json};

use super::dispatch::{Asked, Said};
use super::table::{EntityTable, Kind, Listed};
use super::translate::{field, inward, needs_current, outward};
use crate::http::query::Parameters;
use crate::routing;

/// Rows a page by number may skip.
const DEEPEST: u64 = 1_000_000;

/// A page of records: `page`, `limit`, `search`, `sort` with `order`, and any field as an equality.
pub(super) async fn list(asked: &mut Asked, table: &'static EntityTable) -> Result<Said> {
    let ctx = asked.context().await?;
    let engine = routing::engine(&asked.state, table.ours);
    let definition = engine.entity(&ctx, table.ours).await?;
    let mut parameters = asked.parameters()?;
    let (default, most) = asked.dialect.style.limit;
    let limit = parameters
        .take_as::<u32>("limit", "a number from 1 on")?
        .unwrap_or(default)
        .clamp(1, most);
    let page = parameters
        .take_as::<u64>("page", "a number from 1 on")?
        .unwrap_or(1)
        .max(1);
    let skipped = (page - 1).saturating_mul(u64::from(limit)).min(DEEPEST);
    let request = ListRequest {
        search: parameters.take_filled("search")?,
        sort: sort(&mut parameters, table)?,
        filter: conditions(parameters, table, &definition),
        page: match skipped {
            0 => Page::First,
            rows => Page::Offset(rows),
        },
        limit,
        count: CountMode::Exact,
        ..ListRequest::default()
    };
    let found = engine.list(&ctx, table.ours, &request).await?;
    let rows = many(&found.records);
    let listed = Listed {
        rows: rows.iter().map(|row| outward(table, row)).collect(),
        page,
        limit,
        total: found.total.map_or(0, |total| total.count),
    };
    Ok((StatusCode::OK, (asked.dialect.style.list)(listed)))
}

/// One record.
pub(super) async fn get(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let engine = routing::engine(&asked.state, table.ours);
    let found = engine.get(&ctx, table.ours, id, None, &[]).await?;
    let record = outward(table, &one(&found.record));
    Ok((StatusCode::OK, (asked.dialect.style.one)(record)))
}

/// A new record.
pub(super) async fn create(asked: &mut Asked, table: &'static EntityTable) -> Result<Said> {
    let ctx = asked.context().await?;
    let input = inward(table, &asked.input()?, &Map::new());
    let engine = routing::engine(&asked.state, table.ours);
    let made = engine.create(&ctx, table.ours, &input).await?;
    let body = written(asked, table, &made.record, "created");
    Ok((StatusCode::CREATED, body))
}

/// A changed record; what is not sent stays.
pub(super) async fn update(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let input = asked.input()?;
    let engine = routing::engine(&asked.state, table.ours);
    let (current, version) = if needs_current(table, &input) {
        let current = engine.get(&ctx, table.ours, id, None, &[]).await?;
        (one(&current.record), Some(current.version))
    } else {
        (Map::new(), None)
    };
    let change = inward(table, &input, &current);
    let changed = engine
        .update(&ctx, table.ours, id, &change, version)
        .await?;
    let body = written(asked, table, &changed.record, "updated");
    Ok((StatusCode::OK, body))
}

/// A record into the bin.
pub(super) async fn delete(
    asked: &mut Asked,
    table: &'static EntityTable,
    id: RecordId,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let engine = routing::engine(&asked.state, table.ours);
    engine.delete(&ctx, table.ours, id).await?;
    let message = format!("{} deleted successfully", table.label);
    Ok((asked.dialect.style.deleted)(message))
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
    let found = engine.get(&ctx, table.ours, id, None, &[]).await?;
    let body = written(asked, table, &found.record, "updated");
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

/// `sort=createdAt&order=desc`, `sortBy=..&sortOrder=..` or `sort=-created_at`, in our names.
fn sort(parameters: &mut Parameters, table: &EntityTable) -> Result<Option<String>> {
    let by = match parameters.take_filled("sort")? {
        Some(by) => Some(by),
        None => parameters.take_filled("sortBy")?,
    };
    let order = match parameters.take_filled("order")? {
        Some(order) => Some(order),
        None => parameters.take_filled("sortOrder")?,
    };
    let Some(by) = by else {
        return Ok(None);
    };
    let name = by.trim_start_matches('-');
    let falling =
        by.starts_with('-') || order.is_some_and(|text| text.eq_ignore_ascii_case("desc"));
    let ours = field(table, name).map_or_else(|| snake_case(name), |field| field.ours.to_owned());
    Ok(Some(format!("{}{ours}", if falling { "-" } else { "" })))
}

/// Each parameter that is a field of the table, as an equality. Others are left out, as their servers did.
fn conditions(
    mut parameters: Parameters,
    table: &EntityTable,
    definition: &EntityDef,
) -> Option<RawFilter> {
    let given = parameters.take_where(|_| true);
    let all: Vec<RawFilter> = given
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, value)| {
            let field = field(table, &name)?;
            let comparable = matches!(
                field.kind,
                Kind::Plain | Kind::ReadOnly | Kind::Date | Kind::Moment
            );
            let known = definition.field(field.ours)?;
            let op = if known.operators().contains(&"eq") {
                "eq"
            } else {
                "has_any"
            };
            comparable.then(|| RawFilter::Is {
                field: field.ours.to_owned(),
                op: op.to_owned(),
                value: Value::String(value),
            })
        })
        .collect();
    (!all.is_empty()).then_some(RawFilter::And(all))
}

/// A record that was written, and what was done with it.
fn written(asked: &Asked, table: &EntityTable, record: &Visible, done: &str) -> Value {
    let message = format!("{} {done} successfully", table.label);
    (asked.dialect.style.written)(outward(table, &one(record)), message)
}

fn one(record: &Visible) -> Map<String, Value> {
    serde_json::from_slice(record.as_bytes()).unwrap_or_default()
}

/// Records stand there joined by commas.
fn many(records: &Visible) -> Vec<Map<String, Value>> {
    let mut text = Vec::with_capacity(records.as_bytes().len() + 2);
    text.push(b'[');
    text.extend_from_slice(records.as_bytes());
    text.push(b']');
    serde_json::from_slice(&text).unwrap_or_default()
}
