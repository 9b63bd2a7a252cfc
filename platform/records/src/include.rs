//! Titles of linked records, resolved in one batch per entity.
//!
//! Shape: `{"account": {"<id>": {"id", "entity", "title", "code"}}, "user": {...}}`. Records the caller may not see
//! are left out, so a link never tells more than its id.

use std::collections::{BTreeMap, BTreeSet};

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result};
use rapport_schema::{FieldDef, FieldType};
use rapport_store::Reference;
use serde_json::{Map, Value, json};

use crate::Engine;
use crate::answer::Visible;
use crate::scope::Right;

/// The entity name under which users stand in `included`.
pub(crate) const USER: &str = "user";

/// Positions, among the chosen fields, of the link fields whose titles are wanted.
///
/// # Errors
/// `unknown_field` for a name that is no link among the fields.
pub(crate) fn positions(fields: &[&FieldDef], include: &[String]) -> Result<Vec<usize>> {
    if include.iter().any(|name| name == "*") {
        return Ok(fields
            .iter()
            .enumerate()
            .filter(|(_, field)| is_link(field))
            .map(|(at, _)| at)
            .collect());
    }
    include
        .iter()
        .map(|name| {
            fields
                .iter()
                .position(|field| field.name == *name && is_link(field))
                .ok_or_else(|| {
                    Error::field(
                        "include",
                        ErrorCode::UNKNOWN_FIELD,
                        format!("`{name}` is not a link of this list"),
                    )
                })
        })
        .collect()
}

fn is_link(field: &FieldDef) -> bool {
    field.name != "id" && matches!(field.kind, FieldType::Link { .. } | FieldType::User)
}

/// Resolves links to titles. None when nothing was asked for.
pub(crate) async fn resolve(
    engine: &Engine,
    ctx: &RequestContext,
    links: &[Reference],
    wanted: bool,
) -> Result<Option<Visible>> {
    if !wanted {
        return Ok(None);
    }
    let titles = titles(
        engine,
        ctx,
        links.iter().map(|link| (link.entity.as_str(), link.id)),
    )
    .await?;
    let text = Value::Object(titles).to_string();
    Ok(Some(Visible::new(text.into_bytes())))
}

/// Titles by entity and id, for any collection of links.
pub(crate) async fn titles<'a>(
    engine: &Engine,
    ctx: &RequestContext,
    links: impl Iterator<Item = (&'a str, uuid::Uuid)>,
) -> Result<Map<String, Value>> {
    let mut wanted: BTreeMap<&str, BTreeSet<uuid::Uuid>> = BTreeMap::new();
    for (entity, id) in links {
        wanted.entry(entity).or_default().insert(id);
    }
    let schema = engine.schema(ctx.tenant).await?;
    let tenant = engine.tenant(ctx.tenant);
    let mut all = Map::new();
    for (name, ids) in wanted {
        let mut found = Map::new();
        if name == USER {
            let ids: Vec<_> = ids.into_iter().collect();
            for (id, title) in engine
                .store()
                .identity()
                .user_names(ctx.tenant, &ids)
                .await?
            {
                found.insert(
                    id.to_string(),
                    json!({ "id": id, "entity": USER, "title": title, "code": null }),
                );
            }
        } else if let Some(entity) = schema.entity(name) {
            let Ok(scope) = engine.scope(ctx, entity, Right::Read) else {
                continue;
            };
            let ids: Vec<RecordId> = ids.into_iter().map(RecordId).collect();
            for title in tenant.titles(entity, &ids, scope.filter()).await? {
                let id = title.id;
                let (title, code) = scope.title(entity, title.title, title.code);
                let entry = json!({ "id": id, "entity": name, "title": title, "code": code });
                found.insert(id.to_string(), entry);
            }
        }
        all.insert(name.to_owned(), Value::Object(found));
    }
    Ok(all)
}
