//! Erasing a person: a preview first, then the job.

use std::collections::BTreeMap;
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;

use rapport_kernel::{RecordId, RequestContext, Result};
use rapport_store::{AuditKind, AuditNote, Erasure};
use serde_json::{Value, json};
use uuid::Uuid;

use super::person::{Person, id_of};
use crate::{Engine, JobHandler, JobRun};

impl Engine {
    /// What would go and what would stay: `{records, activities, entries, linked, confirm}`.
    pub(super) async fn erase_preview(
        &self,
        ctx: &RequestContext,
        person: &Person,
    ) -> Result<Value> {
        let ids: Vec<RecordId> = person.all().map(|(_, record)| id_of(record)).collect();
        let tenant = self.tenant(ctx.tenant);
        let entries = tenant.erasable_entries(&ids, &person.texts()).await?;
        let mut activities: BTreeMap<&str, usize> = BTreeMap::new();
        for (entity, _) in &person.activities {
            *activities.entry(&entity.name).or_default() += 1;
        }
        let records = person.records.iter().map(|(entity, record)| {
            json!({ "entity": entity.name, "id": id_of(record), "title": entity.title_text(record) })
        });
        let activities = activities
            .into_iter()
            .map(|(entity, count)| json!({ "entity": entity, "count": count }));
        Ok(json!({
            "records": records.collect::<Vec<_>>(),
            "activities": activities.collect::<Vec<_>>(),
            "entries": entries,
            "linked": self.pointing(ctx, person).await?,
            "confirm": confirm(&ids),
        }))
    }
}

/// A word for exactly these records.
fn confirm(ids: &[RecordId]) -> String {
    let mut ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
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
            let person = engine.person_of(ctx, job.state()).await?;
            let records: Vec<_> = person
                .all()
                .map(|(entity, record)| (entity.clone(), id_of(record)))
                .collect();
            let Some((entity, first)) = records.first().cloned() else {
                return Ok(json!({ "records": 0, "entries": 0 }));
            };
            let note = AuditNote::new(AuditKind::Privacy, &entity.name, first.0, "erase")
                .with("request", job.id().to_string())
                .with("records", records.len());
            let erased = records.len();
            let erasure = Erasure {
                author: crate::trail::author(ctx),
                texts: person.texts(),
                records,
                note,
            };
            let entries = engine.tenant(ctx.tenant).erase(&erasure).await?;
            engine.store().scrub().await?;
            Ok(json!({ "records": erased, "entries": entries }))
        })
    }
}
