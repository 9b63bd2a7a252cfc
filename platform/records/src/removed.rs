//! What was removed from the data model and not purged: its values are still stored, and would come to light under a new
//! definition of the same name. One of the same type may have them back; another one must wait for the purge.

use rapport_kernel::{Error, ErrorCode, FieldError, RequestContext, Result, Timestamp};
use rapport_schema::{EntityDef, field_meta};
use rapport_store::{Definition, SystemChange};
use serde_json::{Map, Value, json};

use crate::Engine;
use crate::definitions::{ENTITY, FIELD, plain};

/// Under these kinds the store remembers what was removed.
const REMOVED_FIELD: &str = "removed_field";
const REMOVED_ENTITY: &str = "removed_entity";

/// Whether a definition is in use, and not only remembered.
pub(crate) fn is_live(definition: &Definition) -> bool {
    matches!(definition.kind.as_str(), FIELD | ENTITY)
}

/// Remembers a removed field.
pub(crate) fn field(entity: &EntityDef, name: &str, now: Timestamp) -> SystemChange {
    let custom = entity.field(&format!("custom_fields.{name}"));
    let meta = custom.or_else(|| entity.field(name)).map(field_meta);
    remember(
        REMOVED_FIELD,
        format!("{}.{name}", entity.name),
        meta.unwrap_or_default(),
        now,
    )
}

/// Remembers a removed object with the types of its fields.
pub(crate) fn object(entity: &EntityDef, now: Timestamp) -> SystemChange {
    let fields: Map<String, Value> = own_fields(entity).collect();
    let body = json!({ "plural": entity.plural, "fields": fields });
    remember(REMOVED_ENTITY, entity.name.clone(), body, now)
}

/// Remembers the fields that a change of an object takes away.
pub(crate) fn lost(before: &EntityDef, after: &EntityDef, now: Timestamp) -> Vec<SystemChange> {
    own_fields(before)
        .filter(|(name, _)| after.field(name).is_none())
        .map(|(name, _)| field(before, &name, now))
        .collect()
}

fn own_fields(entity: &EntityDef) -> impl Iterator<Item = (String, Value)> {
    let fields = entity.fields().iter();
    fields
        .filter(|field| !field.system && !field.custom)
        .map(|field| (field.name.clone(), field_meta(field)))
}

fn remember(kind: &str, name: String, body: Value, now: Timestamp) -> SystemChange {
    SystemChange::PutDefinition(Definition {
        kind: kind.to_owned(),
        name,
        body,
        epoch: 0,
        updated_at: now,
    })
}

fn forget(kind: &str, name: &str) -> SystemChange {
    SystemChange::RemoveDefinition {
        kind: kind.to_owned(),
        name: name.to_owned(),
    }
}

/// What a definition may take back; refuses one under whose name values of another type are stored.
pub(crate) fn returning(
    known: &[Definition],
    entity: &EntityDef,
    custom_field: Option<&str>,
) -> Result<Vec<SystemChange>> {
    let removed = |kind: &str, name: &str| {
        let mut all = known.iter();
        all.find(|one| one.kind == kind && one.name == name)
    };
    let fields: Vec<(String, Value)> = match custom_field {
        Some(name) => {
            let field = entity.field(&format!("custom_fields.{name}"));
            let field = field.map(|field| (name.to_owned(), field_meta(field)));
            field.into_iter().collect()
        }
        None => own_fields(entity).collect(),
    };
    let mut back = Vec::new();
    if custom_field.is_none()
        && let Some(object) = removed(REMOVED_ENTITY, &entity.name)
    {
        let path = format!("/meta/entities/{}", entity.name);
        for (name, meta) in &fields {
            let old = object.body.get("fields").and_then(|all| all.get(name));
            if old.is_some_and(|old| shape(old) != shape(meta)) {
                return Err(refused(&entity.name, name, &path));
            }
        }
        back.push(forget(REMOVED_ENTITY, &entity.name));
    }
    for (name, meta) in &fields {
        let key = format!("{}.{name}", entity.name);
        let Some(old) = removed(REMOVED_FIELD, &key) else {
            continue;
        };
        if shape(&old.body) != shape(meta) {
            let path = format!("/meta/entities/{}/fields/{name}", entity.name);
            return Err(refused(name, name, &path));
        }
        back.push(forget(REMOVED_FIELD, &key));
    }
    Ok(back)
}

/// What stored values depend on.
fn shape(meta: &Value) -> Value {
    let part = |key: &str| meta.get(key).cloned().unwrap_or_default();
    json!([part("type"), part("to"), part("scale"), part("result")])
}

fn refused(name: &str, field: &str, path: &str) -> Error {
    let message = format!(
        "`{name}` was removed, and values of another type are still stored for `{field}`: choose another name, \
         or purge them with `DELETE {path}?purge=true`"
    );
    Error::fields(vec![FieldError {
        field: "name".to_owned(),
        code: ErrorCode::DUPLICATE.name,
        message,
    }])
}

impl Engine {
    /// Takes the values of a custom field out of all records for good, and the field with them if it is still there.
    ///
    /// # Errors
    /// `not_found` when there is neither the field nor what is left of it; `forbidden` without the right.
    pub async fn purge_custom_field(
        &self,
        ctx: &RequestContext,
        entity: &str,
        name: &str,
    ) -> Result<()> {
        let name = plain(name);
        let held = self.defined(ctx.tenant, entity).await;
        let held = held.map_or_else(|_| entity.to_owned(), |entity| entity.name.clone());
        self.refuse_held_entity(ctx, &held).await?;
        let live = self.drop_custom_field(ctx, entity, name).await;
        if let Err(error) = live
            && error.code != ErrorCode::NOT_FOUND
        {
            return Err(error);
        }
        let entity = self.defined(ctx.tenant, entity).await?;
        let key = format!("{}.{name}", entity.name);
        self.require_removed(ctx, REMOVED_FIELD, &key).await?;
        let mut work = self.work(ctx).await?;
        work.with_system(forget(REMOVED_FIELD, &key));
        let (whole, field) = (entity.name.clone(), format!("custom_fields.{name}"));
        work.with_system(SystemChange::PurgeField {
            entity,
            key: name.to_owned(),
        });
        work.commit().await?;
        self.after_purge(ctx, &whole, Some(&field)).await
    }

    /// Takes all records of a custom object out for good, and the object with them if it is still there.
    ///
    /// # Errors
    /// As for [`Engine::purge_custom_field`].
    pub async fn purge_custom_entity(&self, ctx: &RequestContext, name: &str) -> Result<()> {
        let known = self.defined(ctx.tenant, name).await;
        let name = known.map_or_else(|_| name.to_owned(), |entity| entity.name.clone());
        self.refuse_held_entity(ctx, &name).await?;
        let live = self.drop_custom_entity(ctx, &name).await;
        if let Err(error) = live
            && error.code != ErrorCode::NOT_FOUND
        {
            return Err(error);
        }
        self.require_removed(ctx, REMOVED_ENTITY, &name).await?;
        let mut work = self.work(ctx).await?;
        work.with_system(forget(REMOVED_ENTITY, &name));
        work.with_system(SystemChange::PurgeRecords {
            entity: name.clone(),
        });
        work.commit().await?;
        self.after_purge(ctx, &name, None).await
    }

    async fn require_removed(&self, ctx: &RequestContext, kind: &str, name: &str) -> Result<()> {
        let known = self.tenant(ctx.tenant).definitions().await?;
        let is_there = known.iter().any(|one| one.kind == kind && one.name == name);
        is_there
            .then_some(())
            .ok_or_else(|| Error::not_found(format!("removed `{name}`")))
    }
}
