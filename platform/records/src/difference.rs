//! What a change changed: old and new value per field, in wire form.

use rapport_schema::{EntityDef, FieldDef, Record};
use rapport_store::Difference;
use serde_json::{Map, Value};

/// Fields whose change is no news: they change with every write.
const SILENT: &[&str] = &[
    "id",
    "seq",
    "source",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "version",
];

/// The fields that differ between two states of a record, in the entity's order.
pub(crate) fn differences(
    entity: &EntityDef,
    before: Option<&Record>,
    after: &Record,
) -> Vec<Difference> {
    let empty = Record::new();
    let before = before.unwrap_or(&empty);
    entity
        .fields()
        .iter()
        .filter(|field| !SILENT.contains(&field.name.as_str()) && after.has(&field.name))
        .filter(|field| before.get(&field.name) != after.get(&field.name))
        .map(|field| Difference {
            field: field.name.clone(),
            old: wire(field, before),
            new: wire(field, after),
        })
        .collect()
}

/// One value in wire form: money as `{amount, currency}`, everything else as in the API.
pub(crate) fn wire(field: &FieldDef, record: &Record) -> Value {
    let mut object = Map::new();
    let value = record.get(&field.name);
    if value.is_null() {
        return Value::Null;
    }
    field.write_json(value, &mut object);
    if object.len() > 1 {
        return Value::Object(object);
    }
    object
        .into_iter()
        .next()
        .map(|(_, value)| value)
        .unwrap_or_default()
}

/// The wire value of a field by its name.
pub(crate) fn leaf_of(entity: &EntityDef, field: &str, record: &Record) -> Value {
    entity
        .field(field)
        .map_or(Value::Null, |field| wire(field, record))
}
