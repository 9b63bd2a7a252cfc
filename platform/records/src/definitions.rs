//! Custom fields and custom objects: definitions made at run time, stored per tenant.

use std::sync::Arc;

use rapport_kernel::{Error, RequestContext, Result, SettingsRight};
use rapport_schema::{CustomDefinition, SchemaSnapshot};
use rapport_store::{Definition, SystemChange, TenantStore};
use serde_json::{Map, Value};

use crate::scope::require_settings;
use crate::{Engine, removed};

/// Definition kinds in the store.
pub(crate) const FIELD: &str = "field";
pub(crate) const ENTITY: &str = "entity";

/// A custom field or object as an administrator describes it.
pub type NewDefinition = Map<String, Value>;

impl Engine {
    /// Adds or replaces a custom field of an entity. Usable at once, everywhere.
    ///
    /// # Errors
    /// What is wrong with the description, by field; `forbidden` for all but administrators.
    pub async fn put_custom_field(
        &self,
        ctx: &RequestContext,
        entity: &str,
        name: Option<&str>,
        definition: &NewDefinition,
    ) -> Result<Value> {
        require_settings(ctx, SettingsRight::DataModel, "change the data model")?;
        let entity = self.defined(ctx.tenant, entity).await?;
        let known = self.tenant(ctx.tenant).definitions().await?;
        let custom = match name {
            None => CustomDefinition::new_field(&entity, definition).map_err(Error::fields)?,
            Some(name) => {
                let key = format!("{}.{}", entity.name, plain(name));
                let old = find(&known, FIELD, &key)?;
                CustomDefinition::changed_field(&entity, &old.body, definition)
                    .map_err(Error::fields)?
            }
        };
        self.put(ctx, FIELD, &custom).await?;
        let schema = self.schema(ctx.tenant).await?;
        let entity = schema
            .entity(&entity.name)
            .ok_or_else(|| Error::not_found("entity"))?;
        let field = entity
            .field(&custom.field_name())
            .ok_or_else(|| Error::not_found("field"))?;
        Ok(rapport_schema::field_meta(field))
    }

    /// Removes a custom field. Its values stay stored until they are purged.
    ///
    /// # Errors
    /// `not_found`; `forbidden` for all but administrators.
    pub async fn drop_custom_field(
        &self,
        ctx: &RequestContext,
        entity: &str,
        name: &str,
    ) -> Result<()> {
        require_settings(ctx, SettingsRight::DataModel, "change the data model")?;
        let entity = self.defined(ctx.tenant, entity).await?;
        let key = format!("{}.{}", entity.name, plain(name));
        let removed = removed::field(&entity, plain(name), ctx.now());
        self.drop_definition(ctx, FIELD, &key, removed).await
    }

    /// Adds or replaces a custom object.
    ///
    /// # Errors
    /// What is wrong with the description, by field; `forbidden` for all but administrators.
    pub async fn put_custom_entity(
        &self,
        ctx: &RequestContext,
        name: Option<&str>,
        definition: &NewDefinition,
    ) -> Result<Value> {
        require_settings(ctx, SettingsRight::DataModel, "change the data model")?;
        let schema = self.schema(ctx.tenant).await?;
        let custom = match name {
            None => CustomDefinition::new_entity(&schema, definition).map_err(Error::fields)?,
            Some(name) => {
                let name = self.defined(ctx.tenant, name).await?.name.clone();
                let known = self.tenant(ctx.tenant).definitions().await?;
                let old = find(&known, ENTITY, &name)?;
                CustomDefinition::changed_entity(&schema, &old.body, definition)
                    .map_err(Error::fields)?
            }
        };
        self.put(ctx, ENTITY, &custom).await?;
        let schema = self.schema(ctx.tenant).await?;
        let entity = schema
            .entity(&custom.name)
            .ok_or_else(|| Error::not_found("entity"))?;
        Ok(rapport_schema::entity_meta(entity))
    }

    /// Removes a custom object. Its records stay stored until they are purged.
    ///
    /// # Errors
    /// `not_found`; `forbidden` for all but administrators.
    pub async fn drop_custom_entity(&self, ctx: &RequestContext, name: &str) -> Result<()> {
        require_settings(ctx, SettingsRight::DataModel, "change the data model")?;
        let entity = self.defined(ctx.tenant, name).await?;
        let removed = removed::object(&entity, ctx.now());
        self.drop_definition(ctx, ENTITY, &entity.name, removed)
            .await
    }

    async fn put(&self, ctx: &RequestContext, kind: &str, custom: &CustomDefinition) -> Result<()> {
        // The whole schema must still hold together with the new definition in it.
        let tenant = self.tenant(ctx.tenant);
        let stored = tenant.definitions().await?;
        let mut all = parse(&stored)?;
        all.retain(|known| known.key() != custom.key());
        all.push(custom.clone());
        let schema = with_custom(self.base_schema(), &all)?;
        let key = custom.key();
        let of = key.split('.').next().unwrap_or(&key);
        let after = schema
            .entity(of)
            .ok_or_else(|| Error::not_found("entity"))?;
        let name = (kind == FIELD).then_some(custom.name.as_str());
        let mut beside = removed::returning(&stored, after, name)?;
        if kind == ENTITY
            && let Some(before) = self.schema(ctx.tenant).await?.entity(of)
        {
            beside.extend(removed::lost(before, after, ctx.now()));
        }
        let mut work = self.work(ctx).await?;
        for change in beside {
            work.with_system(change);
        }
        work.with_system(SystemChange::PutDefinition(Definition {
            kind: kind.to_owned(),
            name: custom.key(),
            body: custom.to_json(),
            epoch: 0,
            updated_at: ctx.now(),
        }));
        work.commit().await?;
        self.forget_schema(ctx.tenant);
        Ok(())
    }

    async fn drop_definition(
        &self,
        ctx: &RequestContext,
        kind: &str,
        name: &str,
        removed: SystemChange,
    ) -> Result<()> {
        let known = self.tenant(ctx.tenant).definitions().await?;
        find(&known, kind, name)?;
        let left: Vec<Definition> = known
            .into_iter()
            .filter(|definition| definition.kind != kind || definition.name != name)
            .collect();
        with_custom(self.base_schema(), &parse(&left)?)?;
        let mut work = self.work(ctx).await?;
        work.with_system(removed);
        work.with_system(SystemChange::RemoveDefinition {
            kind: kind.to_owned(),
            name: name.to_owned(),
        });
        work.commit().await?;
        self.forget_schema(ctx.tenant);
        Ok(())
    }
}

/// The schema of one tenant: the modules' entities with its own definitions.
pub(crate) async fn load(
    base: &Arc<SchemaSnapshot>,
    tenant: &TenantStore,
) -> Result<SchemaSnapshot> {
    let definitions = parse(&tenant.definitions().await?)?;
    with_custom(base, &definitions)
}

fn with_custom(base: &SchemaSnapshot, definitions: &[CustomDefinition]) -> Result<SchemaSnapshot> {
    Ok(base.with_custom(definitions)?)
}

fn parse(definitions: &[Definition]) -> Result<Vec<CustomDefinition>> {
    definitions
        .iter()
        .filter(|definition| removed::is_live(definition))
        .map(|definition| CustomDefinition::from_json(&definition.body).map_err(Error::fields))
        .collect()
}

fn find<'d>(known: &'d [Definition], kind: &str, name: &str) -> Result<&'d Definition> {
    known
        .iter()
        .find(|definition| definition.kind == kind && definition.name == name)
        .ok_or_else(|| Error::not_found(format!("custom {kind} `{name}`")))
}

pub(crate) fn plain(name: &str) -> &str {
    name.strip_prefix("custom_fields.").unwrap_or(name)
}
