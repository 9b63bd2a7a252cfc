//! One record by its id, as JSON.

use std::sync::Arc;

use super::page::Page;
use super::plan::Verb;
use crate::sql::Statement;
use crate::{GetQuery, JsonRow, Result, TenantStore};

/// Room for a usual record, so that its buffer rarely grows.
const USUAL_RECORD: usize = 1024;

impl TenantStore {
    /// One record, when it is there and the filter matches it.
    pub async fn get(&self, query: &GetQuery<'_>) -> Result<Option<JsonRow>> {
        let page = Page {
            fields: query.fields,
            links: query.links,
            id: Some(query.id),
            filter: query.filter,
            deleted: query.deleted,
            ..Page::all(query.entity)
        };
        let (plan, params) = self.plan(&page, Verb::Get)?;
        let statement = Statement::new(Arc::clone(&plan.sql), params);
        self.store()
            .read(statement, None, move |found, row| {
                let mut json = Vec::with_capacity(USUAL_RECORD);
                let mut links = Vec::new();
                plan.encoder.row(&mut json, &mut links, row)?;
                *found = Some(JsonRow {
                    json,
                    version: row.int(plan.version)?,
                    links,
                });
                Ok(())
            })
            .await
    }
}
