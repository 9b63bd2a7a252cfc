//! Small rules that modules share: moments kept beside states, defaults between users, the record of an action.

use rapport_kernel::{Error, RecordId, RequestContext, Result};
use rapport_records::{ActionInput, Work};
use rapport_schema::{Record, Value};

/// Whether a state (or select) field has one of these values.
#[must_use]
pub fn is_one_of(record: &Record, field: &str, values: &[&str]) -> bool {
    record
        .text(field)
        .is_some_and(|text| values.contains(&text))
}

/// Keeps a moment beside a state: set on entering one of `states`, emptied on leaving them.
///
/// A moment that is there already stays, so that imports and undo keep theirs.
pub fn keep_moment(
    ctx: &RequestContext,
    after: &mut Record,
    state: &str,
    states: &[&str],
    moment: &str,
) {
    if !is_one_of(after, state, states) {
        after.set(moment, Value::Null);
    } else if after.get(moment).is_null() {
        after.set(moment, Value::Time(ctx.now()));
    }
}

/// Fills an empty user field of a new record with its owner.
pub fn owner_unless_named(before: Option<&Record>, after: &mut Record, field: &str) {
    if before.is_none() && after.get(field).is_null() {
        after.set(field, after.get("owner").clone());
    }
}

/// Whether a change gave a field another value; for a new record, whether it has one.
#[must_use]
pub fn changed(before: Option<&Record>, after: &Record, field: &str) -> bool {
    before.map_or(&Value::Null, |before| before.get(field)) != after.get(field)
}

/// The fields that one record takes over from another: pairs of the name there and the name here. Empty ones are left out.
#[must_use]
pub fn taken_over(from: &Record, names: &[(&str, &str)]) -> Record {
    let values = names
        .iter()
        .map(|(there, here)| (*here, from.get(there).clone()));
    values.filter(|(_, value)| !value.is_null()).collect()
}

/// A record that the plan changes and whose present values it builds on. Whoever changes it between this reading and
/// the commit makes the plan be made anew, so what is computed from it and from what belongs to it is never stale.
///
/// # Errors
/// `not_found` when it is not there for the caller to change.
pub async fn pinned(work: &mut Work, entity: &str, id: RecordId) -> Result<Record> {
    work.update(entity, id, Record::new()).await?;
    work.get(entity, id).await
}

/// The record an action works on.
///
/// # Errors
/// `invalid` when the action was called without one.
pub fn subject(action: &ActionInput) -> Result<RecordId> {
    action
        .id
        .ok_or_else(|| Error::invalid("this action needs a record"))
}

/// The id a loaded record has.
///
/// # Errors
/// `not_found` for a record that was never stored.
pub fn id_of(record: &Record) -> Result<RecordId> {
    let id = record.get("id").as_id().map(RecordId);
    id.ok_or_else(|| Error::not_found("record"))
}
