//! What follows a purge of a custom field or object: the trail and search forget its values too.
//!
//! The purge itself is one transaction; this is a job, because the trail of a large entity is long. It begins anew when
//! its process died: what is emptied already is not found again.

use std::future::Future;
use std::pin::Pin;

use rapport_kernel::{Error, RecordId, RequestContext, Result};
use rapport_schema::Filter;
use rapport_store::Deleted;
use serde_json::{Value, json};

use super::PURGE;
use crate::work::search_text;
use crate::{Engine, JobHandler, JobRun};

/// Records whose search text is written at once.
const CHUNK: u32 = 500;

impl Engine {
    /// Refuses to purge a field or object while a hold stands on one of its records.
    pub(crate) async fn refuse_held_entity(
        &self,
        ctx: &RequestContext,
        entity: &str,
    ) -> Result<()> {
        match self.tenant(ctx.tenant).hold_in(entity).await? {
            Some(hold) => Err(super::hold::on_hold(ctx, &format!("a {entity}"), &hold)),
            None => Ok(()),
        }
    }

    /// Begins to take what a purge left in the trail and in search.
    pub(crate) async fn after_purge(
        &self,
        ctx: &RequestContext,
        entity: &str,
        field: Option<&str>,
    ) -> Result<()> {
        let state = json!({ "entity": entity, "field": field });
        self.start_job(&ctx.new_operation(), PURGE, state, 0)
            .await
            .map(drop)
    }

    async fn search_anew(&self, ctx: &RequestContext, entity: &str) -> Result<()> {
        let entity = self.defined(ctx.tenant, entity).await?;
        let tenant = self.tenant(ctx.tenant);
        let everything = Filter::everything();
        let mut after: Option<RecordId> = None;
        loop {
            let ids = tenant
                .ids(&entity, &everything, None, Deleted::No, after, CHUNK)
                .await?;
            let Some(last) = ids.last().copied() else {
                return Ok(());
            };
            let records = tenant.load(&entity, &ids, &everything, Deleted::No).await?;
            let texts = records.iter().filter_map(|record| {
                let id = record.get("id").as_id().map(RecordId)?;
                Some((id, search_text(&entity, record)))
            });
            tenant.put_search_texts(&entity, texts.collect()).await?;
            after = Some(last);
        }
    }
}

/// See [`Engine::after_purge`].
pub(crate) struct PurgeJob;

impl JobHandler for PurgeJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(async move {
            let state = job.state().clone();
            let text = |key: &str| state.get(key).and_then(Value::as_str);
            let broken = || Error::invalid("the stored job cannot be read");
            let entity = text("entity").ok_or_else(broken)?;
            let tenant = engine.tenant(ctx.tenant);
            let mut emptied: i64 = 0;
            loop {
                let operation = ctx.new_operation();
                let author = crate::trail::author(&operation);
                let some = tenant.empty_entries(&author, entity, text("field")).await?;
                if some == 0 {
                    break;
                }
                emptied += i64::try_from(some).unwrap_or(i64::MAX);
                let mut work = engine.work(&operation.new_operation()).await?;
                work.with_system(job.checkpoint(state.clone(), emptied, 0, ctx.now()));
                work.commit().await?;
            }
            if text("field").is_some() {
                engine.search_anew(ctx, entity).await?;
            }
            engine.store().scrub(&[]).await?;
            Ok(json!({ "entries": emptied }))
        })
    }
}
