//! A copy of a strategy to begin another one from.

use rapport_module_kit::{ActionFuture, ActionInput, Value, Work, json, subject};

use super::content::copied;
use crate::generated::strategy::Strategy;

/// Action `duplicate`. The copy is a draft and belongs to the caller.
pub(super) fn duplicate(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let strategy = work.get("strategy", id).await?;
        let name = match action.input.text("name") {
            Some(name) => name.to_owned(),
            None => format!("{} (Copy)", Strategy(&strategy).name().unwrap_or_default()),
        };
        let values = copied(&strategy)
            .with("name", Value::Text(name.clone()))
            .with("tags", strategy.get("tags").clone())
            .with("copy_of", Value::Id(id.0));
        let copy = work.create("strategy", values).await?;
        Ok(json!({ "id": copy, "name": name }))
    })
}
