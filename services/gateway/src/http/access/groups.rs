//! A group as JSON: one key that says what it is, with an id.

use rapport_kernel::{Group, UserId};
use serde_json::{Value, json};

use super::Reader;
use crate::http::target::uuid;

/// Reads a group; a problem when it is none.
pub(super) fn read(reader: &mut Reader, key: &str, value: &Value) -> Option<Group> {
    let group = group(value);
    if group.is_none() {
        let message = "must name one of role, role_and_below, team and user with an id";
        reader.invalid(key, message);
    }
    group
}

fn group(value: &Value) -> Option<Group> {
    let object = value.as_object()?;
    let (kind, id) = object.iter().next().filter(|_| object.len() == 1)?;
    let id = uuid(id.as_str()?).ok()?;
    Some(match kind.as_str() {
        "role" => Group::Role(id),
        "role_and_below" | "roleAndBelow" => Group::RoleAndBelow(id),
        "team" => Group::Team(id),
        "user" => Group::User(UserId(id)),
        _ => return None,
    })
}

/// Writes a group.
pub(super) fn write(group: Group) -> Value {
    match group {
        Group::Role(id) => json!({ "role": id }),
        Group::RoleAndBelow(id) => json!({ "role_and_below": id }),
        Group::Team(id) => json!({ "team": id }),
        Group::User(id) => json!({ "user": id }),
    }
}
