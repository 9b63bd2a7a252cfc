//! What a strategy says: the fields of which versions are kept.

use rapport_module_kit::serde_json::{Map, Value as Json};
use rapport_module_kit::{Record, Value};

/// What a field holds, to bring it back from JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Data,
}

/// The fields of which versions are kept.
const FIELDS: &[(&str, Kind)] = &[
    ("name", Kind::Text),
    ("tag", Kind::Text),
    ("description", Kind::Text),
    ("audience", Kind::Text),
    ("ai_objective", Kind::Text),
    ("steps", Kind::Data),
    ("tone", Kind::Text),
    ("creativity", Kind::Number),
    ("ai_instructions", Kind::Text),
    ("forbidden", Kind::Text),
    ("delay_min", Kind::Number),
    ("delay_max", Kind::Number),
    ("qualification_priority", Kind::Text),
    ("qualification_questions", Kind::Text),
    ("disqualification_criteria", Kind::Text),
    ("objection_handling", Kind::Text),
    ("closing", Kind::Text),
    ("booking_instructions", Kind::Text),
    ("example_conversation", Kind::Data),
    ("metrics", Kind::Data),
];

/// Whether two strategies say different things.
pub(super) fn differs(one: &Record, other: &Record) -> bool {
    FIELDS
        .iter()
        .any(|(field, _)| one.get(field) != other.get(field))
}

/// What a strategy says, as values of another one.
pub(super) fn copied(strategy: &Record) -> Record {
    let fields = FIELDS.iter();
    let values = fields.map(|(field, _)| (*field, strategy.get(field).clone()));
    values.filter(|(_, value)| !value.is_null()).collect()
}

/// What a strategy says, to be kept.
pub(super) fn kept(strategy: &Record) -> Json {
    let told = |value: &Value| match value {
        Value::Text(text) => Some(Json::from(text.as_str())),
        Value::Int(number) => Some(Json::from(*number)),
        Value::Json(data) => Some(data.clone()),
        _ => None,
    };
    let fields = FIELDS.iter();
    let filled = fields.filter_map(|(field, _)| Some((*field, told(strategy.get(field))?)));
    Json::Object(
        filled
            .map(|(field, value)| (field.to_owned(), value))
            .collect(),
    )
}

/// What was kept, as a change that brings all of it back; what was empty is emptied.
pub(super) fn brought_back(kept: &Json) -> Record {
    let nothing = Map::new();
    let kept = kept.as_object().unwrap_or(&nothing);
    let value = |field: &str, kind: Kind| match (kind, kept.get(field)) {
        (_, None) => Value::Null,
        (Kind::Text, Some(value)) => value
            .as_str()
            .map_or(Value::Null, |text| Value::Text(text.to_owned())),
        (Kind::Number, Some(value)) => value.as_i64().map_or(Value::Null, Value::Int),
        (Kind::Data, Some(value)) => Value::Json(value.clone()),
    };
    let fields = FIELDS.iter();
    fields
        .map(|(field, kind)| (*field, value(field, *kind)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_module_kit::json;

    #[test]
    fn what_is_kept_comes_back() {
        let strategy = Record::new()
            .with("name", Value::Text("Roofs".to_owned()))
            .with("creativity", Value::Int(7))
            .with("steps", Value::Json(json!(["Greet", "Ask"])))
            .with("owner", Value::Null);
        let back = brought_back(&kept(&strategy));
        assert!(!differs(&strategy, &back));
        assert!(back.has("tone") && back.get("tone").is_null());
        assert!(!back.has("owner"));
        let other = strategy.clone().with("tone", Value::Text("dry".to_owned()));
        assert!(differs(&other, &back));
        assert_eq!(copied(&other).text("tone"), Some("dry"));
    }
}
