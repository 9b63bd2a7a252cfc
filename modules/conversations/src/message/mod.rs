//! Messages: who wrote what, and where they belong.

mod check_attachments;
mod fill;
mod place;

pub(crate) use check_attachments::check_attachments;
pub(crate) use fill::fill;
pub(crate) use place::place;

use rapport_module_kit::{ActionFuture, ActionInput, Record, Value, Work, json, subject};

use crate::generated::message::MessageActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl MessageActions for Actions {
    fn mark_read(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        Box::pin(async move {
            let id = subject(&action)?;
            let message = work.get("message", id).await?;
            if message.get("read_at").is_null() {
                let now = Value::Time(work.context().now());
                let change = Record::new().with("read_at", now);
                work.update("message", id, change).await?;
            }
            Ok(json!({ "id": id }))
        })
    }
}
