//! What every way on from an estimate has in common: it was accepted, and it is then converted.

use rapport_module_kit::{
    Error, ErrorCode, ErrorKind, Record, RecordId, Result, Value, Work, is_one_of, pinned,
};

use crate::generated::estimate::Estimate;

const NOT_ACCEPTED: ErrorCode = ErrorCode::custom(
    "desk.estimate_not_accepted",
    ErrorKind::Conflict,
    "Only an accepted estimate becomes an order or a work order",
);

/// The estimate, when it is accepted.
pub(super) async fn accepted(work: &mut Work, id: RecordId) -> Result<Record> {
    let estimate = pinned(work, "estimate", id).await?;
    if is_one_of(&estimate, "status", &["accepted"]) {
        return Ok(estimate);
    }
    let view = Estimate(&estimate);
    let (title, status) = (
        view.title().unwrap_or_default(),
        view.status().unwrap_or_default(),
    );
    let message = format!("estimate `{title}` is `{status}`, not accepted");
    Err(Error::new(NOT_ACCEPTED, message))
}

/// The change that says it was converted now.
pub(super) fn converted(work: &Work) -> Record {
    Record::new()
        .with("status", Value::Text("converted".to_owned()))
        .with("converted_at", Value::Time(work.context().now()))
}
