//! Search over everything the caller may read.

use std::sync::Arc;

use rapport_kernel::{RequestContext, Result};
use rapport_schema::{EntityDef, Filter};
use rapport_store::SearchQuery;
use serde_json::{Value, json};

use crate::Engine;

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
    /// Searches all entities the caller may read. Each hit is `{entity, id, title, code}`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn search(&self, ctx: &RequestContext, request: &GlobalSearch) -> Result<Vec<Value>> {
        let mut entities: Vec<(Arc<EntityDef>, Filter)> = self.readable(ctx).await?;
        if !request.entities.is_empty() {
            let named = |entity: &EntityDef| {
                request
                    .entities
                    .iter()
                    .any(|n| *n == entity.name || *n == entity.plural)
            };
            entities.retain(|(entity, _)| named(entity));
        }
        if request.words.trim().is_empty() || entities.is_empty() {
            return Ok(Vec::new());
        }
        let query = SearchQuery {
            words: &request.words,
            entities: &entities,
            limit: request.limit.clamp(1, 100),
        };
        let hits = self.tenant(ctx.tenant).search(&query).await?;
        let hit = |hit: rapport_store::SearchHit| json!({ "entity": hit.entity, "id": hit.id, "title": hit.title, "code": hit.code });
        Ok(hits.into_iter().map(hit).collect())
    }
}
