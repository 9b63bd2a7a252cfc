//! From TOML to definitions. The vocabulary is closed; every error has a place and, where possible, a suggestion.
//!
//! `raw.rs` is the vocabulary as written (and the source of the JSON Schema for editors); the other files turn one part each
//! into its definition. Custom objects go the same way from JSON. What needs other entities is checked by
//! [`crate::SchemaSnapshot::build`].

mod action;
mod check;
pub(crate) mod field;
mod field_type;
pub(crate) mod raw;
mod sensitive;
mod source;
mod states;

use std::sync::Arc;

use crate::error::Findings;
use crate::load::check::{check_entity, mark_totals};
use crate::load::field::{FieldSource, build_field, machine_for};
use crate::load::raw::{RawEntity, RawField, RawFile, RawLayout, TypeName};
pub(crate) use crate::load::source::TomlSource;
use crate::names::{in_words, plural_of};
use crate::{
    BoardLayout, CalendarLayout, EntityDef, FieldDef, FieldType, Layout, SchemaError, Section,
    system_fields,
};

/// Reads one entity from TOML. `file` is named in errors, `module` is the one that brings it.
///
/// # Errors
/// Everything that is wrong with the file, each with line, column and a suggestion where there is one.
pub fn load_entity(toml: &str, file: &str, module: &str) -> Result<EntityDef, SchemaError> {
    let source = TomlSource::new(file, toml);
    let raw: RawFile = toml::from_str(toml).map_err(|error| SchemaError {
        problems: vec![source.parse_problem(&error)],
    })?;
    let mut findings = Findings::default();
    let mut entity = build_entity(&raw, &mut findings);
    if !findings.0.is_empty() {
        let problems = findings.0.into_iter();
        return Err(SchemaError {
            problems: problems.map(|finding| source.locate(finding)).collect(),
        });
    }
    module.clone_into(&mut entity.module);
    entity.source = Some(Arc::new(source));
    Ok(entity)
}

/// Builds and checks an entity by itself. With findings the result is not to be used.
pub(crate) fn build_entity(raw: &RawFile, findings: &mut Findings) -> EntityDef {
    let about = &raw.entity;
    let plural = about
        .plural
        .clone()
        .unwrap_or_else(|| plural_of(&about.name));
    let mut fields = build_fields(raw, findings);
    mark_totals(&mut fields, findings);
    let actions = raw
        .actions
        .iter()
        .map(|(name, action)| action::build_action(name, action, &fields, findings))
        .collect();
    let label = about.label.clone().unwrap_or_else(|| in_words(&about.name));
    let mut entity = EntityDef::named(&about.name, &plural);
    entity.label_plural = label_plural(about, &label, &plural);
    entity.label = label;
    entity.description = about.description.clone().unwrap_or_default();
    if let Some(icon) = &about.icon {
        entity.icon.clone_from(icon);
    }
    entity.group = about.group.clone().unwrap_or_default();
    entity.activity = about.activity;
    entity.child = about.child;
    entity.shared = about.shared;
    entity.assignee.clone_from(&about.assignee);
    entity.title = title_of(about, &fields);
    entity.actions = actions;
    fields.extend(system_fields());
    entity.set_fields(fields);
    entity.layout = build_layout(raw, &entity);
    entity.needing = fields_of_modules(raw);
    entity.made_of = made_fields(raw);
    check_entity(raw, &entity, findings);
    entity
}

fn label_plural(about: &RawEntity, label: &str, plural: &str) -> String {
    match (&about.label_plural, &about.label) {
        (Some(given), _) => given.clone(),
        (None, Some(_)) => plural_of(label),
        (None, None) => in_words(plural),
    }
}

fn build_fields(raw: &RawFile, findings: &mut Findings) -> Vec<FieldDef> {
    let mut fields = Vec::new();
    for (name, raw_field) in &raw.fields {
        let path = ["fields", name.as_str()];
        let machine = machine_for(name, raw_field, raw.states.get(name), &path, findings);
        let source = FieldSource {
            name,
            raw: raw_field,
            path: &path,
            machine,
        };
        fields.extend(build_field(&source, findings));
    }
    if let Some(pattern) = &raw.entity.code {
        let raw_field = RawField {
            kind: Some(TypeName::Code),
            pattern: Some(pattern.clone()),
            ..RawField::default()
        };
        let source = FieldSource {
            name: "code",
            raw: &raw_field,
            path: &["entity", "code"],
            machine: None,
        };
        fields.extend(build_field(&source, findings));
    }
    fields
}

/// The fields that name a module, with it.
fn fields_of_modules(raw: &RawFile) -> Vec<(String, String)> {
    let named = raw.fields.iter();
    named
        .filter_map(|(name, field)| Some((name.clone(), field.module.clone()?)))
        .collect()
}

fn made_fields(raw: &RawFile) -> Vec<(String, Vec<String>)> {
    let made = raw
        .fields
        .iter()
        .filter(|(_, field)| !field.made_of.is_empty());
    made.map(|(name, field)| (name.clone(), field.made_of.clone()))
        .collect()
}

/// The title field as given, else `name`, else `title`, else the first text.
fn title_of(about: &RawEntity, fields: &[FieldDef]) -> String {
    let named = |name: &str| fields.iter().find(|field| field.name == name);
    let first_text = || {
        fields
            .iter()
            .find(|field| matches!(field.kind, FieldType::Text { .. }))
    };
    about.title.clone().unwrap_or_else(|| {
        named("name")
            .or_else(|| named("title"))
            .or_else(first_text)
            .map_or_else(String::new, |field| field.name.clone())
    })
}

fn build_layout(raw: &RawFile, entity: &EntityDef) -> Layout {
    let RawLayout {
        list,
        board,
        calendar,
    } = &raw.layout;
    Layout {
        list: list.clone().unwrap_or_else(|| default_list(entity)),
        board: board.as_ref().map(|board| BoardLayout {
            state: board.state.clone(),
            card: board.card.clone(),
            sum: board.sum.clone(),
        }),
        calendar: calendar.as_ref().map(|calendar| CalendarLayout {
            start: calendar.start.clone(),
            end: calendar.end.clone(),
            color: calendar.color.clone(),
        }),
        sections: raw
            .sections
            .iter()
            .map(|(name, section)| Section {
                name: name.clone(),
                label: section.label.clone().unwrap_or_else(|| in_words(name)),
            })
            .collect(),
    }
}

fn default_list(entity: &EntityDef) -> Vec<String> {
    let mut list = vec![entity.title.clone()];
    list.extend(entity.states().map(|(field, _)| field.name.clone()));
    list.extend(["owner", "updated_at"].map(str::to_owned));
    list
}

/// The JSON Schema of an entity's TOML file, for editors.
#[must_use]
pub fn toml_json_schema() -> serde_json::Value {
    schemars::schema_for!(RawFile).to_value()
}

#[cfg(test)]
pub(crate) mod tests;
