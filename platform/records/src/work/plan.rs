//! One planned change, and small questions about it.

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, FieldError, RecordId, fold};
use rapport_schema::{EntityDef, Record, SearchWeight, Value};
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

/// The title of a record, for audit entries and messages.
pub(crate) fn title(entity: &EntityDef, record: &Record) -> String {
    entity
        .field(&entity.title)
        .map(|field| field.display(record.get(&field.name)))
        .unwrap_or_default()
}

/// What full-text search should find of a record, folded. None when the entity is not searched.
pub(crate) fn search_text(entity: &EntityDef, record: &Record) -> Option<SearchText> {
    let mut text = SearchText {
        title: String::new(),
        body: String::new(),
    };
    let mut searched = false;
    for field in entity.fields() {
        let into = match field.search {
            SearchWeight::None => continue,
            SearchWeight::High => &mut text.title,
            SearchWeight::Normal => &mut text.body,
        };
        searched = true;
        let value = record.get(&field.name);
        if value.is_null() {
            continue;
        }
        let shown = field.display(value);
        if !into.is_empty() {
            into.push(' ');
        }
        into.push_str(&fold(&shown));
        push_digits(field, &shown, into);
    }
    searched.then_some(text)
}

/// Telephone numbers are found by their digits as well, however they are written.
fn push_digits(field: &rapport_schema::FieldDef, shown: &str, into: &mut String) {
    if matches!(field.kind, rapport_schema::FieldType::Phone) {
        into.push(' ');
        into.extend(shown.chars().filter(char::is_ascii_digit));
    }
}

/// One error out of the problems a record has. A forbidden step alone is a conflict, not bad input.
pub(super) fn refusal(problems: Vec<FieldError>) -> Error {
    let step = problems
        .iter()
        .all(|problem| problem.code == ErrorCode::STEP_NOT_ALLOWED.name);
    let mut error = Error::fields(problems);
    if step {
        error.code = ErrorCode::STEP_NOT_ALLOWED;
    }
    error
}
