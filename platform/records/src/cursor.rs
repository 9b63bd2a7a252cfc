//! Page cursors: where a list goes on, opaque to clients.
//!
//! A cursor is URL-safe base64 of JSON: the sort order it belongs to and the last row's sort values as the store gave
//! them, each with a letter for its sort: they go back to the store unchanged.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rapport_kernel::{Error, ErrorCode, Result, Timestamp};
use rapport_schema::{SortKey, Value};
use serde_json::{Value as Json, json};

/// Writes the cursor of the row with these sort values, its id last.
pub(crate) fn encode(sort: &[SortKey], values: &[Value]) -> String {
    let values: Vec<Json> = values.iter().map(pack).collect();
    URL_SAFE_NO_PAD.encode(json!({ "s": order(sort), "v": values }).to_string())
}

/// Reads a cursor back. It must belong to the same sort order.
///
/// # Errors
/// `invalid` when the text is no cursor of this list.
pub(crate) fn decode(sort: &[SortKey], text: &str) -> Result<Vec<Value>> {
    let values = || -> Option<Vec<Value>> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let json: Json = serde_json::from_slice(&bytes).ok()?;
        if json.get("s")?.as_str()? != order(sort) {
            return None;
        }
        let list = json.get("v")?.as_array()?;
        let values: Vec<Value> = list.iter().map(unpack).collect::<Option<_>>()?;
        (values.len() == sort.len() + 1).then_some(values)
    };
    values()
        .ok_or_else(|| Error::field("cursor", ErrorCode::INVALID, "does not belong to this list"))
}

fn pack(value: &Value) -> Json {
    match value {
        Value::Bool(yes) => json!({ "b": yes }),
        Value::Int(number) => json!({ "i": number }),
        Value::Decimal(number) => json!({ "n": number.to_string() }),
        Value::Money(money) => json!({ "i": money.minor }),
        Value::Text(text) => json!({ "x": text }),
        Value::Id(id) | Value::Reference { id, .. } => json!({ "u": id }),
        Value::Date(date) => json!({ "d": date.to_string() }),
        Value::Time(moment) => json!({ "t": moment.as_micros() }),
        Value::Null | Value::List(_) | Value::Json(_) => Json::Null,
    }
}

fn unpack(json: &Json) -> Option<Value> {
    if json.is_null() {
        return Some(Value::Null);
    }
    let (letter, inner) = json.as_object()?.iter().next()?;
    Some(match letter.as_str() {
        "b" => Value::Bool(inner.as_bool()?),
        "i" => Value::Int(inner.as_i64()?),
        "n" => Value::Decimal(inner.as_str()?.parse().ok()?),
        "x" => Value::Text(inner.as_str()?.to_owned()),
        "u" => Value::Id(inner.as_str()?.parse().ok()?),
        "d" => Value::Date(inner.as_str()?.parse().ok()?),
        "t" => Value::Time(Timestamp::from_micros(inner.as_i64()?)),
        _ => return None,
    })
}

fn order(sort: &[SortKey]) -> String {
    let sign = |key: &SortKey| if key.descending { "-" } else { "" };
    let keys: Vec<String> = sort
        .iter()
        .map(|key| format!("{}{}", sign(key), key.field))
        .collect();
    keys.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_gives_back_what_it_was_given_and_only_to_its_list() {
        let key = |field: &str| SortKey {
            field: field.to_owned(),
            descending: true,
        };
        let values = vec![
            Value::Null,
            Value::Bool(true),
            Value::Int(-5),
            Value::Text("a \"b\"".to_owned()),
            Value::Decimal("1.50".parse().unwrap()),
            Value::Date("2026-01-31".parse().unwrap()),
            Value::Time(Timestamp::from_micros(7)),
            Value::Id(uuid::Uuid::nil()),
        ];
        let sort: Vec<SortKey> = "abcdefg"
            .chars()
            .map(|letter| key(&letter.to_string()))
            .collect();
        let text = encode(&sort, &values);
        assert_eq!(decode(&sort, &text).unwrap(), values);
        assert!(decode(&sort[1..], &text).is_err());
        assert!(decode(&sort, "no cursor").is_err());
        assert!(decode(&sort, &encode(&sort, &values[1..])).is_err());
    }
}
