//! Pages of records as JSON, their number, and lists of ids and titles.

use std::sync::Arc;

use rapport_kernel::RecordId;
use rapport_schema::{EntityDef, Filter, Record, SortKey, Value};

use super::cursor;
use super::page::{Page, Ready};
use super::plan::{Plan, Verb};
use super::typed::{self, IDS_PER_STATEMENT, sort_value};
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::{
    CountMode, Deleted, JsonPage, ListQuery, Reference, Result, Start, TenantStore, Title, Total,
};

/// Room for a usual page, so that its buffer rarely grows.
const USUAL_PAGE: usize = 16 * 1024;

/// A page that is being read.
struct Reading {
    json: Vec<u8>,
    links: Vec<Reference>,
    rows: usize,
    limit: usize,
    last: Option<Vec<Value>>,
    more: bool,
}

impl Reading {
    fn new(limit: u32) -> Self {
        Self {
            json: Vec::with_capacity(USUAL_PAGE),
            links: Vec::new(),
            rows: 0,
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            last: None,
            more: false,
        }
    }

    /// Takes a row; the one beyond the limit only shows that more follow.
    fn add(&mut self, plan: &Plan, row: &RowRef<'_>) -> Result<()> {
        if self.rows >= self.limit {
            self.more = true;
            return Ok(());
        }
        if self.rows > 0 {
            self.json.push(b',');
        }
        plan.encoder.row(&mut self.json, &mut self.links, row)?;
        self.rows += 1;
        if self.rows == self.limit {
            let values = plan
                .sort
                .iter()
                .map(|key| sort_value(row, key.at, key.kind, key.json));
            self.last = Some(values.collect::<Result<_>>()?);
        }
        Ok(())
    }

    /// Rows still wanted, with the one beyond the limit.
    fn missing(&self) -> i64 {
        let missing = if self.more {
            0
        } else {
            (self.limit + 1).saturating_sub(self.rows)
        };
        i64::try_from(missing).unwrap_or(i64::MAX)
    }
}

impl TenantStore {
    /// A page of records. The count runs at the same time.
    pub async fn list(&self, query: &ListQuery<'_>) -> Result<JsonPage> {
        let page = Page {
            fields: query.fields,
            links: query.links,
            filter: query.filter,
            search: query.search,
            deleted: query.deleted,
            sort: query.sort,
            start: query.start,
            limit: Some(i64::from(query.limit).saturating_add(1)),
            ..Page::all(query.entity)
        };
        let (read, total) = match query.count {
            CountMode::None => (self.read_page(&page, query.limit).await?, None),
            mode => {
                let (read, total) = futures::future::try_join(
                    self.read_page(&page, query.limit),
                    self.count_page(&page, mode),
                )
                .await?;
                (read, Some(total))
            }
        };
        Ok(JsonPage {
            json: read.json,
            rows: read.rows,
            next: if read.more { read.last } else { None },
            total,
            links: read.links,
        })
    }

    async fn read_page(&self, page: &Page<'_>, limit: u32) -> Result<Reading> {
        let Ready {
            shape,
            condition_params,
            params,
        } = self.ready_page(page, Verb::List)?;
        let rest = cursor::rest(&shape.begin).map(|begin| {
            let mut shape = shape.clone();
            shape.begin = begin;
            (
                shape,
                params.get(..condition_params).unwrap_or_default().to_vec(),
            )
        });
        let plan = self.plan_of(page, shape)?;
        let reading = self
            .run_page(page, plan, params, Reading::new(limit))
            .await?;
        match rest {
            Some((shape, mut params)) if reading.missing() > 0 => {
                let plan = self.plan_of(page, shape)?;
                params.push(reading.missing().into());
                self.run_page(page, plan, params, reading).await
            }
            _ => Ok(reading),
        }
    }

    async fn run_page(
        &self,
        page: &Page<'_>,
        plan: Arc<Plan>,
        params: Vec<Param>,
        reading: Reading,
    ) -> Result<Reading> {
        let mut statement = Statement::new(Arc::clone(&plan.sql), params);
        statement.heavy = page.search.is_some() || matches!(page.start, Start::Offset(_));
        self.store()
            .read(statement, reading, move |reading, row| {
                reading.add(&plan, row)
            })
            .await
    }

    /// How many records there are. Without a mode ([`CountMode::None`]) nothing is counted and the answer is 0, capped.
    pub async fn count(
        &self,
        entity: &Arc<EntityDef>,
        filter: &Filter,
        search: Option<crate::Words<'_>>,
        deleted: Deleted,
        mode: CountMode,
    ) -> Result<Total> {
        let page = Page {
            filter,
            search,
            deleted,
            ..Page::all(entity)
        };
        self.count_page(&page, mode).await
    }

    async fn count_page(&self, page: &Page<'_>, mode: CountMode) -> Result<Total> {
        let most = match mode {
            CountMode::None => {
                return Ok(Total {
                    count: 0,
                    capped: true,
                });
            }
            CountMode::Capped(most) => most,
            CountMode::Exact => u64::MAX,
        };
        let limit = (mode != CountMode::Exact)
            .then(|| i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1));
        let page = Page {
            fields: &[],
            links: &[],
            sort: &[],
            start: &Start::First,
            limit,
            ..*page
        };
        let verb = if limit.is_some() {
            Verb::CountCapped
        } else {
            Verb::Count
        };
        let (plan, params) = self.plan(&page, verb)?;
        let mut statement = Statement::new(Arc::clone(&plan.sql), params);
        statement.heavy = limit.is_none() || page.search.is_some();
        let counted = self.store().read_one(statement, |row| row.int(0)).await?;
        let count = u64::try_from(counted.unwrap_or(0)).unwrap_or(0);
        Ok(Total {
            count: count.min(most),
            capped: count > most,
        })
    }

    /// Ids in their own order, after one of them.
    pub async fn ids(
        &self,
        entity: &Arc<EntityDef>,
        filter: &Filter,
        search: Option<crate::Words<'_>>,
        deleted: Deleted,
        after: Option<RecordId>,
        limit: u32,
    ) -> Result<Vec<RecordId>> {
        let start = after.map_or(Start::First, |id| Start::After(vec![Value::Id(id.0)]));
        let sort = [SortKey {
            field: "id".to_owned(),
            descending: false,
        }];
        let page = Page {
            filter,
            search,
            deleted,
            sort: &sort,
            start: &start,
            limit: Some(i64::from(limit)),
            ..Page::all(entity)
        };
        let (plan, params) = self.plan(&page, Verb::Ids)?;
        let statement = Statement::new(Arc::clone(&plan.sql), params).heavy();
        self.store()
            .read_all(statement, |row| row.uuid(0).map(RecordId))
            .await
    }

    /// What links show of their targets: those of the ids that the filter matches. Records in the bin are included.
    pub async fn titles(
        &self,
        entity: &Arc<EntityDef>,
        ids: &[RecordId],
        filter: &Filter,
    ) -> Result<Vec<Title>> {
        self.titles_of(entity, ids, filter, Deleted::Any).await
    }

    pub(super) async fn titles_of(
        &self,
        entity: &Arc<EntityDef>,
        ids: &[RecordId],
        filter: &Filter,
        deleted: Deleted,
    ) -> Result<Vec<Title>> {
        let mut titles = Vec::with_capacity(ids.len());
        for ids in ids.chunks(IDS_PER_STATEMENT) {
            let page = Page {
                filter: &typed::with_ids(ids, filter),
                deleted,
                ..Page::all(entity)
            };
            let (plan, params) = self.plan(&page, Verb::Titles)?;
            let statement = Statement::new(Arc::clone(&plan.sql), params);
            let entity = Arc::clone(entity);
            titles = self
                .store()
                .read(statement, titles, move |titles, row| {
                    titles.extend(title(&entity, &plan.decoder.row(row)?));
                    Ok(())
                })
                .await?;
        }
        Ok(titles)
    }
}

/// What links and search show of a record.
pub(super) fn title(entity: &EntityDef, record: &Record) -> Option<Title> {
    Some(Title {
        id: record.get("id").as_id().map(RecordId)?,
        title: entity.title_text(record),
        code: record.text("code").map(str::to_owned),
    })
}
