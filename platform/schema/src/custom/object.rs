//! A custom object from JSON.

use indexmap::IndexMap;
use rapport_kernel::{ErrorCode, FieldError};
use serde_json::{Map, Value as Json};

use super::{
    Content, CustomDefinition, Outcome, field, merged, name_of, named, normalised, refuse, text,
};
use crate::error::Findings;
use crate::load::build_entity;
use crate::load::raw::{RawEntity, RawField, RawFile, RawLayout, RawSearch, RawStates, TypeName};
use crate::names::plural_of;
use crate::{EntityDef, SchemaSnapshot, Table};

/// Keys of an object's definition.
const KEYS: &[&str] = &[
    "name",
    "plural",
    "label",
    "label_plural",
    "description",
    "icon",
    "group",
    "title",
    "code",
    "shared",
    "fields",
];

/// Most custom objects of a tenant.
const MOST: usize = 100;

pub(super) fn new_entity(
    schema: &SchemaSnapshot,
    given: &Map<String, Json>,
) -> Outcome<CustomDefinition> {
    let mut body = normalised(given, KEYS)?;
    let name = named(&body, "object", |name| {
        schema.entity(name).is_none() && schema.by_plural(&plural_of(name)).is_none()
    })?;
    let plural = text(&body, "plural").unwrap_or_else(|| plural_of(&name));
    body.insert("name".to_owned(), Json::String(name));
    body.insert("plural".to_owned(), Json::String(plural));
    let definition = from_body(body)?;
    let Content::Entity(entity) = &definition.content else {
        return Ok(definition);
    };
    for (key, other) in [
        ("name", schema.entity(&entity.name)),
        ("plural", schema.by_plural(&entity.plural)),
    ] {
        if let Some(other) = other {
            let message = format!("there is an entity `{}` already", other.name);
            return Err(vec![refuse(key, ErrorCode::DUPLICATE, message)]);
        }
    }
    let count = schema.entities().iter().filter(|entity| entity.custom);
    if count.count() >= MOST {
        let message = format!("there are {MOST} custom objects already");
        return Err(vec![refuse("name", ErrorCode::INVALID, message)]);
    }
    check_links(schema, entity)?;
    Ok(definition)
}

pub(super) fn changed_entity(
    schema: &SchemaSnapshot,
    old: &Json,
    given: &Map<String, Json>,
) -> Outcome<CustomDefinition> {
    let body = merged(old, given, KEYS, &["name", "plural"])?;
    let before = from_body(old.as_object().cloned().unwrap_or_default())?;
    let definition = from_body(body)?;
    let (Content::Entity(before), Content::Entity(after)) = (&before.content, &definition.content)
    else {
        return Ok(definition);
    };
    for field in after.fields() {
        let old = before.field(&field.name);
        if old.is_some_and(|old| old.kind.column() != field.kind.column()) {
            let key = format!("fields.{}.type", field.name);
            return Err(vec![refuse(&key, ErrorCode::INVALID, "cannot be changed")]);
        }
    }
    check_links(schema, after)?;
    Ok(definition)
}

/// An object may link to itself.
fn check_links(schema: &SchemaSnapshot, entity: &EntityDef) -> Outcome<()> {
    let mut all = schema.entities().to_vec();
    all.push(std::sync::Arc::new(entity.clone()));
    let with_entity = SchemaSnapshot::gather(all);
    let own = entity.fields().iter().filter(|field| !field.system);
    let errors: Vec<FieldError> = own
        .filter_map(|field| {
            let message = with_entity.link_problem(field)?;
            let key = format!("fields.{}.to", field.name);
            Some(refuse(&key, ErrorCode::INVALID, message))
        })
        .collect();
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

pub(super) fn from_body(body: Map<String, Json>) -> Outcome<CustomDefinition> {
    let name = name_of(&body)?;
    let mut raw = RawFile {
        entity: RawEntity {
            name: name.clone(),
            plural: text(&body, "plural"),
            label: text(&body, "label"),
            label_plural: text(&body, "label_plural"),
            description: text(&body, "description"),
            icon: text(&body, "icon"),
            group: text(&body, "group").or_else(|| Some("Custom".to_owned())),
            title: text(&body, "title"),
            owner: None,
            assignee: None,
            code: text(&body, "code"),
            activity: false,
            child: false,
            shared: body.get("shared") == Some(&Json::Bool(true)),
        },
        fields: IndexMap::new(),
        states: IndexMap::new(),
        actions: IndexMap::new(),
        sections: IndexMap::new(),
        layout: RawLayout::default(),
    };
    read_fields(&body, &mut raw.fields, &mut raw.states)?;
    let mut findings = Findings::default();
    let mut entity = build_entity(&raw, &mut findings);
    if !findings.0.is_empty() {
        let errors = findings.into_field_errors().into_iter();
        return Err(errors.map(with_key_as_sent).collect());
    }
    entity.custom = true;
    "custom".clone_into(&mut entity.module);
    entity.table = Table::Shared;
    Ok(CustomDefinition {
        name,
        body,
        content: Content::Entity(Box::new(entity)),
    })
}

/// `entity.code.pattern` of TOML is `code` here.
fn with_key_as_sent(error: FieldError) -> FieldError {
    let field = match error.field.strip_prefix("entity.") {
        Some(key) => key.split('.').next().unwrap_or(key).to_owned(),
        None => error.field,
    };
    FieldError { field, ..error }
}

/// Reads `fields`; an object without a short text gets a `name`.
fn read_fields(
    body: &Map<String, Json>,
    fields: &mut IndexMap<String, RawField>,
    states: &mut IndexMap<String, RawStates>,
) -> Outcome<()> {
    let given: &[Json] = match body.get("fields") {
        None => &[],
        Some(Json::Array(list)) => list,
        Some(_) => {
            let message = "must be a list of fields";
            return Err(vec![refuse("fields", ErrorCode::INVALID, message)]);
        }
    };
    for (at, field) in given.iter().enumerate() {
        let is_free = |name: &str| !fields.contains_key(name);
        let (name, raw, machine) =
            read_field(field, is_free).map_err(|errors| prefixed(errors, at))?;
        if fields.contains_key(&name) {
            let message = format!("the field `{name}` is there twice");
            return Err(vec![refuse(
                &format!("fields.{at}.name"),
                ErrorCode::DUPLICATE,
                message,
            )]);
        }
        states.extend(machine.map(|machine| (name.clone(), machine)));
        fields.insert(name, raw);
    }
    let is_text = |field: &RawField| field.kind == Some(TypeName::Text);
    if !body.contains_key("title") && !fields.values().any(is_text) {
        fields.shift_insert(0, "name".to_owned(), name_field());
    }
    Ok(())
}

fn name_field() -> RawField {
    RawField {
        kind: Some(TypeName::Text),
        required: true,
        search: Some(RawSearch::High),
        ..RawField::default()
    }
}

fn read_field(
    field: &Json,
    is_free: impl Fn(&str) -> bool,
) -> Outcome<(String, RawField, Option<RawStates>)> {
    let Json::Object(given) = field else {
        return Err(vec![refuse(
            "type",
            ErrorCode::INVALID,
            "must be an object",
        )]);
    };
    let mut body = normalised(given, field::KEYS)?;
    let name = named(&body, "field", is_free)?;
    // The label a name was made from stays as it was written.
    body.remove("name");
    let (raw, states) = field::read(&body)?;
    Ok((name, raw, states))
}

fn prefixed(errors: Vec<FieldError>, at: usize) -> Vec<FieldError> {
    let each = errors.into_iter().map(|error| FieldError {
        field: format!("fields.{at}.{}", error.field),
        ..error
    });
    each.collect()
}
