//! Finding the record that is already there, and copying what it lacks.

use rapport_module_kit::serde_json::{self, Value as Json};
use rapport_module_kit::{
    Error, Filter, ListRequest, Record, RecordId, Result, Value, Work, fold, id_of,
};

/// How many records that sound alike are compared.
const ALIKE: u32 = 200;

/// A record of an entity whose name is the same, without regard to case, accents and spaces around it.
pub(super) async fn by_name(work: &Work, entity: &str, name: &str) -> Result<Option<RecordId>> {
    let exact = Filter::equals("name", Value::Text(name.to_owned()));
    if let Some(found) = work.find(entity, exact, &[], 1).await?.first() {
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

fn is_same(found: &Json, name: &str) -> bool {
    found.as_str().is_some_and(|found| key(found) == key(name))
}

/// Two names with one key are the same name.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fills the empty fields of a stored record from `values`. Returns whether there was anything to fill.
pub(super) async fn fill_gaps(
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
pub(super) fn copied(lead: &Record, fields: &[(&str, &str)]) -> Record {
    fields
        .iter()
        .map(|(from, to)| ((*to).to_owned(), lead.get(from).clone()))
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
