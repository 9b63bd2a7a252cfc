//! Custom fields and custom objects: definitions made at run time, stored per tenant.

use std::sync::Arc;

use rapport_kernel::{Error, RequestContext, Result, SettingsRight};
use rapport_schema::{CustomDefinition, SchemaSnapshot};
use rapport_store::{Definition, SystemChange, TenantStore};
use serde_json::{Map, Value};

use crate::Engine;
use crate::scope::require_settings;

/// Definition kinds in the store.
const FIELD: &str = "field";
const ENTITY: &str = "entity";

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
        self.drop_definition(ctx, FIELD, &key).await
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
        let name = self.defined(ctx.tenant, name).await?.name.clone();
        self.drop_definition(ctx, ENTITY, &name).await
    }

    async fn put(&self, ctx: &RequestContext, kind: &str, custom: &CustomDefinition) -> Result<()> {
        // The whole schema must still hold together with the new definition in it.
        let tenant = self.tenant(ctx.tenant);
        let mut all = parse(&tenant.definitions().await?)?;
        all.retain(|known| known.key() != custom.key());
        all.push(custom.clone());
        with_custom(self.base_schema(), &all)?;
        let mut work = self.work(ctx).await?;
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

    async fn drop_definition(&self, ctx: &RequestContext, kind: &str, name: &str) -> Result<()> {
        let known = self.tenant(ctx.tenant).definitions().await?;
        find(&known, kind, name)?;
        let left: Vec<Definition> = known
            .into_iter()
            .filter(|definition| definition.kind != kind || definition.name != name)
            .collect();
        with_custom(self.base_schema(), &parse(&left)?)?;
        let mut work = self.work(ctx).await?;
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
        .map(|definition| CustomDefinition::from_json(&definition.body).map_err(Error::fields))
        .collect()
}

fn find<'d>(known: &'d [Definition], kind: &str, name: &str) -> Result<&'d Definition> {
    known
        .iter()
        .find(|definition| definition.kind == kind && definition.name == name)
        .ok_or_else(|| Error::not_found(format!("custom {kind} `{name}`")))
}

fn plain(name: &str) -> &str {
    name.strip_prefix("custom_fields.").unwrap_or(name)
}
