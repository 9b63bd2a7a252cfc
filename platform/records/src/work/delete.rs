//! Into the bin and out of it, with what hangs on the record.
//!
//! Links to a record in the bin stay as they are, so that restoring it brings everything back; only `cascade` takes
//! the linking records along and `restrict` refuses.

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RecordId, Result};
use rapport_schema::{EntityDef, FieldType, Filter, LinkTarget, OnDelete, Record, Value};
use rapport_store::Deleted;

use super::Work;
use super::plan::{self, Planned, Step};
use crate::audit::{EntryKind, kind, of_operation, of_record};
use crate::scope::Right;

/// How many entries are looked through for a record's deletion: those of one moment have no order.
const LATELY: u32 = 20;

/// How many records one deletion may take along.
const CASCADE_LIMIT: u32 = 1000;

impl Work {
    /// Plans moving a record to the bin, with the records that cascade from it.
    ///
    /// # Errors
    /// `not_found`; `conflict` when a record that links here forbids it.
    pub async fn delete(&mut self, entity: &str, id: RecordId) -> Result<()> {
        let entity = self.entity(entity)?;
        if self.position(&entity.name, id).is_some() {
            return Ok(());
        }
        let mark = self.mark();
        let planned = self.plan_deletion(entity, id).await;
        let refused = match planned {
            Ok(()) => self.refuse_held(mark).await,
            refused => refused,
        };
        if refused.is_err() {
            // Nothing goes of what cannot go as a whole.
            self.back_to(mark);
        }
        refused
    }

    /// Legal holds keep what they stand on.
    async fn refuse_held(&self, mark: usize) -> Result<()> {
        let going = self.planned.iter().skip(mark);
        let going = going.filter(|planned| planned.step == Step::Delete);
        let going: Vec<_> = going
            .map(|planned| (planned.entity.clone(), planned.after.clone()))
            .collect();
        self.engine.refuse_held(&self.ctx, &going).await
    }

    async fn plan_deletion(&mut self, entity: Arc<EntityDef>, id: RecordId) -> Result<()> {
        let record = self.load(&entity, id, Right::Delete, Deleted::No).await?;
        let mut waiting = vec![(entity, id, record)];
        while let Some((entity, id, record)) = waiting.pop() {
            for (from, field, rule) in self.inbound(&entity.name) {
                let linked = self
                    .linking(&from, &field, &entity.name, id, CASCADE_LIMIT)
                    .await?;
                if rule == OnDelete::Restrict
                    && let Some(first) = linked.first()
                {
                    return Err(self.still_used(&entity, &record, &from, first).await);
                }
                for record in linked {
                    if let Some(id) = record.get("id").as_id().map(RecordId)
                        && self.position(&from.name, id).is_none()
                    {
                        waiting.push((from.clone(), id, record));
                    }
                }
            }
            self.push_step(entity.clone(), id, Step::Delete, record.clone());
            self.follow_removal(&entity, &record).await?;
        }
        Ok(())
    }

    /// Plans taking a record out of the bin, with the records that went along with it.
    ///
    /// # Errors
    /// `not_found` when it is not in the bin.
    pub async fn restore(&mut self, entity: &str, id: RecordId) -> Result<()> {
        let entity = self.entity(entity)?;
        if self.position(&entity.name, id).is_some() {
            return Ok(());
        }
        let record = self.load(&entity, id, Right::Delete, Deleted::Only).await?;
        self.push_step(entity.clone(), id, Step::Restore, record);
        let tenant = self.engine.tenant(self.ctx.tenant);
        let last = of_record(&entity, id, LATELY);
        let mut lately = tenant.audit(&last).await?.into_iter();
        let Some(deletion) = lately.find(|entry| kind(entry) == EntryKind::Delete) else {
            return Ok(());
        };
        for entry in tenant
            .audit(&of_operation(deletion.operation, None, CASCADE_LIMIT))
            .await?
        {
            let (Ok(other), id) = (self.entity(&entry.entity), entry.record) else {
                continue;
            };
            if kind(&entry) == EntryKind::Delete && self.position(&other.name, id).is_none() {
                let Ok(record) = self.load(&other, id, Right::Delete, Deleted::Only).await else {
                    continue;
                };
                self.push_step(other, id, Step::Restore, record);
            }
        }
        Ok(())
    }

    fn push_step(&mut self, entity: Arc<EntityDef>, id: RecordId, step: Step, record: Record) {
        let expected = plan::version(&record);
        self.planned.push(Planned {
            entity,
            id,
            step,
            before: Some(record.clone()),
            after: record,
            expected,
        });
    }

    /// Why a record cannot go, without telling of a record that the caller may not see.
    async fn still_used(
        &self,
        entity: &Arc<EntityDef>,
        record: &Record,
        by: &Arc<EntityDef>,
        user: &Record,
    ) -> Error {
        let id = RecordId(user.get("id").as_id().unwrap_or_default());
        let visible = self.engine.require_visible(&self.ctx, by, id).await;
        let user = match visible {
            Ok(()) => {
                let seen = self.engine.seen(&self.ctx, by);
                format!("{} `{}`", by.name, seen.title_text(user))
            }
            Err(_) => "a record that you may not see".to_owned(),
        };
        let title = self.engine.seen(&self.ctx, entity).title_text(record);
        let reason = format!("{} `{title}` is still used by {user}", entity.name);
        Error::new(ErrorCode::CONFLICT, reason)
    }

    /// Fields of any entity that link here and care about deletion.
    fn inbound(&self, target: &str) -> Vec<(Arc<EntityDef>, String, OnDelete)> {
        let mut found = Vec::new();
        for entity in self.schema.entities() {
            for field in entity.fields() {
                let FieldType::Link { to, on_delete } = &field.kind else {
                    continue;
                };
                let points_here = match to {
                    LinkTarget::One(name) => name == target,
                    LinkTarget::Several(names) => names.iter().any(|name| name == target),
                    LinkTarget::Any => true,
                };
                if points_here && matches!(on_delete, OnDelete::Cascade | OnDelete::Restrict) {
                    found.push((entity.clone(), field.name.clone(), *on_delete));
                }
            }
        }
        found
    }

    /// Live records whose field links to one record, whoever owns them.
    pub(super) async fn linking(
        &self,
        from: &Arc<EntityDef>,
        field: &str,
        target: &str,
        id: RecordId,
        limit: u32,
    ) -> Result<Vec<Record>> {
        let several = from.field(field).is_some_and(|field| {
            matches!(
                &field.kind,
                FieldType::Link {
                    to: LinkTarget::Several(_) | LinkTarget::Any,
                    ..
                }
            )
        });
        let value = match several {
            true => Value::Reference {
                entity: target.to_owned(),
                id: id.0,
            },
            false => Value::Id(id.0),
        };
        let filter = Filter::equals(field, value);
        Ok(self
            .engine
            .tenant(self.ctx.tenant)
            .find(from, &filter, &[], limit)
            .await?)
    }
}
