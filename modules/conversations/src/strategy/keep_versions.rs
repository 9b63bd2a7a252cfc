//! What an active strategy said before a change stays as a version, with the strategy's owner.

use rapport_module_kit::{Changed, ReactionFuture, Record, RecordId, Result, Value, Work};

use super::content::kept;
use crate::generated::strategy::Strategy;

/// What follows from a change of a strategy.
pub(crate) fn keep_versions(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let (Some(before), Some(after)) = (changed.before, changed.after) else {
            return Ok(());
        };
        if before.get("owner") != after.get("owner") {
            follow_owner(work, changed.id, &after).await?;
        }
        let [was, is] = [&before, &after].map(|strategy| Strategy(strategy).revision());
        let (Some(was), Some(is)) = (was, is) else {
            return Ok(());
        };
        if is <= was {
            return Ok(());
        }
        let versions = work
            .children("strategy_version", "strategy", changed.id)
            .await?;
        let is_kept = |version: &Record| version.integer("revision") == Some(was);
        if versions.iter().any(|(_, version)| is_kept(version)) {
            return Ok(());
        }
        let version = Record::new()
            .with("strategy", Value::Id(changed.id.0))
            .with("revision", Value::Int(was))
            .with("name", before.get("name").clone())
            .with("content", Value::Json(kept(&before)))
            .with("owner", after.get("owner").clone())
            .with("replaced_at", Value::Time(work.context().now()));
        work.create("strategy_version", version).await?;
        Ok(())
    })
}

async fn follow_owner(work: &mut Work, strategy: RecordId, after: &Record) -> Result<()> {
    let owner = after.get("owner");
    let versions = work
        .children("strategy_version", "strategy", strategy)
        .await?;
    for (id, version) in versions {
        if version.get("owner") != owner {
            let change = Record::new().with("owner", owner.clone());
            work.update("strategy_version", id, change).await?;
        }
    }
    Ok(())
}
