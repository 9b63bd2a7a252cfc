//! A custom field from JSON.

use rapport_kernel::{ErrorCode, FieldError};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::{Content, CustomDefinition, Outcome, merged, name_of, named, normalised, refuse};
use crate::error::Findings;
use crate::expression;
use crate::load::field::{FieldSource, build_field, machine_for};
use crate::load::raw::{RawField, RawStates, TypeName};
use crate::names::did_you_mean;
use crate::storage::CUSTOM;
use crate::{EntityDef, FieldDef};

/// Keys of a field's definition.
pub(super) const KEYS: &[&str] = &[
    "name",
    "entity",
    "type",
    "label",
    "help",
    "required",
    "readonly",
    "default",
    "search",
    "sensitive",
    "section",
    "max_length",
    "min",
    "max",
    "scale",
    "options",
    "to",
    "on_delete",
    "expression",
    "result",
    "states",
];

/// What values in the store depend on.
const FIXED: &[&str] = &["name", "entity", "type", "to", "scale", "result"];

/// Most custom fields of an entity.
const MOST: usize = 200;

pub(super) fn new_field(
    entity: &EntityDef,
    given: &Map<String, Json>,
) -> Outcome<CustomDefinition> {
    let mut body = normalised(given, KEYS)?;
    let is_free = |name: &str| taken(entity, name).is_none();
    let name = named(&body, "field", is_free)?;
    body.insert("name".to_owned(), Json::String(name.clone()));
    body.insert("entity".to_owned(), Json::String(entity.name.clone()));
    if let Some(message) = taken(entity, &name) {
        return Err(vec![refuse("name", ErrorCode::DUPLICATE, message)]);
    }
    let definition = from_body(body)?;
    check_within(entity, &definition)?;
    Ok(definition)
}

pub(super) fn changed_field(
    entity: &EntityDef,
    old: &Json,
    given: &Map<String, Json>,
) -> Outcome<CustomDefinition> {
    let definition = from_body(merged(old, given, KEYS, FIXED)?)?;
    check_within(entity, &definition)?;
    Ok(definition)
}

pub(super) fn from_body(body: Map<String, Json>) -> Outcome<CustomDefinition> {
    let name = name_of(&body)?;
    let entity = super::text(&body, "entity").unwrap_or_default();
    let mut field = build(&body, &name)?;
    field.name = format!("{CUSTOM}{name}");
    field.custom = true;
    Ok(CustomDefinition {
        name,
        body,
        content: Content::Field {
            entity,
            field: Box::new(field),
        },
    })
}

/// Why a name cannot be used for a new field, if so.
fn taken(entity: &EntityDef, name: &str) -> Option<String> {
    let custom = format!("{CUSTOM}{name}");
    let currency_of = custom.strip_suffix("_currency");
    let is_taken = entity.field(name).is_some()
        || entity.field(&custom).is_some()
        || entity.field(&format!("{custom}_currency")).is_some()
        || currency_of.is_some_and(|money| entity.field(money).is_some());
    if is_taken {
        return Some(format!("{} has a field `{name}` already", entity.name));
    }
    let count = entity.fields().iter().filter(|field| field.custom).count();
    (count >= MOST).then(|| format!("{} has {MOST} custom fields already", entity.name))
}

/// What depends on the entity: its sections, the fields an expression reads.
fn check_within(entity: &EntityDef, definition: &CustomDefinition) -> Outcome<()> {
    let Content::Field { field, .. } = &definition.content else {
        return Ok(());
    };
    if let Some(section) = &field.section {
        let names = entity
            .layout
            .sections
            .iter()
            .map(|known| known.name.as_str());
        if !names.clone().any(|name| name == section) {
            let message = format!(
                "unknown section `{section}`{}",
                did_you_mean(section, names)
            );
            return Err(vec![refuse("section", ErrorCode::INVALID, message)]);
        }
    }
    let mut with_field = entity.clone();
    super::snapshot::add_fields(&mut with_field, std::iter::once(field.as_ref().clone()));
    let problems = expression::problems(&with_field).into_iter();
    let own = problems.filter(|(name, _)| *name == field.name);
    let errors: Vec<FieldError> = own
        .map(|(_, message)| refuse("expression", ErrorCode::INVALID, message))
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// The definition of one field; the name is plain.
fn build(body: &Map<String, Json>, name: &str) -> Outcome<FieldDef> {
    let (raw, states) = read(body)?;
    let mut findings = Findings::default();
    let machine = machine_for(name, &raw, states.as_ref(), &[], &mut findings);
    let source = FieldSource {
        name,
        raw: &raw,
        path: &[],
        machine,
    };
    let field = build_field(&source, &mut findings);
    match field {
        Some(field) if findings.0.is_empty() => Ok(field),
        _ => Err(findings
            .into_field_errors()
            .into_iter()
            .map(|error| FieldError {
                field: match error.field.strip_prefix(&format!("states.{name}")) {
                    Some(_) => "states".to_owned(),
                    None if error.field.is_empty() => "type".to_owned(),
                    None => error.field,
                },
                ..error
            })
            .collect()),
    }
}

/// Reads the keys of a field one by one, so that each error names its key.
pub(super) fn read(body: &Map<String, Json>) -> Outcome<(RawField, Option<RawStates>)> {
    let mut keys = body.clone();
    keys.remove("name");
    keys.remove("entity");
    let states = match keys.remove("states") {
        Some(states) => Some(read_as("states", states)?),
        None => None,
    };
    let mut errors = Vec::new();
    for (key, value) in &keys {
        let alone = Map::from_iter([(key.clone(), value.clone())]);
        if let Err(mut error) = read_as::<RawField>(key, Json::Object(alone)) {
            errors.append(&mut error);
        }
    }
    if !keys.contains_key("type") {
        errors.push(refuse("type", ErrorCode::REQUIRED, "is required"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let raw: RawField = read_as("type", Json::Object(keys))?;
    if matches!(raw.kind, Some(TypeName::Lines | TypeName::Code)) {
        let message = "a custom field cannot have this type";
        return Err(vec![refuse("type", ErrorCode::INVALID, message)]);
    }
    Ok((raw, states))
}

fn read_as<T: DeserializeOwned>(key: &str, json: Json) -> Outcome<T> {
    serde_json::from_value(json).map_err(|error| {
        let message = error.to_string();
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let suggestion = match quoted.split_first() {
            Some((unknown, known)) if message.starts_with("unknown ") => {
                did_you_mean(unknown, known.iter().copied())
            }
            _ => String::new(),
        };
        let message = format!("{message}{suggestion}");
        vec![refuse(key, ErrorCode::INVALID, message)]
    })
}
