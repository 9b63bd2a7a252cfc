//! Custom definitions beside the built-in entities.

use std::sync::Arc;

use super::{Content, CustomDefinition};
use crate::{EntityDef, FieldDef, SchemaError, SchemaSnapshot};

impl SchemaSnapshot {
    /// This schema with a tenant's own fields and objects.
    ///
    /// What a newer version of the program has itself now, or no longer has, does not stop a tenant: an object whose name is taken
    /// and a field of an entity that is gone are left out.
    ///
    /// # Errors
    /// Links to entities that do not exist.
    pub fn with_custom(&self, definitions: &[CustomDefinition]) -> Result<Self, SchemaError> {
        let mut entities = self.entities().to_vec();
        for definition in definitions {
            if let Content::Entity(entity) = &definition.content {
                let is_taken = entities
                    .iter()
                    .any(|known| known.name == entity.name || known.plural == entity.plural);
                if !is_taken {
                    entities.push(Arc::new(entity.as_ref().clone()));
                }
            }
        }
        for entity in &mut entities {
            let own: Vec<FieldDef> = definitions
                .iter()
                .filter_map(|definition| match &definition.content {
                    Content::Field { entity: of, field } if *of == entity.name => {
                        Some(field.as_ref().clone())
                    }
                    _ => None,
                })
                .collect();
            if !own.is_empty() {
                add_fields(Arc::make_mut(entity), own.into_iter());
            }
        }
        let snapshot = Self::gather(entities);
        snapshot.checked()
    }
}

/// Puts custom fields behind the entity's own and before the system's; one that is there already is replaced.
pub(super) fn add_fields(entity: &mut EntityDef, custom: impl Iterator<Item = FieldDef>) {
    let (mut fields, system): (Vec<FieldDef>, Vec<FieldDef>) = entity
        .fields()
        .iter()
        .cloned()
        .partition(|field| !field.system);
    for field in custom {
        match fields.iter_mut().find(|known| known.name == field.name) {
            Some(known) => *known = field,
            None => fields.push(field),
        }
    }
    fields.extend(system);
    entity.set_fields(fields);
}
