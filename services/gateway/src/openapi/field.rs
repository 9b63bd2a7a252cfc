//! The JSON Schema of a field's values, as they are told and as they are taken.

use rapport_schema::{Choice, FieldDef, FieldType, LinkTarget};
use serde_json::{Map, Value, json};

/// Adds a field to the properties of an object; money has two keys.
pub(crate) fn add(properties: &mut Map<String, Value>, field: &FieldDef) {
    let key = field
        .name
        .strip_prefix("custom_fields.")
        .unwrap_or(&field.name);
    let mut schema = described(&field.kind);
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".to_owned(), json!(field.label));
        if let Some(help) = &field.help {
            object.insert("description".to_owned(), json!(help));
        }
    }
    properties.insert(key.to_owned(), schema);
    if matches!(field.kind, FieldType::Money) {
        let currency = json!({ "type": ["string", "null"], "pattern": "^[A-Z]{3}$" });
        properties.insert(format!("{key}_currency"), currency);
    }
}

/// The type of a value; every field may be empty.
fn described(kind: &FieldType) -> Value {
    match kind {
        FieldType::Text { max_length } => json!({ "type": NULL_STRING, "maxLength": max_length }),
        FieldType::LongText | FieldType::Phone | FieldType::Code { .. } => text(),
        FieldType::RichText => json!({ "type": NULL_STRING, "contentMediaType": "text/markdown" }),
        FieldType::Integer { min, max } => {
            let mut schema = json!({ "type": ["integer", "null"] });
            bounds(&mut schema, *min, *max);
            schema
        }
        FieldType::Decimal { min, max, .. } => {
            let mut schema = json!({ "type": NULL_NUMBER });
            bounds(&mut schema, *min, *max);
            schema
        }
        FieldType::Money => json!({ "type": NULL_NUMBER }),
        FieldType::Boolean => json!({ "type": ["boolean", "null"] }),
        FieldType::Date => formatted("date"),
        FieldType::DateTime => formatted("date-time"),
        FieldType::Email => formatted("email"),
        FieldType::Url => formatted("uri"),
        FieldType::Select { options } => choice(options.iter().map(value)),
        FieldType::MultiSelect { options } => {
            let values: Vec<&str> = options.iter().map(value).collect();
            json!({ "type": NULL_ARRAY, "items": { "type": "string", "enum": values } })
        }
        FieldType::Tags => json!({ "type": NULL_ARRAY, "items": { "type": "string" } }),
        FieldType::User
        | FieldType::Link {
            to: LinkTarget::One(_),
            ..
        } => formatted("uuid"),
        FieldType::Link { to, .. } => link(to),
        FieldType::State(machine) => choice(machine.states.iter().map(|one| one.name.as_str())),
        FieldType::Address => nullable("Address"),
        FieldType::Json => json!({}),
        FieldType::Lines { .. } => {
            json!({ "type": NULL_ARRAY, "items": { "$ref": "#/components/schemas/Line" } })
        }
        FieldType::Computed { result, .. } => described(result),
    }
}

const NULL_STRING: [&str; 2] = ["string", "null"];
const NULL_NUMBER: [&str; 2] = ["number", "null"];
const NULL_ARRAY: [&str; 2] = ["array", "null"];

fn text() -> Value {
    json!({ "type": NULL_STRING })
}

fn formatted(format: &str) -> Value {
    json!({ "type": NULL_STRING, "format": format })
}

fn value(choice: &Choice) -> &str {
    &choice.value
}

fn choice<'c>(values: impl Iterator<Item = &'c str>) -> Value {
    let mut all: Vec<Value> = values.map(Value::from).collect();
    all.push(Value::Null);
    json!({ "type": NULL_STRING, "enum": all })
}

fn link(to: &LinkTarget) -> Value {
    let mut entity = json!({ "type": "string" });
    if let (LinkTarget::Several(names), Some(object)) = (to, entity.as_object_mut()) {
        object.insert("enum".to_owned(), json!(names));
    }
    json!({
        "type": ["object", "null"],
        "required": ["entity", "id"],
        "properties": { "entity": entity, "id": { "type": "string", "format": "uuid" } },
    })
}

fn nullable(name: &str) -> Value {
    json!({ "anyOf": [{ "$ref": format!("#/components/schemas/{name}") }, { "type": "null" }] })
}

fn bounds(schema: &mut Value, min: Option<i64>, max: Option<i64>) {
    if let Some(object) = schema.as_object_mut() {
        for (key, bound) in [("minimum", min), ("maximum", max)] {
            if let Some(bound) = bound {
                object.insert(key.to_owned(), json!(bound));
            }
        }
    }
}
