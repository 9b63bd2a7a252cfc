//! Search over several entities at once.
//!
//! First the best documents of all entities ([`CONSIDERED`] at most): those whose title has the words, then newer
//! before older. Then, per entity, which of them the caller may see, with title and code. When permissions leave too few
//! of a full first step, the entities are asked one by one, with permissions inside the search.

use std::collections::HashMap;
use std::sync::Arc;

use futures::future::try_join_all;
use rapport_kernel::RecordId;
use rapport_schema::{EntityDef, Filter, SortKey};

use super::column::Sql;
use super::lower::Lowering;
use super::words;
use crate::sql::{Param, Statement};
use crate::{Deleted, Result, SearchHit, SearchQuery, TenantStore, Title};

/// Documents the first step considers.
const CONSIDERED: i64 = 1000;

/// A document found: the entity's place in the question, and the record.
type Found = (usize, RecordId);

impl TenantStore {
    /// The best hits over several entities.
    pub async fn search(&self, query: &SearchQuery<'_>) -> Result<Vec<SearchHit>> {
        let Some((first, _)) = query.entities.first() else {
            return Ok(Vec::new());
        };
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let Some(found) = self.documents(first, query).await? else {
            return Ok(Vec::new());
        };
        let full = i64::try_from(found.len()).unwrap_or(i64::MAX) >= CONSIDERED;
        let mut hits = self.visible(query, &found, limit).await?;
        if full && hits.len() < limit {
            let more = self.one_by_one(query, limit).await?;
            for hit in more {
                if hits.len() < limit && !hits.contains(&hit) {
                    hits.push(hit);
                }
            }
        }
        Ok(hits)
    }

    /// The first step; none when the text has no words.
    async fn documents(
        &self,
        entity: &EntityDef,
        query: &SearchQuery<'_>,
    ) -> Result<Option<Vec<Found>>> {
        let mut lowering = Lowering {
            entity,
            kind: self.store().kind(),
            params: vec![self.tenant().into()],
        };
        let names: Vec<String> = query
            .entities
            .iter()
            .map(|(entity, _)| entity.name.clone())
            .collect();
        let Some(shape) = words::lower(&mut lowering, query.words) else {
            return Ok(None);
        };
        let mut sql = Sql::new(self.store().kind());
        sql.reserve(1);
        sql.push(
            "WITH hits AS MATERIALIZED (SELECT docs.rid, docs.entity, docs.record_id, docs.title ",
        );
        words::matching(&mut sql, shape, None);
        let mut params = lowering.params;
        for (at, name) in names.iter().enumerate() {
            sql.push(if at == 0 {
                " AND docs.entity IN ("
            } else {
                ", "
            });
            sql.next();
            params.push(name.as_str().into());
        }
        sql.push(")) SELECT entity, record_id FROM hits ORDER BY CASE WHEN ");
        in_title(&mut sql, &mut params, &words::split(query.words.text));
        sql.push(" THEN 0 ELSE 1 END, rid DESC LIMIT ");
        sql.next();
        params.push(CONSIDERED.into());
        let statement = Statement::new(sql.text, params).heavy();
        let found = self
            .store()
            .read_all(statement, move |row| {
                let name = row.text(0)?;
                let entity = names
                    .iter()
                    .position(|known| known == name)
                    .unwrap_or(usize::MAX);
                Ok((entity, RecordId(row.uuid(1)?)))
            })
            .await?;
        Ok(Some(found))
    }

    /// Those of the documents the caller may see, in their order, at most `limit`.
    async fn visible(
        &self,
        query: &SearchQuery<'_>,
        found: &[Found],
        limit: usize,
    ) -> Result<Vec<SearchHit>> {
        let mut hits = Vec::new();
        // Mostly all are visible: a few more than wanted are enough, the rest is looked at only when they are not.
        for found in found.chunks(limit.saturating_mul(2).max(50)) {
            let each = query
                .entities
                .iter()
                .enumerate()
                .map(|(at, (entity, filter))| {
                    let ids: Vec<RecordId> = found
                        .iter()
                        .filter(|(of, _)| *of == at)
                        .map(|(_, id)| *id)
                        .collect();
                    async move { self.titles_of(entity, &ids, filter, Deleted::No).await }
                });
            let titles = try_join_all(each).await?;
            let mut titles: Vec<HashMap<RecordId, Title>> = titles
                .into_iter()
                .map(|titles| titles.into_iter().map(|title| (title.id, title)).collect())
                .collect();
            for (at, id) in found {
                let title = titles.get_mut(*at).and_then(|titles| titles.remove(id));
                let entity = query.entities.get(*at).map(|(entity, _)| entity);
                if let (Some(title), Some(entity)) = (title, entity) {
                    hits.push(hit(entity, title));
                    if hits.len() >= limit {
                        return Ok(hits);
                    }
                }
            }
        }
        Ok(hits)
    }

    /// The newest hits of each entity that the caller may see.
    async fn one_by_one(&self, query: &SearchQuery<'_>, limit: usize) -> Result<Vec<SearchHit>> {
        let mut hits = Vec::new();
        for (entity, filter) in query.entities {
            for title in self
                .newest(entity, filter, query.words, query.limit)
                .await?
            {
                hits.push(hit(entity, title));
            }
            if hits.len() >= limit {
                break;
            }
        }
        Ok(hits)
    }

    async fn newest(
        &self,
        entity: &Arc<EntityDef>,
        filter: &Filter,
        words: crate::Words<'_>,
        limit: u32,
    ) -> Result<Vec<Title>> {
        let sort = [SortKey {
            field: "created_at".to_owned(),
            descending: true,
        }];
        let page = super::page::Page {
            filter,
            search: Some(words),
            sort: &sort,
            limit: Some(i64::from(limit)),
            ..super::page::Page::all(entity)
        };
        let records = self
            .records(&page, super::plan::Verb::Find, Vec::new())
            .await?;
        Ok(records
            .iter()
            .filter_map(|record| super::list::title(entity, record))
            .collect())
    }
}

fn hit(entity: &EntityDef, title: Title) -> SearchHit {
    SearchHit {
        entity: entity.name.clone(),
        id: title.id,
        title: title.title,
        code: title.code,
    }
}

/// Writes whether the title has all words.
fn in_title(sql: &mut Sql, params: &mut Vec<Param>, words: &[String]) {
    for (at, word) in words.iter().enumerate() {
        sql.push(if at == 0 {
            "title LIKE "
        } else {
            " AND title LIKE "
        });
        sql.next();
        sql.push(" ESCAPE '\\'");
        params.push(Param::Text(super::pattern::like(
            word,
            super::pattern::Anchor::None,
        )));
    }
}
