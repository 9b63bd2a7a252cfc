//! The conversations with somebody.

use rapport_module_kit::{
    ActionInput, Condition, Error, ErrorCode, Filter, Operator, RecordId, Result, Value,
};

use super::keep_party::PARTIES;

/// With whom, from the input `with` of an action.
pub(super) fn with(action: &ActionInput) -> Option<(String, RecordId)> {
    let (entity, id) = action.input.reference("with")?;
    Some((entity.to_owned(), id))
}

/// The same where it must be there.
pub(super) fn must_be_with(action: &ActionInput) -> Result<(String, RecordId)> {
    with(action).ok_or_else(|| Error::field("with", ErrorCode::REQUIRED, "must be filled"))
}

/// The conversations with a person, or about a record.
pub(super) fn conversations_with((entity, id): &(String, RecordId)) -> Filter {
    let reference = Value::Reference {
        entity: entity.clone(),
        id: id.0,
    };
    let mut any = vec![
        Filter::equals("related", reference.clone()),
        Filter::equals("about", reference),
    ];
    if PARTIES.contains(&entity.as_str()) {
        any.push(Filter::equals(entity.as_str(), Value::Id(id.0)));
    }
    Filter::Or(any)
}

/// Those that hold something unread.
pub(super) fn unread() -> Filter {
    Filter::Is(Condition {
        field: "unread_count".to_owned(),
        op: Operator::Gt,
        values: vec![Value::Int(0)],
    })
}
