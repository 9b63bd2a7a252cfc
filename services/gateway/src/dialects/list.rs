//! Lists in the dialect's words: `page`, `limit`, `search`, `sort` with `order`, and any field as an equality.

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, RequestContext, Result};
use rapport_records::{CountMode, ListRequest, Page};
use rapport_schema::{EntityDef, RawFilter, snake_case};
use serde_json::{Value, json};

use super::dispatch::{Asked, Said};
use super::fields::Kind;
use super::links::{self, Known, is};
use super::parties;
use super::records::many;
use super::table::{EntityTable, Fixture, Ids, Listed, Range};
use super::translate::{field, outward, scalar};
use crate::http::query::Parameters;
use crate::routing;

/// Rows a page by number may skip.
const DEEPEST: u64 = 1_000_000;

/// A page of records.
pub(super) async fn list(asked: &mut Asked, table: &'static EntityTable) -> Result<Said> {
    list_with(asked, table, Vec::new()).await
}

/// A page of the records that these conditions hold for as well.
pub(super) async fn list_with(
    asked: &mut Asked,
    table: &'static EntityTable,
    more: Vec<RawFilter>,
) -> Result<Said> {
    let ctx = asked.context().await?;
    let engine = routing::engine(&asked.state, table.ours).clone();
    let definition = engine.entity(&ctx, table.ours).await?;
    let mut parameters = asked.parameters()?;
    let (default, most) = table.limit.unwrap_or(asked.dialect.style.limit);
    let limit = amount(
        &mut parameters,
        &["limit", "pageSize", "perPage", "per_page"],
        default,
    )?;
    let limit = u32::try_from(limit).unwrap_or(most).clamp(1, most);
    let page = amount(&mut parameters, &["page"], 1_u64)?.max(1);
    let skipped = (page - 1).saturating_mul(u64::from(limit)).min(DEEPEST);
    let search = match parameters.take_filled("search")? {
        Some(search) => Some(search),
        None => parameters.take_filled("q")?,
    };
    let sort = sort(&mut parameters, table, &definition)?;
    let sort = sort.unwrap_or_else(|| asked.dialect.style.order.to_owned());
    let mut all = more;
    all.extend(conditions(asked, &ctx, table, &definition, parameters).await?);
    let request = ListRequest {
        search,
        sort: Some(sort),
        fields: named(table, &definition),
        filter: (!all.is_empty()).then_some(RawFilter::And(all)),
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
    let known = Known::of(asked, &ctx, table, &rows).await?;
    let listed = Listed {
        plural: table.plural,
        rows: rows.iter().map(|row| outward(table, row, &known)).collect(),
        page,
        limit,
        total: found.total.map_or(0, |total| total.count),
    };
    Ok((StatusCode::OK, (asked.dialect.style.list)(listed)))
}

/// All fields by name, when the table has one that the engine answers only where it is named: a sensitive one.
pub(super) fn named(table: &EntityTable, definition: &EntityDef) -> Option<Vec<String>> {
    let is_sensitive = |name: &str| definition.field(name).is_some_and(|field| field.sensitive);
    let fields = definition.fields().iter();
    let has = table.fields.iter().any(|field| is_sensitive(field.ours));
    has.then(|| {
        let used = |name: &str| table.fields.iter().any(|field| field.ours == name);
        fields
            .filter(|field| !field.sensitive || used(&field.name))
            .map(|field| field.name.clone())
            .collect()
    })
}

/// A number from 1 on under one of some names.
fn amount(parameters: &mut Parameters, names: &[&str], usual: impl Into<u64>) -> Result<u64> {
    for name in names {
        if let Some(given) = parameters.take_as::<u64>(name, "a number from 1 on")? {
            return Ok(given);
        }
    }
    Ok(usual.into())
}

/// `sort=createdAt&order=desc`, `sortBy=..&sortOrder=..` or `sort=-created_at`, in our names.
fn sort(
    parameters: &mut Parameters,
    table: &EntityTable,
    definition: &EntityDef,
) -> Result<Option<String>> {
    let mut first = |names: &[&str]| -> Result<Option<String>> {
        let mut found = None;
        for name in names {
            let given = parameters.take_filled(name)?;
            found = found.or(given);
        }
        Ok(found)
    };
    let by = first(&["sort", "sortBy", "sort_by"])?;
    let order = first(&["order", "sortOrder", "sort_order"])?;
    let Some(by) = by else {
        return Ok(None);
    };
    let name = by.trim_start_matches('-');
    let falling =
        by.starts_with('-') || order.is_some_and(|text| text.eq_ignore_ascii_case("desc"));
    let ours = match field(table, name) {
        Some(field) if !field.ours.is_empty() => field.ours.to_owned(),
        _ => match snake_case(name).as_str() {
            "created_date" => "created_at".to_owned(),
            "updated_date" => "updated_at".to_owned(),
            ours => ours.to_owned(),
        },
    };
    let sortable = definition
        .field(&ours)
        .is_some_and(|field| field.kind.is_sortable());
    if !sortable {
        let message = format!("`{name}` is nothing to sort by");
        return Err(Error::field("sort", ErrorCode::UNKNOWN_FIELD, message));
    }
    Ok(Some(format!("{}{ours}", if falling { "-" } else { "" })))
}

/// Whoever works on something: a person of ours with or without a login, or a user.
fn worker(value: Value) -> RawFilter {
    let person = |entity: &str| {
        let text = format!("{entity}:{}", value.as_str().unwrap_or_default());
        is("person", "eq", json!(text))
    };
    let nobody = is("person", "empty", json!(true));
    let user = RawFilter::And(vec![nobody, is("assignee", "eq", value.clone())]);
    RawFilter::Or(vec![person("employee"), person("professional"), user])
}

/// The accounts and contacts behind a customer of theirs; nothing when there are none.
async fn customer(asked: &mut Asked, ctx: &RequestContext, value: &Value) -> Result<RawFilter> {
    let id = value.as_str().unwrap_or_default();
    let found = parties::parties_of(asked, ctx, id).await?;
    let some: Vec<_> = found
        .into_iter()
        .map(|(key, link)| is(&key, "eq", link))
        .collect();
    Ok(match some.is_empty() {
        true => is("id", "empty", json!(true)),
        false => RawFilter::Or(some),
    })
}

/// What the table demands, and each parameter that is a field of it as an equality. Others are left out, as their
/// servers did.
async fn conditions(
    asked: &mut Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    definition: &EntityDef,
    mut parameters: Parameters,
) -> Result<Vec<RawFilter>> {
    let mut all: Vec<RawFilter> = Vec::new();
    for (ours, value) in table.only {
        all.push(is(ours, "eq", fixture(*value)));
    }
    for range in table.ranges {
        if let Some(value) = parameters.take_filled(range.name)? {
            all.push(compared(range, &value));
        }
    }
    for (name, value) in parameters.take_where(|_| true) {
        let Some(field) = field(table, &name) else {
            continue;
        };
        let Some(known) = definition.field(field.ours) else {
            continue;
        };
        if value.is_empty() || !field.kind.is_comparable() {
            continue;
        }
        let wrong = |message: String| Error::field(field.theirs, ErrorCode::INVALID, message);
        let mut value = Value::String(value);
        match field.kind {
            Kind::ReadOnly if field.ours == "id" => {
                if matches!(asked.dialect.style.ids, Ids::Number(_)) {
                    all.push(is("seq", "eq", value));
                    continue;
                }
            }
            Kind::Worker => {
                all.push(worker(value));
                continue;
            }
            Kind::Customer => {
                all.push(customer(asked, ctx, &value).await?);
                continue;
            }
            Kind::User | Kind::Link(_) | Kind::About(..)
                if matches!(asked.dialect.style.ids, Ids::Number(_)) =>
            {
                value = links::ours(asked, ctx, field, value).await?;
            }
            Kind::Choice(_) | Kind::Loose(_) => value = scalar(field, &value).map_err(wrong)?,
            _ => {}
        }
        let op = match known.operators().contains(&"eq") {
            true => "eq",
            false => "has_any",
        };
        all.push(is(field.ours, op, value));
    }
    Ok(all)
}

fn compared(range: &Range, value: &str) -> RawFilter {
    let value = json!(end_of_day(value, range.op));
    let first = is(range.field, range.op, value.clone());
    let Some(otherwise) = range.otherwise else {
        return first;
    };
    let empty = is(range.field, "empty", json!(true));
    let second = is(otherwise, range.op, value);
    RawFilter::Or(vec![first, RawFilter::And(vec![empty, second])])
}

/// A day that something shall lie before or on includes the day itself.
fn end_of_day(value: &str, op: &str) -> String {
    match op {
        "lte" if value.len() == 10 => format!("{value}T23:59:59.999999Z"),
        "gte" if value.len() == 10 => format!("{value}T00:00:00Z"),
        _ => value.to_owned(),
    }
}

/// A value that a table gives.
pub(super) fn fixture(value: Fixture) -> Value {
    match value {
        Fixture::Text(text) => json!(text),
    }
}
