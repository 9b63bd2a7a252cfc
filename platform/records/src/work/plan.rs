//! One planned change, and small questions about it.

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, FieldError, RecordId};
use rapport_schema::{EntityDef, FieldDef, FieldType, Record, SearchWeight, Value};
use rapport_store::SearchText;

/// What will happen to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Create,
    Update,
    Delete,
    Restore,
}

/// One planned change.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) entity: Arc<EntityDef>,
    pub(super) id: RecordId,
    pub(super) step: Step,
    pub(super) before: Option<Record>,
    pub(super) after: Record,
    /// The version that was read; the store refuses if it is another by now.
    pub(super) expected: i64,
}

/// The version of a loaded record.
pub(super) fn version(record: &Record) -> i64 {
    if let Value::Int(version) = record.get("version") {
        *version
    } else {
        0
    }
}

/// What full-text search should find of a record, folded. None when nothing of the entity is searched.
pub(crate) fn search_text(entity: &EntityDef, record: &Record) -> Option<SearchText> {
    if entity
        .fields()
        .iter()
        .all(|field| field.search == SearchWeight::None)
    {
        return None;
    }
    let (title, mut body) = entity.search_text(record);
    for field in entity
        .fields()
        .iter()
        .filter(|field| field.search != SearchWeight::None)
    {
        push_digits(field, record, &mut body);
    }
    Some(SearchText { title, body })
}

/// Telephone numbers are found by their digits as well, however they are written.
fn push_digits(field: &FieldDef, record: &Record, into: &mut String) {
    if matches!(field.kind, FieldType::Phone)
        && let Some(number) = record.text(&field.name)
    {
        into.push(' ');
        into.extend(number.chars().filter(char::is_ascii_digit));
    }
}

/// One error out of the problems a record has. A forbidden step alone is a conflict, not bad input.
///
/// A problem of a field that `seen` does not have is told without the field: the caller can do nothing about it.
pub(super) fn refusal(problems: Vec<FieldError>, entity: &EntityDef, seen: &EntityDef) -> Error {
    let hidden = |problem: &FieldError| seen.field(&problem.field).is_none();
    if problems.iter().any(hidden) {
        let message = format!(
            "this {} cannot be saved: a field that you may not see must be filled",
            entity.name
        );
        return Error::invalid(message);
    }
    let step = problems
        .iter()
        .all(|problem| problem.code == ErrorCode::STEP_NOT_ALLOWED.name);
    let mut error = Error::fields(problems);
    if step {
        error.code = ErrorCode::STEP_NOT_ALLOWED;
    }
    error
}
