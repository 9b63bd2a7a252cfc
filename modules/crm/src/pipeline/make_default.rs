//! Makes a pipeline the default, and no other.

use rapport_module_kit::{
    ActionFuture, ActionInput, Filter, Record, Value, Work, id_of, json, subject,
};

/// Pipelines are few; this many are looked at.
const LIMIT: u32 = 1000;

/// Action `make_default`.
pub(super) fn make_default(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let flag = |value: bool| Record::new().with("is_default", Value::Bool(value));
        let filter = Filter::equals("is_default", Value::Bool(true));
        for other in work.find("pipeline", filter, &[], LIMIT).await? {
            let other = id_of(&other)?;
            if other != id {
                work.update("pipeline", other, flag(false)).await?;
            }
        }
        work.update("pipeline", id, flag(true)).await?;
        Ok(json!({ "id": id }))
    })
}
