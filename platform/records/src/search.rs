//! Search over everything the caller may read.

use std::collections::BTreeMap;
use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result};
use rapport_schema::{
    EntityDef, FieldDef, FieldType, Filter, LinkTarget, Record, Value as Cell, did_you_mean,
};
use rapport_store::{Deleted, SearchHit, SearchQuery, Words};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Engine;
use crate::include::titles;
use crate::scope::Scope;

/// Most parts of a subtitle.
const PARTS: usize = 2;

/// What to search for.
#[derive(Clone, Debug)]
pub struct GlobalSearch {
    /// Words that must all occur.
    pub words: String,
    /// Only these entities; empty means all.
    pub entities: Vec<String>,
    /// At most this many hits.
    pub limit: u32,
}

impl Engine {
    /// Searches all entities the caller may read. Each hit is `{entity, id, title, subtitle, code}`.
    ///
    /// # Errors
    /// `unknown_field` for an entity that is not there for the caller.
    pub async fn search(&self, ctx: &RequestContext, request: &GlobalSearch) -> Result<Vec<Value>> {
        let mut entities: Vec<(Arc<EntityDef>, Scope)> = self.readable(ctx).await?;
        check_names(&entities, &request.entities)?;
        if !request.entities.is_empty() {
            entities.retain(|(entity, _)| {
                let mut names = request.entities.iter();
                names.any(|name| is_called(entity, name))
            });
        }
        if request.words.trim().is_empty() || entities.is_empty() {
            return Ok(Vec::new());
        }
        let hits = self.hits(ctx, &entities, request).await?;
        let subtitles = self.subtitles(ctx, &entities, &hits).await?;
        let hit = |hit: SearchHit| {
            let subtitle = subtitles.get(&hit.id);
            json!({
                "entity": hit.entity,
                "id": hit.id,
                "title": hit.title,
                "subtitle": subtitle,
                "code": hit.code,
            })
        };
        Ok(hits.into_iter().map(hit).collect())
    }

    /// The hits of entities searched whole, then of those where only titles may be searched.
    async fn hits(
        &self,
        ctx: &RequestContext,
        entities: &[(Arc<EntityDef>, Scope)],
        request: &GlobalSearch,
    ) -> Result<Vec<SearchHit>> {
        let limit = request.limit.clamp(1, 100);
        let mut hits = Vec::new();
        for titles_only in [false, true] {
            let entities: Vec<(Arc<EntityDef>, Filter)> = entities
                .iter()
                .filter(|(_, scope)| scope.titles_only() == Some(titles_only))
                .map(|(entity, scope)| (entity.clone(), scope.filter().clone()))
                .collect();
            let text = &request.words;
            let query = SearchQuery {
                words: Words { text, titles_only },
                entities: &entities,
                limit,
            };
            hits.extend(self.tenant(ctx.tenant).search(&query).await?);
        }
        hits.truncate(limit as usize);
        for hit in &mut hits {
            let scope = entities
                .iter()
                .find(|(entity, _)| entity.name == hit.entity);
            if let Some((entity, scope)) = scope {
                let (title, code) = (std::mem::take(&mut hit.title), hit.code.take());
                (hit.title, hit.code) = scope.title(entity, title, code);
            }
        }
        Ok(hits)
    }

    /// What tells hits with one title apart: where they belong and how they stand.
    async fn subtitles(
        &self,
        ctx: &RequestContext,
        entities: &[(Arc<EntityDef>, Scope)],
        hits: &[SearchHit],
    ) -> Result<BTreeMap<RecordId, String>> {
        let mut parts: Vec<(RecordId, Vec<Part>)> = Vec::new();
        for (entity, scope) in entities {
            let mine = hits.iter().filter(|hit| hit.entity == entity.name);
            let ids: Vec<RecordId> = mine.map(|hit| hit.id).collect();
            let fields = subtitle_fields(scope.seen());
            if ids.is_empty() || fields.is_empty() {
                continue;
            }
            let tenant = self.tenant(ctx.tenant);
            for record in tenant
                .load(entity, &ids, scope.filter(), Deleted::No)
                .await?
            {
                if let Some(id) = record.get("id").as_id() {
                    let of = fields.iter().filter_map(|field| part(field, &record));
                    parts.push((RecordId(id), of.collect()));
                }
            }
        }
        let all = parts.iter().flat_map(|(_, parts)| parts);
        let links = all.filter_map(|part| match part {
            Part::Link(entity, id) => Some((entity.as_str(), *id)),
            Part::Text(_) => None,
        });
        let titles = titles(self, ctx, links).await?;
        let told = parts.into_iter().filter_map(|(id, parts)| {
            let texts = parts.into_iter().filter_map(|part| part.text(&titles));
            let texts: Vec<String> = texts.take(PARTS).collect();
            (!texts.is_empty()).then(|| (id, texts.join(" · ")))
        });
        Ok(told.collect())
    }
}

/// Refuses entities that are not there for the caller.
fn check_names(readable: &[(Arc<EntityDef>, Scope)], wanted: &[String]) -> Result<()> {
    let is_known = |name: &String| readable.iter().any(|(entity, _)| is_called(entity, name));
    let Some(unknown) = wanted.iter().find(|name| !is_known(name)) else {
        return Ok(());
    };
    let names = readable.iter().map(|(entity, _)| entity.name.as_str());
    let suggestion = did_you_mean(unknown, names);
    let message = format!("there is no entity `{unknown}`{suggestion}");
    Err(Error::field("entities", ErrorCode::UNKNOWN_FIELD, message))
}

fn is_called(entity: &EntityDef, name: &str) -> bool {
    name == entity.name || name == entity.plural
}

/// A part of a subtitle.
enum Part {
    /// The title of another record.
    Link(String, Uuid),
    /// The label of a state, an address.
    Text(String),
}

impl Part {
    fn text(self, titles: &Map<String, Value>) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Link(entity, id) => {
                let found = titles.get(&entity)?.get(id.to_string())?.get("title")?;
                found.as_str().map(str::to_owned)
            }
        }
    }
}

/// The first link, the first state and the first address among the columns of the entity's list, as far as the caller sees them.
fn subtitle_fields(entity: &EntityDef) -> Vec<&FieldDef> {
    let columns = || {
        let names = entity.layout.list.iter();
        let fields = names.filter_map(|name| entity.field(name));
        fields.filter(|field| !field.system && field.name != entity.title)
    };
    let first = |wanted: fn(&FieldType) -> bool| columns().find(|field| wanted(&field.kind));
    let link = |kind: &FieldType| matches!(kind, FieldType::Link { .. });
    let state = |kind: &FieldType| matches!(kind, FieldType::State(_));
    let address = |kind: &FieldType| matches!(kind, FieldType::Email | FieldType::Url);
    [first(link), first(state), first(address)]
        .into_iter()
        .flatten()
        .collect()
}

fn part(field: &FieldDef, record: &Record) -> Option<Part> {
    match (&field.kind, record.get(&field.name)) {
        (_, Cell::Null) => None,
        (_, Cell::Reference { entity, id }) => Some(Part::Link(entity.clone(), *id)),
        (
            FieldType::Link {
                to: LinkTarget::One(entity),
                ..
            },
            Cell::Id(id),
        ) => Some(Part::Link(entity.clone(), *id)),
        (_, value) => Some(Part::Text(field.display(value))),
    }
}
