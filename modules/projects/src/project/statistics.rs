//! How projects stand: counts by state and type, budgets against what was spent.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::sum::figures;
use rapport_module_kit::{
    ActionFuture, ActionInput, AggregateRequest, Error, RawFilter, Result, Work, json, serde_json,
};

/// Action `statistics` of the collection, over the projects the caller may see. Money is told per currency.
pub(super) fn statistics(work: &mut Work, _action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let by_status = figures(work, "project", &["status"], &["count"]).await?;
        let by_type = figures(work, "project", &["project_type"], &["count"]).await?;
        let budgets = figures(work, "project", &[], &["count", "sum:budget"]).await?;
        let spent = figures(work, "project", &[], &["count", "sum:spent"]).await?;
        let total: i64 = by_status.iter().map(count).sum();
        Ok(json!({
            "total": total,
            "by_status": by_status,
            "by_type": by_type,
            "overdue": overdue(work).await?,
            "budget": budgets,
            "spent": spent,
        }))
    })
}

/// How many projects are past their deadline and not done.
async fn overdue(work: &Work) -> Result<i64> {
    let today = work.context().now().date_in(&work.context().time_zone);
    let open =
        json!({ "field": "status", "op": "in", "value": ["planning", "in_progress", "on_hold"] });
    let late = json!({ "field": "deadline", "op": "lt", "value": today.to_string() });
    let filter = RawFilter::from_json(&json!({ "and": [open, late] }));
    let request = AggregateRequest {
        filter: Some(filter.map_err(|error| Error::fields(vec![error]))?),
        ..AggregateRequest::default()
    };
    let (rows, _) = work
        .engine()
        .aggregate(work.context(), "project", &request)
        .await?;
    let rows: Vec<Json> = serde_json::from_slice(rows.as_bytes()).map_err(Error::internal)?;
    Ok(rows.first().map_or(0, count))
}

fn count(row: &Json) -> i64 {
    row.get("count").and_then(Json::as_i64).unwrap_or(0)
}
