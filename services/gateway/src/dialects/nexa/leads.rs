//! What Nexa's clients do with leads beside the usual: convert, assign, count.

use axum::http::StatusCode;
use rapport_kernel::{RecordId, Result};
use serde_json::{Map, Value, json};

use super::super::dispatch::{Asked, Said};
use super::super::fields::Words;
use super::super::records::{read, shown};
use super::super::session::filled;
use super::super::table::Operation;
use super::words::{LEAD_STATES, SOURCES};
use crate::http::body;
use crate::routing;

/// `{assigned_to}`
pub(super) const ASSIGN: Operation = Operation::Action {
    entity: "leads",
    action: "assign",
    input: |body| {
        let names = ["assigned_to", "assignedTo", "user_id", "owner"];
        let found = names.iter().find_map(|name| body.get(*name));
        let mut input = Map::new();
        input.insert("owner".to_owned(), found.cloned().unwrap_or(Value::Null));
        input
    },
};

/// Converts a lead and answers it with the contact it has become.
pub(super) async fn convert(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let table = asked.table("leads")?;
    let segment = asked.segment.clone().unwrap_or_default();
    let id = asked.record_id(table, &segment).await?;
    let given = body::snake_keys(asked.input()?)?;
    let mut input = Map::new();
    for key in ["account_name", "create_deal", "deal_name", "deal_amount"] {
        if let Some(value) = given.get(key).filter(|value| !value.is_null()) {
            input.insert(key.to_owned(), value.clone());
        }
    }
    let lead = read(asked, &ctx, table, id).await?;
    if let Some(company) =
        filled(&lead, &["company"]).filter(|_| !input.contains_key("account_name"))
    {
        input.insert("account_name".to_owned(), json!(company));
    }
    let engine = routing::engine(&asked.state, table.ours).clone();
    engine
        .action(&ctx, table.ours, Some(id), "convert", &input)
        .await?;
    let lead = read(asked, &ctx, table, id).await?;
    let linked = |name: &str| {
        let id = lead.get(name).and_then(Value::as_str);
        id.and_then(|id| id.parse().ok()).map(RecordId)
    };
    let (contact, account) = (linked("converted_contact"), linked("converted_account"));
    let contact = record(asked, &ctx, "contacts", contact).await?;
    let account = record(asked, &ctx, "accounts", account).await?;
    let lead = shown(asked, &ctx, table, lead).await?;
    let mut data = lead.as_object().cloned().unwrap_or_default();
    data.insert("lead".to_owned(), lead);
    data.insert("contact".to_owned(), contact);
    data.insert("account".to_owned(), account);
    let body = json!({ "success": true, "message": "Lead converted successfully", "data": data });
    Ok((StatusCode::OK, body))
}

async fn record(
    asked: &mut Asked,
    ctx: &rapport_kernel::RequestContext,
    path: &str,
    id: Option<RecordId>,
) -> Result<Value> {
    let Some(id) = id else {
        return Ok(Value::Null);
    };
    let table = asked.table(path)?;
    let found = read(asked, ctx, table, id).await?;
    shown(asked, ctx, table, found).await
}

/// How many leads there are by status and by source.
pub(super) async fn overview(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let engine = routing::engine(&asked.state, "leads");
    let counted = engine
        .action(&ctx, "leads", None, "statistics", &Map::new())
        .await?
        .data;
    let rows = |key: &str, name: &str, words: Words| counts(&counted, key, name, words);
    let body = json!({ "success": true, "data": {
        "total": counted.get("total"),
        "converted": counted.get("converted"),
        "conversionRate": counted.get("conversion_rate"),
        "byStatus": rows("by_status", "status", LEAD_STATES),
        "bySource": rows("by_source", "source", SOURCES),
    }});
    Ok((StatusCode::OK, body))
}

/// Counts under their words; several of ours that are one of theirs are added.
fn counts(counted: &Value, key: &str, name: &str, words: Words) -> Vec<Value> {
    let rows = counted.get(key).and_then(Value::as_array);
    let mut sums: Vec<(Value, i64)> = Vec::new();
    for row in rows.into_iter().flatten() {
        let ours = row.get(name).cloned().unwrap_or(Value::Null);
        let known = words.iter().find(|(_, word)| ours == *word);
        let word = known.map_or(ours, |(theirs, _)| json!(theirs));
        let count = row.get("count").and_then(Value::as_i64).unwrap_or(0);
        match sums.iter_mut().find(|(known, _)| *known == word) {
            Some((_, sum)) => *sum += count,
            None => sums.push((word, count)),
        }
    }
    let row = |(word, count): (Value, i64)| json!({ name: word, "count": count });
    sums.into_iter().map(row).collect()
}
