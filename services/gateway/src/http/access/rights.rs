//! What a profile permits with an entity, as JSON and back.

use rapport_kernel::{EntityRights, ErrorCode};
use rapport_schema::EntityDef;
use serde_json::{Map, Value, json};

use super::Reader;

/// Rights that need no entity to be understood.
const PLAIN: [&str; 7] = [
    "create", "read", "update", "delete", "export", "import", "bulk",
];

/// Fields every record is known by: they are never hidden.
const NEVER_HIDDEN: [&str; 2] = ["id", "version"];

/// Reads rights. What is absent is refused; export, import and bulk follow read, create and update. Without an entity
/// (the rights in all others) no action or field can be named.
pub(super) fn read(
    reader: &mut Reader,
    at: &str,
    value: &Value,
    entity: Option<&EntityDef>,
) -> EntityRights {
    let Value::Object(given) = value else {
        reader.invalid(at, "must be an object");
        return EntityRights::default();
    };
    let [create, read, update, delete, export, import, bulk] =
        PLAIN.map(|right| flag(reader, at, given, right));
    let (read, create, update) = (
        read.unwrap_or(false),
        create.unwrap_or(false),
        update.unwrap_or(false),
    );
    let mut rights = EntityRights {
        create,
        read,
        update,
        delete: delete.unwrap_or(false),
        export: export.unwrap_or(read),
        import: import.unwrap_or(create),
        bulk: bulk.unwrap_or(update),
        ..EntityRights::default()
    };
    for (key, value) in given {
        match (key.as_str(), entity) {
            (key, _) if PLAIN.contains(&key) => {}
            ("actions", Some(entity)) => actions(reader, at, value, entity, &mut rights),
            ("fields", Some(entity)) => fields(reader, at, value, entity, &mut rights),
            _ => reader.wrong(
                format!("{at}.{key}"),
                ErrorCode::UNKNOWN_FIELD,
                "is not known here",
            ),
        }
    }
    rights
}

fn flag(reader: &mut Reader, at: &str, given: &Map<String, Value>, right: &str) -> Option<bool> {
    match given.get(right)? {
        Value::Bool(flag) => Some(*flag),
        _ => {
            reader.invalid(&format!("{at}.{right}"), "must be true or false");
            None
        }
    }
}

fn actions(
    reader: &mut Reader,
    at: &str,
    value: &Value,
    entity: &EntityDef,
    rights: &mut EntityRights,
) {
    let Value::Object(given) = value else {
        return reader.invalid(&format!("{at}.actions"), "must be an object");
    };
    for (name, permitted) in given {
        let at = format!("{at}.actions.{name}");
        match (entity.action(name), permitted) {
            (Some(_), Value::Bool(true)) => {}
            (Some(_), Value::Bool(false)) => {
                rights.refused_actions.insert(name.clone());
            }
            (Some(_), _) => reader.invalid(&at, "must be true or false"),
            (None, _) => reader.wrong(
                at,
                ErrorCode::UNKNOWN_FIELD,
                format!("{} have no such action", entity.plural),
            ),
        }
    }
}

fn fields(
    reader: &mut Reader,
    at: &str,
    value: &Value,
    entity: &EntityDef,
    rights: &mut EntityRights,
) {
    let Value::Object(given) = value else {
        return reader.invalid(&format!("{at}.fields"), "must be an object");
    };
    for (name, right) in given {
        let at = format!("{at}.fields.{name}");
        if entity.field(name).is_none() {
            let message = format!("{} have no such field", entity.plural);
            reader.wrong(at, ErrorCode::UNKNOWN_FIELD, message);
            continue;
        }
        match right.as_str() {
            Some("edit") => {}
            Some("read") => {
                rights.readonly.insert(name.clone());
            }
            Some("hidden") if NEVER_HIDDEN.contains(&name.as_str()) => {
                reader.invalid(&at, "cannot be hidden");
            }
            Some("hidden") => {
                rights.hidden.insert(name.clone());
            }
            _ => reader.invalid(&at, "must be hidden, read or edit"),
        }
    }
}

/// Writes rights; of actions and fields what is not plainly permitted. What the entity no longer has is left out.
pub(super) fn write(rights: &EntityRights, entity: Option<&EntityDef>) -> Value {
    let mut written = json!({
        "create": rights.create,
        "read": rights.read,
        "update": rights.update,
        "delete": rights.delete,
        "export": rights.export,
        "import": rights.import,
        "bulk": rights.bulk,
    });
    let (Some(entity), Some(object)) = (entity, written.as_object_mut()) else {
        return written;
    };
    let refused = rights.refused_actions.iter();
    let actions: Map<String, Value> = refused
        .filter(|name| entity.action(name).is_some())
        .map(|name| (name.clone(), json!(false)))
        .collect();
    let readonly = rights.readonly.iter().map(|name| (name, "read"));
    let hidden = rights.hidden.iter().map(|name| (name, "hidden"));
    let fields: Map<String, Value> = readonly
        .chain(hidden)
        .filter(|(name, _)| entity.field(name).is_some())
        .map(|(name, right)| (name.clone(), json!(right)))
        .collect();
    object.insert("actions".to_owned(), Value::Object(actions));
    object.insert("fields".to_owned(), Value::Object(fields));
    written
}
