//! The checklist of a task: items of text that are done or not.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result, Value, json};

/// Most items.
const MOST: usize = 100;

/// Most characters of one item.
const LONGEST: usize = 500;

/// Rule of tasks: a checklist is a list of `{text, done}`. A text alone is an item that is not done.
pub(crate) fn check_list(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let Some(list) = after.json("checklist") else {
        return Ok(());
    };
    let checked = match list {
        Json::Array(items) if items.len() > MOST => Err(format!("has more than {MOST} items")),
        Json::Array(items) => items
            .iter()
            .map(item)
            .collect::<Result<Vec<Json>, String>>(),
        _ => Err("must be a list of items".to_owned()),
    };
    let items =
        checked.map_err(|message| Error::field("checklist", ErrorCode::INVALID, message))?;
    let value = match items.is_empty() {
        true => Value::Null,
        false => Value::Json(Json::Array(items)),
    };
    after.set("checklist", value);
    Ok(())
}

fn item(given: &Json) -> Result<Json, String> {
    let (text, done) = match given {
        Json::String(text) => (Some(text.as_str()), false),
        Json::Object(parts) => {
            if let Some(other) = parts.keys().find(|key| *key != "text" && *key != "done") {
                return Err(format!("an item has `text` and `done`, not `{other}`"));
            }
            let done = match parts.get("done") {
                None | Some(Json::Null) => false,
                Some(Json::Bool(done)) => *done,
                Some(_) => return Err("`done` of an item is true or false".to_owned()),
            };
            (parts.get("text").and_then(Json::as_str), done)
        }
        _ => (None, false),
    };
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let text = text.ok_or("an item needs a `text`")?;
    if text.chars().count() > LONGEST {
        return Err(format!("an item has more than {LONGEST} characters"));
    }
    Ok(json!({ "text": text, "done": done }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_have_a_text_and_are_done_or_not() {
        let ok = |given: Json, text: &str, done: bool| {
            assert_eq!(item(&given), Ok(json!({ "text": text, "done": done })));
        };
        ok(json!(" Call "), "Call", false);
        ok(json!({ "text": "Call", "done": true }), "Call", true);
        ok(json!({ "text": "Call" }), "Call", false);
        let wrong = [
            json!(7),
            json!(" "),
            json!({ "done": true }),
            json!({ "text": "a", "done": "yes" }),
            json!({ "text": "a", "color": "red" }),
            json!("a".repeat(501)),
        ];
        for given in wrong {
            assert!(item(&given).is_err(), "{given}");
        }
    }
}
