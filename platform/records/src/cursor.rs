//! Page cursors: where a list goes on, opaque to clients.
//!
//! A cursor is URL-safe base64 of JSON: the sort order it belongs to and the last row's sort values in wire form.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rapport_kernel::{Error, Result};
use rapport_schema::{EntityDef, InputContext, SortKey, Value};

/// Writes the cursor of the row with these sort values (its id last).
pub(crate) fn encode(entity: &EntityDef, sort: &[SortKey], values: &[Value]) -> String {
    let mut wire = serde_json::Map::new();
    let mut list = Vec::with_capacity(values.len());
    for (key, value) in keys(sort).zip(values) {
        if let Some(field) = entity.field(key) {
            wire.clear();
            field.write_json(value, &mut wire);
            // A money field also writes its currency; only the amount is compared.
            list.push(match value {
                Value::Money(money) => serde_json::json!([money.minor, money.currency]),
                Value::Json(_) | Value::List(_) => serde_json::Value::Null,
                _ => wire.values().next().cloned().unwrap_or_default(),
            });
        }
    }
    let text = serde_json::json!({ "s": order(sort), "v": list }).to_string();
    URL_SAFE_NO_PAD.encode(text)
}

/// Reads a cursor back. It must belong to the same sort order.
///
/// # Errors
/// `invalid` when the text is no cursor of this list.
pub(crate) fn decode(
    entity: &EntityDef,
    sort: &[SortKey],
    text: &str,
    input: &InputContext,
) -> Result<Vec<Value>> {
    let foreign = || {
        Error::field(
            "cursor",
            rapport_kernel::ErrorCode::INVALID,
            "does not belong to this list",
        )
    };
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| foreign())?;
    let json: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
    if json.get("s").and_then(serde_json::Value::as_str) != Some(order(sort).as_str()) {
        return Err(foreign());
    }
    let list = json
        .get("v")
        .and_then(serde_json::Value::as_array)
        .ok_or_else(foreign)?;
    if list.len() != sort.len() + 1 {
        return Err(foreign());
    }
    keys(sort)
        .zip(list)
        .map(|(key, wire)| {
            let field = entity.field(key).ok_or_else(foreign)?;
            if let Some([minor, currency]) = wire.as_array().map(Vec::as_slice) {
                let currency = currency
                    .as_str()
                    .and_then(|code| code.parse().ok())
                    .ok_or_else(foreign)?;
                let minor = minor.as_i64().ok_or_else(foreign)?;
                return Ok(Value::Money(rapport_kernel::Money { minor, currency }));
            }
            field.parse(wire, input).map_err(|_| foreign())
        })
        .collect()
}

fn keys(sort: &[SortKey]) -> impl Iterator<Item = &str> {
    sort.iter()
        .map(|key| key.field.as_str())
        .chain(std::iter::once("id"))
}

fn order(sort: &[SortKey]) -> String {
    let keys: Vec<String> = sort
        .iter()
        .map(|key| format!("{}{}", if key.descending { "-" } else { "" }, key.field))
        .collect();
    keys.join(",")
}
