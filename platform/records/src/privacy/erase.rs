//! Erasing a person or a user: a preview first, then the job.

use std::collections::BTreeMap;
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;

use rapport_kernel::{RecordId, RequestContext, Result};
use rapport_schema::{EntityDef, Record};
use rapport_store::{AuditKind, AuditNote, Erasure, Left};
use serde_json::{Value, json};
use uuid::Uuid;

use super::person::{Person, id_of};
use super::run::held_meanwhile;
use super::user::user_of;
use crate::{Engine, JobHandler, JobRun};

impl Engine {
    /// What would go and what would stay: `{records, activities, parts, entries, linked, holds, confirm}`.
    pub(super) async fn erase_preview(
        &self,
        ctx: &RequestContext,
        person: &Person,
    ) -> Result<Value> {
        let ids: Vec<RecordId> = person.all().map(|(_, record)| id_of(record)).collect();
        let tenant = self.tenant(ctx.tenant);
        let texts = self.texts_of(ctx, person).await?;
        let entries = tenant.erasable_entries(&ids, &texts).await?;
        let records = person.records.iter().map(|(entity, record)| {
            json!({ "entity": entity.name, "id": id_of(record), "title": entity.title_text(record) })
        });
        let all: Vec<_> = person.all().cloned().collect();
        let holds = self.holds_of(ctx, &all).await?;
        let mut holds: Vec<_> = holds
            .into_values()
            .map(|hold| (hold.created_at, hold))
            .collect();
        holds.sort_by_key(|(at, hold)| (*at, hold.id));
        holds.dedup_by_key(|(_, hold)| hold.id);
        let holds = holds.iter().map(|(_, hold)| {
            json!({ "id": hold.id, "entity": hold.entity, "record": hold.record, "reason": hold.reason })
        });
        Ok(json!({
            "records": records.collect::<Vec<_>>(),
            "activities": counted(&person.activities),
            "parts": counted(&person.parts),
            "entries": entries,
            "linked": self.pointing(ctx, person).await?,
            "holds": holds.collect::<Vec<_>>(),
            "confirm": confirm(ids.iter().map(|id| id.0)),
        }))
    }

    /// Erases a person, because of a request or a rule. Answers how many records and entries.
    pub(super) async fn erase_person(
        &self,
        ctx: &RequestContext,
        person: &Person,
        because: (&str, Uuid),
    ) -> Result<Value> {
        let all: Vec<_> = person.all().cloned().collect();
        self.refuse_held(ctx, &all).await?;
        let records: Vec<_> = all
            .iter()
            .map(|(entity, record)| (entity.clone(), id_of(record)))
            .collect();
        let Some((entity, first)) = records.first().cloned() else {
            return Ok(json!({ "records": 0, "entries": 0 }));
        };
        let note = AuditNote::new(AuditKind::Privacy, &entity.name, first.0, "erase")
            .with(because.0, because.1.to_string())
            .with("records", records.len());
        let erased = records.len();
        let erasure = Erasure {
            author: crate::trail::author(ctx),
            texts: self.texts_of(ctx, person).await?,
            records,
            user: None,
            left: Left::Shells,
            note,
        };
        let entries = self.tenant(ctx.tenant).erase(&erasure).await;
        let entries = entries.map_err(held_meanwhile)?;
        Ok(json!({ "records": erased, "entries": entries }))
    }
}

fn counted(records: &[(Arc<EntityDef>, Record)]) -> Vec<Value> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (entity, _) in records {
        *counts.entry(&entity.name).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(entity, count)| json!({ "entity": entity, "count": count }))
        .collect()
}

/// A word for exactly these records.
pub(super) fn confirm(ids: impl Iterator<Item = Uuid>) -> String {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    let mut hasher = DefaultHasher::new();
    ids.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// See [`Engine::privacy_request`].
pub(crate) struct EraseJob;

impl JobHandler for EraseJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(async move {
            if let Some(user) = user_of(job.state()) {
                let done = engine.erase_user(ctx, user, job.id()).await?;
                engine.store().scrub(&[]).await?;
                return Ok(done);
            }
            let person = engine.person_of(ctx, job.state()).await?;
            let done = engine
                .erase_person(ctx, &person, ("request", job.id()))
                .await?;
            let entities: Vec<_> = person.all().map(|(entity, _)| entity.clone()).collect();
            engine.store().scrub(&entities).await?;
            Ok(done)
        })
    }
}
