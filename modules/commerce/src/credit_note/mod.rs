//! Credit notes: they lower what an issued invoice asks for.

mod follow;
mod keep;

pub(crate) use follow::follow;
pub(crate) use keep::keep;

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

use crate::generated::credit_note::CreditNoteActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl CreditNoteActions for Actions {
    fn issue(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        Box::pin(async move {
            let id = subject(&action)?;
            let mut change = Record::new().with("status", Value::Text("issued".to_owned()));
            if !action.input.get("issue_date").is_null() {
                change.set("issue_date", action.input.get("issue_date").clone());
            }
            work.update("credit_note", id, change).await?;
            Ok(json!({ "id": id }))
        })
    }
}
