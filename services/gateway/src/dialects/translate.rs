//! Records from our names into theirs, and back.

use rapport_schema::snake_case;
use serde_json::{Map, Value, json};

use super::table::{EntityTable, Field, Kind};

/// Our record in their words.
pub(super) fn outward(entity: &EntityTable, record: &Map<String, Value>) -> Value {
    let mut out = Map::with_capacity(entity.fields.len());
    for field in entity.fields {
        let ours = record.get(field.ours).unwrap_or(&Value::Null);
        let value = match field.kind {
            Kind::Plain | Kind::ReadOnly | Kind::Date | Kind::Moment => ours.clone(),
            Kind::Part(part) => inner(ours, part),
            Kind::RelatedType => inner(ours, "entity"),
            Kind::RelatedId => inner(ours, "id"),
            Kind::Derived(make) => make(record),
        };
        out.insert(field.theirs.to_owned(), value);
    }
    Value::Object(out)
}

/// Their input in our words. What the table does not know is left out, as their server did.
///
/// `current` is the record as it is, in our words: what stands in one field of ours and in several of theirs is
/// completed from it.
pub(super) fn inward(
    entity: &EntityTable,
    input: &Map<String, Value>,
    current: &Map<String, Value>,
) -> Map<String, Value> {
    let mut out = Map::new();
    for (key, value) in input {
        let Some(field) = field(entity, key) else {
            continue;
        };
        match field.kind {
            Kind::ReadOnly | Kind::Derived(_) => {}
            Kind::Plain => {
                out.insert(field.ours.to_owned(), value.clone());
            }
            Kind::Date => {
                out.insert(field.ours.to_owned(), day(value));
            }
            Kind::Moment => {
                out.insert(field.ours.to_owned(), moment(value));
            }
            Kind::Part(part) => set_inner(&mut out, current, field.ours, part, value.clone()),
            Kind::RelatedType => {
                let name = value.as_str().map(snake_case);
                set_inner(&mut out, current, field.ours, "entity", json!(name));
            }
            Kind::RelatedId => set_inner(&mut out, current, field.ours, "id", value.clone()),
        }
    }
    out
}

/// Whether an input must be completed from the record as it is.
pub(super) fn needs_current(entity: &EntityTable, input: &Map<String, Value>) -> bool {
    input.keys().any(|key| {
        field(entity, key).is_some_and(|field| {
            matches!(
                field.kind,
                Kind::Part(_) | Kind::RelatedType | Kind::RelatedId
            )
        })
    })
}

/// The field a key of theirs means, in whichever case it is written.
pub(super) fn field(entity: &EntityTable, key: &str) -> Option<&'static Field> {
    let fields: &'static [Field] = entity.fields;
    let name = snake_case(key);
    fields
        .iter()
        .find(|field| field.theirs == key || snake_case(field.theirs) == name)
}

/// Their name of a field of ours, for messages. A part of an address keeps its own name.
pub(super) fn their_name(entity: &EntityTable, ours: &str) -> String {
    let (name, part) = ours.split_once('.').unwrap_or((ours, ""));
    let known = entity.fields.iter().find(|field| {
        field.ours == name
            && match field.kind {
                Kind::Part(own) => own == part,
                Kind::ReadOnly | Kind::Derived(_) => false,
                _ => true,
            }
    });
    known.map_or_else(|| ours.to_owned(), |field| field.theirs.to_owned())
}

fn inner(value: &Value, key: &str) -> Value {
    value.get(key).cloned().unwrap_or(Value::Null)
}

fn set_inner(
    out: &mut Map<String, Value>,
    current: &Map<String, Value>,
    ours: &str,
    key: &str,
    value: Value,
) {
    let begun = out
        .remove(ours)
        .or_else(|| current.get(ours).cloned())
        .filter(Value::is_object);
    let mut whole = begun.unwrap_or_else(|| json!({}));
    if let Some(parts) = whole.as_object_mut() {
        parts.insert(key.to_owned(), value);
    }
    let is_empty = whole
        .as_object()
        .is_some_and(|parts| parts.values().all(Value::is_null));
    let whole = if is_empty { Value::Null } else { whole };
    out.insert(ours.to_owned(), whole);
}

/// `2026-03-01T00:00:00.000Z` as the day it begins with.
fn day(value: &Value) -> Value {
    let text = value.as_str().and_then(|text| text.split_once('T'));
    text.map_or_else(|| value.clone(), |(day, _)| json!(day))
}

/// `2026-03-01` as its first moment.
fn moment(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if text.len() == 10 => json!(format!("{text}T00:00:00Z")),
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{of, plain, read_only};
    use super::*;

    static PERSON: EntityTable = EntityTable {
        path: "people",
        ours: "contacts",
        label: "Person",
        fields: &[
            read_only("id", "id"),
            plain("firstName", "first_name"),
            of("addressCity", "address", Kind::Part("city")),
            of("addressState", "address", Kind::Part("state")),
            of("born", "birthday", Kind::Date),
            of("aboutType", "related", Kind::RelatedType),
            of("aboutId", "related", Kind::RelatedId),
        ],
    };

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn into_ours(input: Value, current: Value) -> Value {
        Value::Object(inward(&PERSON, &object(input), &object(current)))
    }

    #[test]
    fn names_are_turned_both_ways() {
        let ours = json!({"id": "1", "first_name": "Ada", "address": {"city": "Ulm"}, "birthday": "1990-01-02",
            "related": {"entity": "deal", "id": "7"}, "secret": 1});
        let theirs = outward(&PERSON, &object(ours));
        let expected = json!({"id": "1", "firstName": "Ada", "addressCity": "Ulm", "addressState": null,
            "born": "1990-01-02", "aboutType": "deal", "aboutId": "7"});
        assert_eq!(theirs, expected);
        let back = into_ours(theirs, json!({}));
        let expected = json!({"first_name": "Ada", "address": {"city": "Ulm", "state": null},
            "birthday": "1990-01-02", "related": {"entity": "deal", "id": "7"}});
        assert_eq!(back, expected);
    }

    #[test]
    fn input_is_read_in_either_case_and_the_unknown_is_left_out() {
        let ours = into_ours(
            json!({"first_name": "Ada", "id": "9", "shoe": 44}),
            json!({}),
        );
        assert_eq!(ours, json!({"first_name": "Ada"}));
    }

    #[test]
    fn a_part_leaves_the_other_parts() {
        let current = json!({"address": {"city": "Ulm", "street": "Weg 1"}});
        let ours = into_ours(json!({"addressState": "BW"}), current);
        assert_eq!(
            ours,
            json!({"address": {"city": "Ulm", "street": "Weg 1", "state": "BW"}})
        );
        let emptied = into_ours(
            json!({"addressCity": null}),
            json!({"address": {"city": "Ulm"}}),
        );
        assert_eq!(emptied, json!({"address": null}));
    }

    #[test]
    fn a_moment_is_taken_for_a_day() {
        let ours = into_ours(json!({"born": "1990-01-02T00:00:00.000Z"}), json!({}));
        assert_eq!(ours, json!({"birthday": "1990-01-02"}));
    }

    #[test]
    fn messages_use_their_names() {
        assert_eq!(their_name(&PERSON, "first_name"), "firstName");
        assert_eq!(their_name(&PERSON, "address.state"), "addressState");
        assert_eq!(their_name(&PERSON, "stage"), "stage");
    }
}
