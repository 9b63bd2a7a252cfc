//! The same change to many records.

use axum::extract::State;
use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, RecordId, Result};
use rapport_records::{BulkAnswer, BulkRequest, Selection};
use rapport_schema::RawFilter;
use serde_json::{Map, Value, json};

use super::target::{Collection, uuid};
use super::write::Write;
use super::{answer, body};
use crate::problem::Answer;
use crate::routing;
use crate::state::GatewayState;

/// So many ids may be named at once; more are chosen by a filter.
const MOST_IDS: usize = 10_000;

/// `POST /{entities}/bulk`
pub(crate) async fn bulk(
    State(state): State<GatewayState>,
    Collection(entity): Collection,
    write: Write,
) -> Answer {
    let request = request(body::snake_keys(write.input)?)?;
    let engine = routing::engine(&state, &entity);
    Ok(match engine.bulk(&write.ctx, &entity, &request).await? {
        BulkAnswer::Done { summary, operation } => {
            answer::data_and_operation(&summary, Some(operation))
        }
        BulkAnswer::Job(id) => answer::data(StatusCode::ACCEPTED, &json!({ "job": id })),
    })
}

fn request(mut object: Map<String, Value>) -> Result<BulkRequest> {
    let action = body::text(&mut object, "action")?;
    let selection = selection(&mut object)?;
    let key = if action == "update" { "set" } else { "input" };
    let input = match object.remove(key) {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(input)) => input,
        Some(_) => return Err(Error::field(key, ErrorCode::INVALID, "must be an object")),
    };
    body::nothing_left(&object)?;
    Ok(BulkRequest {
        action,
        selection,
        input,
    })
}

fn selection(object: &mut Map<String, Value>) -> Result<Selection> {
    let given = |key: &str| object.get(key).is_some_and(|value| !value.is_null());
    let (ids, matching) = (given("ids"), given("filter") || given("search"));
    let all = match object.remove("all") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(_) => {
            let message = "must be true or false";
            return Err(Error::field("all", ErrorCode::INVALID, message));
        }
    };
    match (ids, matching || all) {
        (true, true) => Err(Error::invalid(
            "give `ids` or `filter`, `search` and `all`, not both",
        )),
        (false, false) => {
            let message = "name the records, or give `filter`, `search` or `all`";
            Err(Error::field("ids", ErrorCode::REQUIRED, message))
        }
        (true, false) => {
            object.remove("filter");
            object.remove("search");
            record_ids(object.remove("ids")).map(Selection::Ids)
        }
        (false, true) => {
            object.remove("ids");
            let filter = object.remove("filter").filter(|filter| !filter.is_null());
            let filter = filter.as_ref().map(RawFilter::from_json).transpose();
            let search = match object.remove("search") {
                None | Some(Value::Null) => None,
                Some(Value::String(words)) => Some(words).filter(|words| !words.trim().is_empty()),
                Some(_) => {
                    return Err(Error::field("search", ErrorCode::INVALID, "must be a text"));
                }
            };
            let filter = filter.map_err(|error| Error::fields(vec![error]))?;
            if !all && search.is_none() && filter.as_ref().is_none_or(matches_everything) {
                let message =
                    "must be true to change every record: `filter` and `search` are empty";
                return Err(Error::field("all", ErrorCode::REQUIRED, message));
            }
            Ok(Selection::Matching { filter, search })
        }
    }
}

/// Whether a filter has no condition at all.
fn matches_everything(filter: &RawFilter) -> bool {
    match filter {
        RawFilter::And(all) => all.iter().all(matches_everything),
        RawFilter::Or(any) => any.iter().any(matches_everything),
        RawFilter::Not(_) | RawFilter::Is { .. } => false,
    }
}

fn record_ids(value: Option<Value>) -> Result<Vec<RecordId>> {
    let wrong = || Error::field("ids", ErrorCode::INVALID, "must be a list of ids");
    let Some(Value::Array(list)) = value else {
        return Err(wrong());
    };
    if list.len() > MOST_IDS {
        let message = format!("names more than {MOST_IDS} records; use `filter`");
        return Err(Error::field("ids", ErrorCode::INVALID, message));
    }
    let mut ids = Vec::with_capacity(list.len());
    for one in &list {
        let id = one
            .as_str()
            .and_then(|text| uuid(text).ok())
            .ok_or_else(wrong)?;
        ids.push(RecordId(id));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: Value) -> Result<BulkRequest> {
        request(json.as_object().cloned().unwrap())
    }

    #[test]
    fn ids_or_conditions_must_be_given() {
        let id = "019a0000-0000-7000-8000-000000000001";
        assert!(
            read(json!({ "action": "delete", "ids": [id, id] })).is_ok_and(
                |request| matches!(request.selection, Selection::Ids(ids) if ids.len() == 1)
            )
        );
        assert!(read(json!({ "action": "delete" })).is_err());
        assert!(read(json!({ "action": "delete", "ids": [id], "search": "a" })).is_err());
        assert!(read(json!({ "action": "delete", "ids": [7] })).is_err());
        assert!(read(json!({ "ids": [id] })).is_err());
    }

    #[test]
    fn every_record_is_meant_only_when_it_says_so() {
        for filter in [
            json!({}),
            json!([]),
            json!({ "and": [{}, []] }),
            json!({ "or": [{}] }),
        ] {
            let error = read(json!({ "action": "delete", "filter": filter })).unwrap_err();
            assert_eq!(error.fields[0].field, "all", "{filter}");
            assert!(read(json!({ "action": "delete", "filter": filter, "all": true })).is_ok());
        }
        assert!(read(json!({ "action": "delete", "search": "  " })).is_err());
        assert!(read(json!({ "action": "delete", "all": true })).is_ok());
        assert!(read(json!({ "action": "delete", "all": "yes" })).is_err());
        assert!(read(json!({ "action": "delete", "all": false })).is_err());
        let id = "019a0000-0000-7000-8000-000000000001";
        assert!(read(json!({ "action": "delete", "ids": [id], "all": true })).is_err());
        let nothing = json!({ "action": "delete", "filter": { "or": [] } });
        assert!(read(nothing).is_ok(), "no record matches it");
    }

    #[test]
    fn set_belongs_to_update_and_nothing_else() {
        let id = "019a0000-0000-7000-8000-000000000001";
        assert!(read(json!({ "action": "update", "ids": [id], "set": { "a": 1 } })).is_ok());
        let error = read(json!({ "action": "delete", "ids": [id], "set": {} })).unwrap_err();
        assert_eq!(error.code, ErrorCode::UNKNOWN_FIELD);
    }
}
