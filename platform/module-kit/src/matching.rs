//! Finding the record that is already there, and copying what it lacks.
//!
//! Everything is looked for with the rights the work has at the moment, and also among what the work has planned, so that
//! two rows of one import that name the same company share it.

use rapport_kernel::{Error, ErrorKind, RecordId, Result, fold};
use rapport_records::{ListRequest, Work};
use rapport_schema::{Filter, Record, Value};
use serde_json::Value as Json;

use crate::id_of;

/// How many records that sound alike are compared.
const ALIKE: u32 = 200;

/// A record of an entity whose field `name` is the same, without regard to case, accents and spaces around it.
///
/// # Errors
/// The database cannot be read. Who may not see the entity finds nothing.
pub async fn by_name(work: &Work, entity: &str, name: &str) -> Result<Option<RecordId>> {
    let is_it = |record: &Record| record.text("name").is_some_and(|one| key(one) == key(name));
    if let Some(id) = among_planned(work, entity, is_it) {
        return Ok(Some(id));
    }
    let exact = Filter::equals("name", Value::Text(name.to_owned()));
    let Some(found) = seen(work.find(entity, exact, &[], 1).await)? else {
        return Ok(None);
    };
    if let Some(found) = found.first() {
        return id_of(found).map(Some);
    }
    let request = ListRequest {
        search: Some(name.to_owned()),
        fields: Some(vec!["id".to_owned(), "name".to_owned()]),
        limit: ALIKE,
        ..ListRequest::default()
    };
    let answer = work.engine().list(work.context(), entity, &request).await?;
    let json = [b"[", answer.records.as_bytes(), b"]"].concat();
    let rows: Vec<Json> = serde_json::from_slice(&json).map_err(Error::internal)?;
    let same = rows
        .iter()
        .find(|row| row.get("name").is_some_and(|found| is_same(found, name)));
    let id = same.and_then(|row| row.get("id")).and_then(Json::as_str);
    Ok(id.and_then(|id| id.parse().ok()))
}

/// A record of an entity whose field `email` is this address.
///
/// # Errors
/// The database cannot be read. Who may not see the entity finds nothing.
pub async fn by_email(work: &Work, entity: &str, email: &str) -> Result<Option<RecordId>> {
    let lower = email.to_lowercase();
    let is_it = |record: &Record| {
        let known = record.text("email");
        known.is_some_and(|known| known.to_lowercase() == lower)
    };
    if let Some(id) = among_planned(work, entity, is_it) {
        return Ok(Some(id));
    }
    let same = vec![Value::Text(email.to_owned()), Value::Text(lower)];
    let filter = Filter::one_of("email", same);
    match seen(work.find(entity, filter, &[], 1).await)? {
        Some(found) => found.first().map(id_of).transpose(),
        None => Ok(None),
    }
}

fn among_planned(work: &Work, entity: &str, is_it: impl Fn(&Record) -> bool) -> Option<RecordId> {
    let mut planned = work.planned(entity);
    planned.find_map(|(id, record)| record.is_some_and(&is_it).then_some(id))
}

/// What was found; none when the entity is not there for the caller.
fn seen(found: Result<Vec<Record>>) -> Result<Option<Vec<Record>>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::NotFound) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn is_same(found: &Json, name: &str) -> bool {
    found.as_str().is_some_and(|found| key(found) == key(name))
}

/// Two names with one key are the same name.
#[must_use]
pub fn key(name: &str) -> String {
    let folded = fold(name);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fills the empty fields of a stored record from `values`. Returns whether there was anything to fill.
///
/// # Errors
/// The record is not there, or may not be changed.
pub async fn fill_gaps(
    work: &mut Work,
    entity: &str,
    id: RecordId,
    values: &Record,
) -> Result<bool> {
    let stored = work.get(entity, id).await?;
    let gaps: Record = values
        .iter()
        .filter(|(field, value)| !value.is_null() && stored.get(field).is_null())
        .map(|(field, value)| (field.to_owned(), value.clone()))
        .collect();
    if gaps.is_empty() {
        return Ok(false);
    }
    work.update(entity, id, gaps).await?;
    Ok(true)
}

/// The values of some fields under other names: `(from, to)`.
#[must_use]
pub fn copied(record: &Record, fields: &[(&str, &str)]) -> Record {
    fields
        .iter()
        .map(|(from, to)| ((*to).to_owned(), record.get(from).clone()))
        .filter(|(_, value)| !value.is_null())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn case_accents_and_spaces_do_not_make_another_name() {
        assert_eq!(key("  Müller  GmbH"), key("MULLER gmbh"));
        assert_ne!(key("Müller GmbH"), key("Müller AG"));
    }
}
