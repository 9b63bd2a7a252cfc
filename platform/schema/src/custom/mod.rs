//! Custom fields and custom objects: definitions an administrator makes at run time, from JSON instead of TOML.
//!
//! The JSON of a field has the keys of `[fields.<name>]` with `name` and, for state fields, `states` beside them. A definition is
//! checked when it is made; [`crate::SchemaSnapshot::with_custom`] then puts it beside the built-in entities.

mod field;
mod object;
mod snapshot;

#[cfg(test)]
mod tests;

use rapport_kernel::{ErrorCode, FieldError};
use serde_json::{Map, Value as Json};

use crate::names::{did_you_mean, snake_case};
use crate::storage::CUSTOM;
use crate::{EntityDef, FieldDef, SchemaSnapshot};

/// A custom field or object, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomDefinition {
    /// The field's name without `custom_fields.`, or the object's name.
    pub name: String,
    body: Map<String, Json>,
    content: Content,
}

/// What a definition defines.
#[derive(Clone, Debug, PartialEq)]
enum Content {
    Field {
        entity: String,
        field: Box<FieldDef>,
    },
    Entity(Box<EntityDef>),
}

type Outcome<T> = Result<T, Vec<FieldError>>;

impl CustomDefinition {
    /// A new field of an entity from the body of `POST /meta/entities/{entity}/fields`.
    ///
    /// # Errors
    /// What is wrong, by key.
    pub fn new_field(entity: &EntityDef, given: &Map<String, Json>) -> Outcome<Self> {
        field::new_field(entity, given)
    }

    /// A field with some of its keys changed; null takes a key away. Name and type stay.
    ///
    /// # Errors
    /// What is wrong, by key.
    pub fn changed_field(
        entity: &EntityDef,
        old: &Json,
        given: &Map<String, Json>,
    ) -> Outcome<Self> {
        field::changed_field(entity, old, given)
    }

    /// A new object from the body of `POST /meta/entities`.
    ///
    /// # Errors
    /// What is wrong, by key; fields are named `fields.<name>`.
    pub fn new_entity(schema: &SchemaSnapshot, given: &Map<String, Json>) -> Outcome<Self> {
        object::new_entity(schema, given)
    }

    /// An object with some of its keys changed. Its name, its plural and the types of its fields stay.
    ///
    /// # Errors
    /// What is wrong, by key.
    pub fn changed_entity(
        schema: &SchemaSnapshot,
        old: &Json,
        given: &Map<String, Json>,
    ) -> Outcome<Self> {
        object::changed_entity(schema, old, given)
    }

    /// Reads a stored definition.
    ///
    /// # Errors
    /// What is wrong, by key.
    pub fn from_json(body: &Json) -> Outcome<Self> {
        let body = body.as_object().cloned().unwrap_or_default();
        if body.contains_key("type") {
            field::from_body(body)
        } else {
            object::from_body(body)
        }
    }

    /// The definition to be stored; [`CustomDefinition::from_json`] reads it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::Object(self.body.clone())
    }

    /// The name among definitions of its kind: `deal.region` for a field, the name of an object.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.content {
            Content::Field { entity, .. } => format!("{entity}.{}", self.name),
            Content::Entity(_) => self.name.clone(),
        }
    }

    /// The field's name in filters and on records: `custom_fields.region`.
    #[must_use]
    pub fn field_name(&self) -> String {
        format!("{CUSTOM}{}", self.name)
    }
}

fn refuse(key: &str, code: ErrorCode, message: impl Into<String>) -> FieldError {
    FieldError {
        field: key.to_owned(),
        code: code.name,
        message: message.into(),
    }
}

/// The keys in one case, without nulls. Refuses keys that are not known.
fn normalised(given: &Map<String, Json>, known: &[&str]) -> Outcome<Map<String, Json>> {
    let mut keys = Map::new();
    let mut errors = Vec::new();
    for (key, value) in given {
        let name = snake_case(key);
        if !known.contains(&name.as_str()) {
            let suggestion = did_you_mean(&name, known.iter().copied());
            let message = format!("unknown key `{key}`{suggestion}");
            errors.push(refuse(key, ErrorCode::UNKNOWN_FIELD, message));
        } else if !value.is_null() {
            keys.insert(name, value.clone());
        }
    }
    if errors.is_empty() {
        Ok(keys)
    } else {
        Err(errors)
    }
}

/// The old keys with the given ones laid over; null takes one away. Refuses to change what must stay.
fn merged(
    old: &Json,
    given: &Map<String, Json>,
    known: &[&str],
    fixed: &[&str],
) -> Outcome<Map<String, Json>> {
    normalised(given, known)?;
    let mut body = old.as_object().cloned().unwrap_or_default();
    let mut errors = Vec::new();
    for (key, value) in given {
        let name = snake_case(key);
        let is_same = body.get(&name).unwrap_or(&Json::Null) == value;
        if fixed.contains(&name.as_str()) && !is_same {
            errors.push(refuse(key, ErrorCode::INVALID, "cannot be changed"));
        } else if value.is_null() {
            body.remove(&name);
        } else {
            body.insert(name, value.clone());
        }
    }
    if errors.is_empty() {
        Ok(body)
    } else {
        Err(errors)
    }
}

/// Highest number of a name without letters.
const MOST_NUMBER: u32 = 1000;

/// The text of a key.
fn text(body: &Map<String, Json>, key: &str) -> Option<String> {
    let text = body.get(key).and_then(Json::as_str).map(str::trim);
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The name given, or one made from the label.
fn name_of(body: &Map<String, Json>) -> Outcome<String> {
    named(body, "", |_| true)
}

/// The name given, or one made from the label; a label without a letter that Latin knows becomes a number behind `stem`:
/// the first name that is free.
fn named(body: &Map<String, Json>, stem: &str, is_free: impl Fn(&str) -> bool) -> Outcome<String> {
    let has_letters = |label: &String| label.chars().any(char::is_alphanumeric);
    let numbered = || {
        let mut names = (1..=MOST_NUMBER).map(|number| format!("{stem}_{number}"));
        names.find(|name| is_free(name)).unwrap_or_default()
    };
    let from_label = || {
        let label = text(body, "label")?;
        let name = crate::names::name_from(&label);
        Some(
            match name.is_empty() && !stem.is_empty() && has_letters(&label) {
                true => numbered(),
                false => name,
            },
        )
    };
    let name = text(body, "name").or_else(from_label).unwrap_or_default();
    if crate::names::is_name(&name) {
        return Ok(name);
    }
    let (key, message) = if body.contains_key("name") {
        (
            "name",
            "must be lower case letters, digits and single underscores",
        )
    } else {
        ("label", "is required, with at least one letter")
    };
    Err(vec![refuse(key, ErrorCode::REQUIRED, message)])
}
