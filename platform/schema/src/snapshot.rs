//! All entities of a tenant at one moment. Immutable: a change makes a new snapshot.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::error::{Finding, Problem};
use crate::names::did_you_mean;
use crate::{ChosenBy, EntityDef, FieldDef, FieldType, LinkTarget, SchemaError, entity_meta};

/// The entities, by name and by plural. Cheap to share, never changed.
#[derive(Clone, Debug, Default)]
pub struct SchemaSnapshot {
    entities: Vec<Arc<EntityDef>>,
    by_name: HashMap<String, usize>,
    by_plural: HashMap<String, usize>,
    version: String,
}

impl SchemaSnapshot {
    /// Puts entities together and checks what goes across them: names used twice, links to unknown entities.
    ///
    /// # Errors
    /// Every problem, with file and line where the entity came from a file.
    pub fn build(entities: Vec<EntityDef>) -> Result<Self, SchemaError> {
        Self::gather(entities.into_iter().map(Arc::new).collect()).checked()
    }

    /// The same entities as they are for somebody who does not see all of them, or not all of each.
    #[must_use]
    pub fn seen_as(&self, seen: Vec<Arc<EntityDef>>) -> Self {
        Self::gather(seen)
    }

    /// This snapshot, if what goes across entities is right.
    pub(crate) fn checked(self) -> Result<Self, SchemaError> {
        let problems = self.problems();
        if problems.is_empty() {
            Ok(self)
        } else {
            Err(SchemaError { problems })
        }
    }

    /// Without checks, for entities that were checked before.
    pub(crate) fn gather(entities: Vec<Arc<EntityDef>>) -> Self {
        let index = |key: fn(&EntityDef) -> &String| {
            let places = entities.iter().enumerate();
            places
                .map(|(at, entity)| (key(entity).clone(), at))
                .collect()
        };
        Self {
            by_name: index(|entity| &entity.name),
            by_plural: index(|entity| &entity.plural),
            version: version_of(&entities),
            entities,
        }
    }

    /// The entity of that name.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<&Arc<EntityDef>> {
        self.by_name.get(name).and_then(|at| self.entities.get(*at))
    }

    /// The entity of that name in paths.
    #[must_use]
    pub fn by_plural(&self, plural: &str) -> Option<&Arc<EntityDef>> {
        self.by_plural
            .get(plural)
            .and_then(|at| self.entities.get(*at))
    }

    /// All entities in the order they were given.
    #[must_use]
    pub fn entities(&self) -> &[Arc<EntityDef>] {
        &self.entities
    }

    /// Changes whenever a definition does; the same definitions have the same version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The JSON Schema of an entity's TOML file, for editors.
    #[must_use]
    pub fn json_schema() -> Json {
        crate::load::toml_json_schema()
    }

    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (at, entity) in self.entities.iter().enumerate() {
            for (key, table) in [("name", &self.by_name), ("plural", &self.by_plural)] {
                let name = if key == "name" {
                    &entity.name
                } else {
                    &entity.plural
                };
                // The index keeps the last of several.
                let other = table.get(name).filter(|last| **last != at);
                if let Some(other) = other.and_then(|last| self.entities.get(*last)) {
                    let message = format!("`{name}` is also the {key} of entity `{}`", other.name);
                    problems.push(place(entity, &["entity", key], message));
                }
            }
            for field in entity.fields().iter().filter(|field| !field.system) {
                let message = self.link_problem(field);
                let path = ["fields", field.name.as_str(), "to"];
                problems.extend(message.map(|message| place(entity, &path, message)));
            }
            for (field, machine) in entity.states() {
                let message = machine
                    .chosen_by
                    .as_ref()
                    .and_then(|by| self.choice_problem(entity, by));
                let path = ["states", field.name.as_str(), "chosen_by"];
                problems.extend(message.map(|message| place(entity, &path, message)));
            }
            for action in &entity.actions {
                for input in &action.input {
                    let message = self.link_problem(input);
                    let path = ["actions", &action.name, "input", &input.name, "to"];
                    problems.extend(message.map(|message| place(entity, &path, message)));
                }
            }
        }
        problems
    }

    /// What is wrong with the record that chooses among states: a link to one entity, with a list and a json field there.
    fn choice_problem(&self, entity: &EntityDef, by: &ChosenBy) -> Option<String> {
        let Some(FieldType::Link {
            to: LinkTarget::One(target),
            ..
        }) = entity.field(&by.link).map(|field| &field.kind)
        else {
            return Some(format!("`{}` is not a link to one entity", by.link));
        };
        // An unknown target is told of the link itself.
        let target = self.entity(target)?;
        let is_list = |field: &FieldDef| {
            matches!(field.kind, FieldType::MultiSelect { .. } | FieldType::Tags)
        };
        if !target.field(&by.states).is_some_and(is_list) {
            let message = format!("`{}` is no list field of `{}`", by.states, target.name);
            return Some(message);
        }
        let settings = by.settings.as_ref()?;
        let is_json = |field: &FieldDef| matches!(field.kind, FieldType::Json);
        (!target.field(settings).is_some_and(is_json))
            .then(|| format!("`{settings}` is no json field of `{}`", target.name))
    }

    /// What is wrong with the targets of a link, if it is one.
    pub(crate) fn link_problem(&self, field: &FieldDef) -> Option<String> {
        let FieldType::Link { to, .. } = &field.kind else {
            return None;
        };
        let targets: &[String] = match to {
            LinkTarget::Any => &[],
            LinkTarget::One(one) => std::slice::from_ref(one),
            LinkTarget::Several(several) => several,
        };
        let unknown = targets.iter().find(|name| self.entity(name).is_none())?;
        let names = self.entities.iter().map(|entity| entity.name.as_str());
        let suggestion = did_you_mean(unknown, names);
        Some(format!(
            "`{}` links to the unknown entity `{unknown}`{suggestion}",
            field.name
        ))
    }
}

/// A problem with the place of its key in the entity's file.
fn place(entity: &EntityDef, path: &[&str], message: String) -> Problem {
    match &entity.source {
        Some(source) => source.locate(Finding {
            path: path.iter().map(|&key| key.to_owned()).collect(),
            message,
        }),
        None => Problem {
            file: entity.name.clone(),
            line: 0,
            column: 0,
            message,
        },
    }
}

/// FNV-1a over everything a client can see of the definitions, so that all processes agree on it.
fn version_of(entities: &[Arc<EntityDef>]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for entity in entities {
        for byte in entity_meta(entity).to_string().bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
