//! How many clients there are: by stage, by status, by type.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::sum::figures;
use rapport_module_kit::{ActionFuture, ActionInput, Work, json};

/// Action `statistics` of the collection, over the clients the caller may see.
pub(super) fn statistics(work: &mut Work, _action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let by_stage = figures(work, "client", &["stage"], &["count"]).await?;
        let by_status = figures(work, "client", &["status"], &["count"]).await?;
        let by_type = figures(work, "client", &["client_type"], &["count"]).await?;
        let count = |row: &Json| row.get("count").and_then(Json::as_i64).unwrap_or(0);
        let total: i64 = by_stage.iter().map(count).sum();
        Ok(json!({
            "total": total,
            "by_stage": by_stage,
            "by_status": by_status,
            "by_type": by_type,
        }))
    })
}
