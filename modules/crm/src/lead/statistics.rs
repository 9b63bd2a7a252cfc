//! How leads fare: counts by status and source, and how many were converted.

use rapport_module_kit::serde_json::{self, Value as Json};
use rapport_module_kit::{ActionFuture, ActionInput, AggregateRequest, Error, Result, Work, json};

/// Action `statistics` of the collection, over the leads the caller may see.
pub(super) fn statistics(work: &mut Work, _action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let by_status = counts(work, "status").await?;
        let by_source = counts(work, "lead_source").await?;
        let total: i64 = by_status.iter().map(count).sum();
        let of = |status: &str| -> i64 {
            let same = by_status
                .iter()
                .filter(|row| row.get("status") == Some(&json!(status)));
            same.map(count).sum()
        };
        let converted = of("converted");
        let decided = converted + of("dead");
        let by_source: Vec<Json> = by_source.iter().map(source_row).collect();
        Ok(json!({
            "total": total,
            "by_status": by_status,
            "by_source": by_source,
            "converted": converted,
            "conversion_rate": rate(converted, total),
            "success_rate": rate(converted, decided),
        }))
    })
}

async fn counts(work: &Work, group: &str) -> Result<Vec<Json>> {
    let request = AggregateRequest {
        group: vec![group.to_owned()],
        metrics: vec!["count".to_owned()],
        ..AggregateRequest::default()
    };
    let (rows, _) = work
        .engine()
        .aggregate(work.context(), "lead", &request)
        .await?;
    serde_json::from_slice(rows.as_bytes()).map_err(Error::internal)
}

fn count(row: &Json) -> i64 {
    row.get("count").and_then(Json::as_i64).unwrap_or(0)
}

/// `lead_source` is called `source` here: the word people use.
fn source_row(row: &Json) -> Json {
    json!({ "source": row.get("lead_source"), "count": count(row) })
}

/// A share between 0 and 1 with four digits; 0 of nothing.
fn rate(part: i64, whole: i64) -> Json {
    let whole = whole.max(1);
    let ten_thousandths = (part * 10_000 + whole / 2) / whole;
    format!(
        "{}.{:04}",
        ten_thousandths / 10_000,
        ten_thousandths % 10_000
    )
    .parse::<serde_json::Number>()
    .map_or(Json::Null, Json::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_has_four_digits_and_nothing_of_nothing_is_zero() {
        assert_eq!(rate(1, 3).to_string(), "0.3333");
        assert_eq!(rate(2, 3).to_string(), "0.6667");
        assert_eq!(rate(0, 0).to_string(), "0.0000");
        assert_eq!(rate(4, 4).to_string(), "1.0000");
    }
}
