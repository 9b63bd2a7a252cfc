//! Records from our names into theirs, and back.

use rapport_kernel::{Error, ErrorCode, FieldError, Result};
use rapport_schema::snake_case;
use serde_json::{Map, Value, json};

use super::fields::{Field, Kind, Words};
use super::links::Known;
use super::table::EntityTable;

/// Our record in their words. `known` holds what our record only links to.
pub(super) fn outward(entity: &EntityTable, record: &Map<String, Value>, known: &Known) -> Value {
    let mut out = Map::with_capacity(entity.fields.len());
    for field in entity.fields {
        let ours = record.get(field.ours).unwrap_or(&Value::Null);
        let value = match field.kind {
            Kind::In => continue,
            Kind::ReadOnly if field.ours == "id" => known.own_id(record),
            // Without any of its own fields a record has an empty object of them.
            Kind::Plain if field.ours == "custom_fields" && ours.is_null() => json!({}),
            Kind::Plain | Kind::ReadOnly | Kind::Date | Kind::Moment | Kind::Number => ours.clone(),
            Kind::Text => text(ours),
            Kind::List => list(ours),
            Kind::Choice(words) | Kind::Loose(words) => their_word(words, ours),
            Kind::Part(part) => inner(ours, part),
            Kind::User => known.user_id(ours),
            Kind::Person(shape) => known.user(ours).map_or(Value::Null, shape),
            Kind::Link(entity) => known.link(entity, ours),
            Kind::Title(entity) => known.title(entity, ours),
            Kind::RelatedType => inner(ours, "entity"),
            Kind::RelatedId => inner(ours, "id"),
            Kind::About(entity, _) => known.link(entity, &inner(ours, "id")),
            Kind::Worker => match inner(ours, "id") {
                Value::Null => record.get("assignee").cloned().unwrap_or(Value::Null),
                person => person,
            },
            Kind::Customer => known.customer(record),
            Kind::Address => address(ours),
            Kind::Lines(words) => lines(ours, words, Direction::Out),
            Kind::Derived(make) => make(record),
        };
        let value = if known.empty_text && value.is_null() {
            json!("")
        } else {
            value
        };
        out.insert(field.theirs.to_owned(), value);
    }
    Value::Object(out)
}

/// Their input in our words; links are ours already. What the table does not know is left out, as their server did.
///
/// `current` is the record as it is, in our words: what stands in one field of ours and in several of theirs is
/// completed from it.
///
/// # Errors
/// Words that there are not, by their names, with those that there are.
pub(super) fn inward(
    entity: &EntityTable,
    input: &Map<String, Value>,
    current: &Map<String, Value>,
) -> Result<Map<String, Value>> {
    let mut out = Map::new();
    let mut problems = Vec::new();
    for (key, value) in input {
        let Some(field) = field(entity, key).filter(|field| field.kind.is_in()) else {
            continue;
        };
        let inner = match field.kind {
            Kind::Part(part) => Some((part, value.clone())),
            Kind::RelatedType => Some(("entity", json!(value.as_str().map(snake_case)))),
            Kind::RelatedId => Some(("id", value.clone())),
            _ => None,
        };
        if let Some((part, value)) = inner {
            set_inner(&mut out, current, field.ours, part, value);
            continue;
        }
        match scalar(field, value) {
            Ok(value) => drop(out.insert(field.ours.to_owned(), value)),
            Err(message) => problems.push(FieldError {
                field: field.theirs.to_owned(),
                code: ErrorCode::INVALID.name,
                message,
            }),
        }
    }
    if problems.is_empty() {
        Ok(out)
    } else {
        Err(Error::fields(problems))
    }
}

/// One value of theirs as ours.
///
/// # Errors
/// Which words there are, when it is another one.
pub(super) fn scalar(field: &Field, value: &Value) -> std::result::Result<Value, String> {
    Ok(match field.kind {
        Kind::Date => day(value),
        Kind::Moment => moment(value),
        Kind::Number => number(value),
        Kind::Text => text(value),
        Kind::List => list_in(value),
        Kind::Choice(words) => our_word(words, value)?,
        Kind::Loose(words) => loose_word(words, value),
        Kind::Lines(words) => lines(value, words, Direction::In),
        Kind::Address => match value {
            Value::String(text) if text.trim().is_empty() => Value::Null,
            Value::String(text) => json!({ "street": text }),
            _ => value.clone(),
        },
        Kind::User | Kind::Link(_) if value == "" => Value::Null,
        _ => value.clone(),
    })
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

/// The field a key of theirs means, in whichever case it is written. One that takes input goes before one that does not.
pub(super) fn field(entity: &EntityTable, key: &str) -> Option<&'static Field> {
    let fields: &'static [Field] = entity.fields;
    let name = snake_case(key);
    let named = || {
        let is_it = |field: &&Field| field.theirs == key || snake_case(field.theirs) == name;
        fields.iter().filter(is_it)
    };
    named()
        .find(|field| field.kind.is_in())
        .or_else(|| named().next())
}

/// Their name of a field of ours, for messages. A part of an address keeps its own name.
pub(super) fn their_name(entity: &EntityTable, ours: &str) -> String {
    let (name, part) = ours.split_once('.').unwrap_or((ours, ""));
    let known = entity.fields.iter().find(|field| {
        field.ours == name
            && match field.kind {
                Kind::Part(own) => own == part,
                ref kind => kind.is_in(),
            }
    });
    known.map_or_else(|| ours.to_owned(), |field| field.theirs.to_owned())
}

/// Words compared without regard to case, spaces and underscores.
fn plain_word(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn their_word(words: Words, ours: &Value) -> Value {
    let Some(text) = ours.as_str() else {
        return ours.clone();
    };
    let known = words.iter().find(|(_, word)| *word == text);
    known.map_or_else(|| ours.clone(), |(theirs, _)| json!(theirs))
}

fn known_word(words: Words, value: &Value) -> Option<Value> {
    let text = plain_word(value.as_str()?);
    let known = words.iter().find(|(word, _)| plain_word(word) == text);
    known.map(|(_, ours)| json!(ours))
}

fn our_word(words: Words, value: &Value) -> std::result::Result<Value, String> {
    if value.is_null() || value == "" {
        return Ok(Value::Null);
    }
    known_word(words, value).ok_or_else(|| {
        let mut all: Vec<&str> = Vec::new();
        for (word, _) in words {
            if !all.contains(word) {
                all.push(word);
            }
        }
        format!("must be one of the following values: {}", all.join(", "))
    })
}

fn loose_word(words: Words, value: &Value) -> Value {
    if value.is_null() || value == "" {
        return Value::Null;
    }
    let other = words.last().map(|(_, ours)| json!(ours));
    known_word(words, value).or(other).unwrap_or(Value::Null)
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
    let value = if value == "" { Value::Null } else { value };
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
    match value.as_str() {
        Some("") => Value::Null,
        Some(text) => text
            .split_once('T')
            .map_or_else(|| value.clone(), |(day, _)| json!(day)),
        None => value.clone(),
    }
}

/// `2026-03-01` as its first moment.
fn moment(value: &Value) -> Value {
    match value.as_str() {
        Some("") => Value::Null,
        Some(text) if text.len() == 10 => json!(format!("{text}T00:00:00Z")),
        _ => value.clone(),
    }
}

/// `"100.50"` as the number; another text stays, and is refused where numbers are read.
fn number(value: &Value) -> Value {
    match value.as_str().map(str::trim) {
        Some("") => Value::Null,
        Some(text) => match serde_json::from_str::<Value>(text) {
            Ok(number) if number.is_number() => number,
            _ => value.clone(),
        },
        None => value.clone(),
    }
}

/// The parts of an address in one text.
fn address(ours: &Value) -> Value {
    let parts = ["street", "postal_code", "city", "state", "country"];
    let there: Vec<&str> = parts
        .iter()
        .filter_map(|part| ours.get(*part)?.as_str())
        .collect();
    match there.as_slice() {
        [] => Value::Null,
        parts => json!(parts.join(", ")),
    }
}

fn text(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.to_string()),
        Value::Bool(flag) => json!(flag.to_string()),
        _ => value.clone(),
    }
}

/// What is no list yet is an empty one.
fn list(value: &Value) -> Value {
    match value {
        Value::Null => json!([]),
        _ => value.clone(),
    }
}

fn list_in(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let parts = text.split(',').map(str::trim);
            json!(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>())
        }
        Value::Array(items) => json!(items.iter().map(item_text).collect::<Vec<_>>()),
        _ => value.clone(),
    }
}

/// An attendee may be an object with an address or a name.
fn item_text(item: &Value) -> Value {
    let named = |key: &str| item.get(key).filter(|value| value.is_string()).cloned();
    let found = ["email", "name", "title", "label"]
        .into_iter()
        .find_map(named);
    found.unwrap_or_else(|| text(item))
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    In,
    Out,
}

/// Lines key by key; on the way in what the words do not name is left out.
fn lines(value: &Value, words: Words, way: Direction) -> Value {
    let Value::Array(lines) = value else {
        return match way {
            Direction::Out => list(value),
            Direction::In => value.clone(),
        };
    };
    let line = |line: &Value| {
        let mut out = Map::new();
        for (theirs, ours) in words {
            let (from, to) = match way {
                Direction::In => (theirs, ours),
                Direction::Out => (ours, theirs),
            };
            let found = line.get(*from).filter(|value| !value.is_null());
            match found {
                // What is computed from lines is not taken.
                Some(_) if way == Direction::In && matches!(*to, "net" | "tax" | "total") => {}
                Some(found) if way == Direction::In && *to == "product" => {
                    let text = found.as_str().unwrap_or_default();
                    if uuid::Uuid::parse_str(text).is_ok() {
                        out.entry((*to).to_owned()).or_insert(found.clone());
                    }
                }
                Some(found) if way == Direction::In => {
                    let numeric = !matches!(*to, "description" | "unit");
                    let value = if numeric {
                        number(found)
                    } else {
                        found.clone()
                    };
                    out.entry((*to).to_owned()).or_insert(value);
                }
                found => {
                    let value = found.cloned().unwrap_or(Value::Null);
                    if way == Direction::Out {
                        out.insert((*to).to_owned(), value);
                    }
                }
            }
        }
        Value::Object(out)
    };
    json!(lines.iter().map(line).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
