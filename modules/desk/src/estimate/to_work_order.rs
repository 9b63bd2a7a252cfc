//! Makes the work order of an accepted estimate.
//!
//! The work order takes over customer, lines and texts; the estimate is then converted. Both are one operation.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, ErrorKind, Record, RecordId, Result, Value, Work,
    is_one_of, json, subject,
};

use crate::generated::estimate::Estimate;

const NOT_ACCEPTED: ErrorCode = ErrorCode::custom(
    "desk.estimate_not_accepted",
    ErrorKind::Conflict,
    "Only an accepted estimate becomes a work order",
);

/// Fields a work order takes over under the same name.
const TAKEN_OVER: &[&str] = &[
    "title",
    "account",
    "contact",
    "deal",
    "ticket",
    "lines",
    "description",
    "address",
    "tags",
    "owner",
];

/// Action `to_work_order`.
pub(super) fn to_work_order(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let estimate = work.get("estimate", id).await?;
        if !is_one_of(&estimate, "status", &["accepted"]) {
            let view = Estimate(&estimate);
            let (title, status) = (
                view.title().unwrap_or_default(),
                view.status().unwrap_or_default(),
            );
            let message = format!("estimate `{title}` is `{status}`, not accepted");
            return Err(Error::new(NOT_ACCEPTED, message));
        }
        let work_order = create_work_order(work, id, &estimate).await?;
        let change = Record::new()
            .with("status", Value::Text("converted".to_owned()))
            .with("converted_at", Value::Time(work.context().now()));
        work.update("estimate", id, change).await?;
        Ok(json!({ "estimate": id, "work_order": work_order }))
    })
}

async fn create_work_order(work: &mut Work, id: RecordId, estimate: &Record) -> Result<RecordId> {
    let taken_over = TAKEN_OVER
        .iter()
        .map(|field| ((*field).to_owned(), estimate.get(field).clone()));
    let values: Record = taken_over.filter(|(_, value)| !value.is_null()).collect();
    work.create("work_order", values.with("estimate", Value::Id(id.0)))
        .await
}
