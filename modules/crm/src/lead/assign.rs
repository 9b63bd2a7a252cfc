//! Gives a lead to somebody.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, Value, Work, is_one_of, json, subject,
};

/// Action `assign`: sets the owner; a new lead is then assigned.
pub(super) fn assign(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let owner = action.input.get("owner").clone();
        let lead = work.get("lead", id).await?;
        let mut change = Record::new().with("owner", owner.clone());
        if is_one_of(&lead, "status", &["new"]) {
            change.set("status", Value::Text("assigned".to_owned()));
        }
        work.update("lead", id, change).await?;
        Ok(json!({ "id": id, "owner": owner.as_id() }))
    })
}
