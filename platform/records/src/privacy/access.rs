//! Everything that is kept about a person, as one JSON document.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use rapport_kernel::{RequestContext, Result};
use rapport_schema::{EntityDef, Record};
use rapport_store::{AuditKind, AuditNote, AuditQuery};
use serde_json::{Value, json};

use super::hold::USER;
use super::person::{ENTRIES, Person, id_of};
use super::user::user_of;
use crate::{Engine, JobHandler, JobRun};

/// How many records are read between two notes of progress.
const PROGRESS_EVERY: i64 = 20;

/// See [`Engine::privacy_request`].
pub(crate) struct AccessJob;

impl JobHandler for AccessJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(async move {
            if let Some(user) = user_of(job.state()) {
                let note = AuditNote::new(AuditKind::Privacy, USER, user.0, "access")
                    .with("request", job.id().to_string());
                engine.note(ctx, vec![note]).await?;
                return engine.user_document(ctx, user).await;
            }
            let person = engine.person_of(ctx, job.state()).await?;
            let notes = person.records.iter().map(|(entity, record)| {
                AuditNote::new(AuditKind::Privacy, &entity.name, id_of(record).0, "access")
                    .with("request", job.id().to_string())
            });
            engine.note(ctx, notes.collect()).await?;
            engine.document(ctx, &person, job).await
        })
    }
}

impl Engine {
    async fn document(
        &self,
        ctx: &RequestContext,
        person: &Person,
        job: &mut JobRun,
    ) -> Result<Value> {
        let schema = self.schema(ctx.tenant).await?;
        let mut entries = Vec::new();
        let total = i64::try_from(person.all().count()).unwrap_or(i64::MAX);
        for (at, (entity, record)) in (0_i64..).zip(person.all()) {
            if at % PROGRESS_EVERY == 0 {
                let mut work = self.work(&ctx.new_operation()).await?;
                work.with_system(job.checkpoint(job.state().clone(), at, total, ctx.now()));
                work.commit().await?;
            }
            let query = AuditQuery {
                entity: Some(entity.name.clone()),
                record: Some(id_of(record)),
                limit: ENTRIES,
                ..AuditQuery::default()
            };
            let found = self.tenant(ctx.tenant).audit(&query).await?;
            entries.extend(self.readable_entries(ctx, &schema, &found).await?);
        }
        Ok(json!({
            "made_at": ctx.now(),
            "records": told(&person.records),
            "activities": told(&person.activities),
            "parts": told(&person.parts),
            "linked": self.pointing(ctx, person).await?,
            "audit": entries,
        }))
    }
}

fn told(records: &[(Arc<EntityDef>, Record)]) -> Vec<Value> {
    let one = |(entity, record): &(Arc<EntityDef>, Record)| {
        json!({
            "entity": entity.name,
            "label": entity.label,
            "title": entity.title_text(record),
            "record": entity.record_json(record),
        })
    };
    records.iter().map(one).collect()
}
