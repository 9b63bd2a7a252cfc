//! Lets a strategy say again what an earlier version said.

use rapport_module_kit::{ActionFuture, ActionInput, Error, Filter, Value, Work, json, subject};

use super::content::brought_back;

/// Action `restore_version`.
pub(super) fn restore_version(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let revision = action.input.integer("revision").unwrap_or_default();
        let wanted = Filter::equals("strategy", Value::Id(id.0))
            .and(Filter::equals("revision", Value::Int(revision)));
        let found = work.find("strategy_version", wanted, &[], 1).await?;
        let version = found
            .first()
            .ok_or_else(|| Error::not_found(format!("revision {revision} of this strategy")))?;
        let content = version.json("content").cloned().unwrap_or_default();
        work.update("strategy", id, brought_back(&content)).await?;
        Ok(json!({ "id": id, "revision": revision }))
    })
}
