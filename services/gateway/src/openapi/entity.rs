//! Component schemas of one entity: its records, what makes one, what changes one, and the input of its actions.

use rapport_schema::{ActionDef, EntityDef, FieldDef, FieldType, Presence};
use serde_json::{Map, Value, json};

use super::field;

/// `work_order` as `WorkOrder`.
pub(crate) fn type_name(name: &str) -> String {
    name.split(['_', '-', '.'])
        .flat_map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters)
        })
        .collect()
}

/// Adds all schemas of an entity.
pub(crate) fn add(schemas: &mut Map<String, Value>, entity: &EntityDef) {
    let name = type_name(&entity.name);
    schemas.insert(format!("{name}Record"), record(entity));
    schemas.insert(format!("{name}Input"), input(entity, true));
    schemas.insert(format!("{name}Change"), input(entity, false));
    for action in &entity.actions {
        schemas.insert(
            format!("{name}{}Input", type_name(&action.name)),
            action_input(action),
        );
    }
}

fn record(entity: &EntityDef) -> Value {
    let mut schema = object(entity.fields().iter(), &["id", "version"]);
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".to_owned(), json!(entity.label));
        object.insert("description".to_owned(), json!(entity.description));
    }
    schema
}

fn input(entity: &EntityDef, creating: bool) -> Value {
    let writable = || entity.fields().iter().filter(|field| is_writable(field));
    let required: Vec<&str> = writable()
        .filter(|field| creating && field.presence == Presence::Required && field.default.is_none())
        .map(|field| field.name.as_str())
        .filter(|name| !name.contains('.'))
        .collect();
    let mut schema = object(writable(), &required);
    if let Some(object) = schema.as_object_mut() {
        object.insert("additionalProperties".to_owned(), json!(false));
    }
    schema
}

fn is_writable(field: &FieldDef) -> bool {
    field.presence != Presence::ReadOnly && !matches!(field.kind, FieldType::Computed { .. })
}

fn action_input(action: &ActionDef) -> Value {
    let required = |field: &&FieldDef| field.presence == Presence::Required;
    let names: Vec<&str> = action
        .input
        .iter()
        .filter(required)
        .map(|field| field.name.as_str())
        .collect();
    let mut properties = Map::new();
    for one in &action.input {
        field::add(&mut properties, one);
    }
    json!({
        "type": "object",
        "title": action.label,
        "required": names,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// An object of fields, the custom ones of built-in entities nested.
fn object<'f>(fields: impl Iterator<Item = &'f FieldDef>, required: &[&str]) -> Value {
    let (mut properties, mut custom) = (Map::new(), Map::new());
    for one in fields {
        if one.name.starts_with("custom_fields.") {
            field::add(&mut custom, one);
        } else if one.name == "id" {
            properties.insert(
                "id".to_owned(),
                json!({ "type": "string", "format": "uuid" }),
            );
        } else {
            field::add(&mut properties, one);
        }
    }
    properties.insert(
        "custom_fields".to_owned(),
        json!({ "type": "object", "properties": custom }),
    );
    json!({ "type": "object", "required": required, "properties": properties })
}

/// A small example of a new record: its required fields and its title.
pub(crate) fn example(entity: &EntityDef) -> Value {
    let mut example = Map::new();
    for field in entity
        .fields()
        .iter()
        .filter(|field| is_writable(field) && !field.system)
    {
        let wanted = field.presence == Presence::Required || field.name == entity.title;
        if wanted && !field.name.contains('.') {
            example.insert(field.name.clone(), sample(field));
        }
    }
    Value::Object(example)
}

fn sample(field: &FieldDef) -> Value {
    if let Some(default) = &field.default {
        return rapport_schema::value_json(default);
    }
    match &field.kind {
        FieldType::Integer { min, .. } | FieldType::Decimal { min, .. } => {
            json!(min.unwrap_or(1).max(1))
        }
        FieldType::Money => json!(1200.5),
        FieldType::Boolean => json!(true),
        FieldType::Date => json!("2026-01-31"),
        FieldType::DateTime if field.name.starts_with("end") => {
            json!("2026-01-31T10:00:00.000000Z")
        }
        FieldType::DateTime => json!("2026-01-31T09:00:00.000000Z"),
        FieldType::Email => json!("ada@example.org"),
        FieldType::Url => json!("https://example.org"),
        FieldType::Select { options } => json!(options.first().map(|one| &one.value)),
        FieldType::MultiSelect { options } => {
            json!(
                options
                    .iter()
                    .take(1)
                    .map(|one| &one.value)
                    .collect::<Vec<_>>()
            )
        }
        FieldType::Tags => json!(["vip"]),
        FieldType::State(machine) => json!(machine.initial),
        FieldType::Link { .. } | FieldType::User => json!("019a2b3c-4d5e-7f80-9a1b-2c3d4e5f6071"),
        FieldType::Lines { .. } => json!([]),
        FieldType::Address | FieldType::Json => json!({}),
        _ => json!(field.label),
    }
}

#[cfg(test)]
mod tests {
    use super::type_name;

    #[test]
    fn names_become_types() {
        assert_eq!(type_name("work_order"), "WorkOrder");
        assert_eq!(type_name("deal"), "Deal");
    }
}
