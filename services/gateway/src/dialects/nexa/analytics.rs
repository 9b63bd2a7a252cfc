//! The figures of Nexa's dashboard, over the records that the caller may see.

use axum::http::StatusCode;
use rapport_kernel::{ErrorKind, RequestContext, Result};
use rapport_records::AggregateRequest;
use rapport_schema::RawFilter;
use serde_json::{Map, Value, json};

use super::super::dispatch::{Asked, Said};
use super::super::links::is;
use super::words::{LEAD_STATES, SOURCES, STAGES};
use crate::routing;

type Row = Map<String, Value>;

/// Days of `range=7d|30d|90d|1y`; none for all time.
fn days(range: &str) -> Option<i64> {
    let (number, unit) = range.split_at(range.len().saturating_sub(1));
    let number: i64 = number.parse().ok()?;
    match unit {
        "d" => Some(number),
        "w" => Some(number * 7),
        "m" => Some(number * 30),
        "y" => Some(number * 365),
        _ => range.parse().ok(),
    }
}

/// The condition of `range` on a field.
fn since(asked: &Asked, ctx: &RequestContext, field: &str) -> Result<Vec<RawFilter>> {
    let range = asked.parameters()?.take_filled("range")?;
    let from = range.as_deref().and_then(days).map(|days| {
        let from = ctx.now().plus_seconds(-days.clamp(0, 36_500) * 86_400);
        is(field, "gte", json!(from.to_string()))
    });
    Ok(from.into_iter().collect())
}

async fn rows(
    asked: &Asked,
    ctx: &RequestContext,
    entity: &str,
    group: &[&str],
    metrics: &[&str],
    conditions: Vec<RawFilter>,
) -> Result<Vec<Row>> {
    let request = AggregateRequest {
        group: group.iter().map(ToString::to_string).collect(),
        metrics: metrics.iter().map(ToString::to_string).collect(),
        filter: (!conditions.is_empty()).then_some(RawFilter::And(conditions)),
        search: None,
    };
    let engine = routing::engine(&asked.state, entity);
    match engine.aggregate(ctx, entity, &request).await {
        Ok((rows, _)) => Ok(serde_json::from_slice(rows.as_bytes()).unwrap_or_default()),
        // What the caller may not know of counts nothing.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn number(row: &Row, key: &str) -> f64 {
    row.get(key).and_then(Value::as_f64).unwrap_or(0.0)
}

fn sum(rows: &[Row], key: &str) -> f64 {
    rows.iter().map(|row| number(row, key)).sum()
}

fn count(rows: &[Row]) -> i64 {
    let counts = rows.iter().filter_map(|row| row.get("count")?.as_i64());
    counts.sum()
}

fn told(data: Value) -> Said {
    (StatusCode::OK, json!({ "success": true, "data": data }))
}

/// Totals, and deals by how they stand.
pub(super) async fn dashboard(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let mut totals = Map::new();
    for (name, entity) in [
        ("totalLeads", "leads"),
        ("totalContacts", "contacts"),
        ("totalAccounts", "accounts"),
        ("totalTasks", "tasks"),
        ("totalTickets", "tickets"),
    ] {
        let conditions = since(asked, &ctx, "created_at")?;
        let found = rows(asked, &ctx, entity, &[], &["count"], conditions).await?;
        totals.insert(name.to_owned(), json!(count(&found)));
    }
    let conditions = since(asked, &ctx, "created_at")?;
    let deals = rows(
        asked,
        &ctx,
        "deals",
        &["stage"],
        &["count", "sum:amount"],
        conditions,
    )
    .await?;
    let at = |stages: &[&str]| -> Vec<Row> {
        let is_at = |row: &&Row| {
            let stage = row.get("stage").and_then(Value::as_str);
            stage.is_some_and(|stage| stages.contains(&stage))
        };
        deals.iter().filter(is_at).cloned().collect()
    };
    let (won, lost) = (at(&["won"]), at(&["lost"]));
    let all = sum(&deals, "sum_amount");
    let pipeline = all - sum(&won, "sum_amount") - sum(&lost, "sum_amount");
    totals.insert("totalDeals".to_owned(), json!(count(&deals)));
    totals.insert("wonDeals".to_owned(), json!(count(&won)));
    totals.insert("lostDeals".to_owned(), json!(count(&lost)));
    totals.insert("totalRevenue".to_owned(), json!(sum(&won, "sum_amount")));
    totals.insert("pipelineValue".to_owned(), json!(pipeline));
    Ok(told(Value::Object(totals)))
}

/// What was won, by month.
pub(super) async fn revenue(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let mut conditions = since(asked, &ctx, "closed_at")?;
    conditions.push(is("stage", "eq", json!("won")));
    let metrics = ["count", "sum:amount"];
    let found = rows(
        asked,
        &ctx,
        "deals",
        &["closed_at:month"],
        &metrics,
        conditions,
    )
    .await?;
    let month = |row: &Row| {
        json!({
            "month": row.get("closed_at"),
            "revenue": number(row, "sum_amount"),
            "deals": row.get("count"),
            "currency": row.get("amount_currency"),
        })
    };
    Ok(told(found.iter().map(month).collect()))
}

/// Deals by stage.
pub(super) async fn pipeline(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let conditions = since(asked, &ctx, "created_at")?;
    let metrics = ["count", "sum:amount"];
    let found = rows(asked, &ctx, "deals", &["stage"], &metrics, conditions).await?;
    let stage = |row: &Row| {
        let stage = row.get("stage").cloned().unwrap_or(Value::Null);
        let known = STAGES.iter().find(|(_, ours)| stage == *ours);
        json!({
            "stage": known.map_or(stage, |(theirs, _)| json!(theirs)),
            "count": row.get("count"),
            "value": number(row, "sum_amount"),
            "currency": row.get("amount_currency"),
        })
    };
    Ok(told(found.iter().map(stage).collect()))
}

/// Leads by where they come from.
pub(super) async fn lead_sources(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let conditions = since(asked, &ctx, "created_at")?;
    let found = rows(
        asked,
        &ctx,
        "leads",
        &["lead_source"],
        &["count"],
        conditions,
    )
    .await?;
    let source = |row: &Row| {
        let source = row.get("lead_source").cloned().unwrap_or(Value::Null);
        let known = SOURCES.iter().find(|(_, ours)| source == *ours);
        json!({
            "source": known.map_or(source, |(theirs, _)| json!(theirs)),
            "count": row.get("count"),
        })
    };
    Ok(told(found.iter().map(source).collect()))
}

/// How many leads came how far.
pub(super) async fn funnel(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let conditions = since(asked, &ctx, "created_at")?;
    let found = rows(asked, &ctx, "leads", &["status"], &["count"], conditions).await?;
    let of = |word: &str| -> i64 {
        let is_one = |row: &&Row| {
            let status = row.get("status").and_then(Value::as_str);
            let known = LEAD_STATES.iter().find(|(_, ours)| Some(*ours) == status);
            known.is_some_and(|(theirs, _)| *theirs == word)
        };
        let counts = found.iter().filter(is_one);
        counts.filter_map(|row| row.get("count")?.as_i64()).sum()
    };
    let (converted, qualified) = (of("converted"), of("qualified"));
    let stages = [
        ("leads", count(&found)),
        ("contacted", of("contacted") + qualified + converted),
        ("qualified", qualified + converted),
        ("converted", converted),
    ];
    let stage = |(stage, count): (&str, i64)| json!({ "stage": stage, "count": count });
    Ok(told(stages.into_iter().map(stage).collect()))
}
