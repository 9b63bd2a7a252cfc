//! Doing what retention rules say, once a day.

use std::sync::Arc;

use rapport_kernel::{Error, RecordId, RequestContext, Result};
use rapport_schema::{EntityDef, Filter};
use rapport_store::{
    AuditKind, AuditNote, ConstraintKind, Erasure, Left, RetentionRule, StoreError,
};

use super::person::id_of;
use super::retention::RULE;
use crate::Engine;

/// What a run did.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    gone: i64,
    kept: i64,
}

impl Engine {
    /// Runs all rules of a tenant that are switched on. A rule that fails is logged and tried again the next day.
    ///
    /// # Errors
    /// The rules cannot be read.
    pub async fn run_retention(&self, ctx: &RequestContext) -> Result<()> {
        for rule in self.tenant(ctx.tenant).retention_rules().await? {
            if !rule.active {
                continue;
            }
            match self.run_rule(&ctx.new_operation(), &rule).await {
                Ok(done) => tracing::info!(rule = %rule.id, ?done, "retention rule ran"),
                Err(error) => {
                    tracing::warn!(tenant = %ctx.tenant, rule = %rule.id, ?error, "retention rule failed");
                }
            }
        }
        Ok(())
    }

    async fn run_rule(&self, ctx: &RequestContext, rule: &RetentionRule) -> Result<Done> {
        let (entity, filter) = self.rule_filter(ctx, rule).await?;
        let mut done = Done::default();
        let mut after = None;
        loop {
            let due = self.due(ctx, rule, (&entity, &filter), after).await?;
            done.kept += i64::try_from(due.held).unwrap_or(i64::MAX);
            for id in due.free {
                let ctx = ctx.new_operation();
                match self.end(&ctx, rule, (&entity, &filter), id).await {
                    Ok(true) => done.gone += 1,
                    Ok(false) => done.kept += 1,
                    Err(error) if error.kind() == rapport_kernel::ErrorKind::Conflict => {
                        tracing::debug!(record = %id, %error, "a record stays");
                        done.kept += 1;
                    }
                    Err(error) => return Err(error),
                }
            }
            after = due.last;
            if after.is_none() {
                break;
            }
        }
        if rule.action != "bin" && done.gone > 0 {
            self.store().scrub(std::slice::from_ref(&entity)).await?;
        }
        if done.gone + done.kept > 0 {
            let note = AuditNote::new(AuditKind::Privacy, RULE, rule.id, "run")
                .titled(&rule.name)
                .with("entity", rule.entity.as_str())
                .with("action", rule.action.as_str())
                .with("records", done.gone)
                .with("kept", done.kept);
            self.note(&ctx.new_operation(), vec![note]).await?;
        }
        let run = (ctx.now(), done.gone, done.kept);
        self.tenant(ctx.tenant).note_run(rule.id, run).await?;
        Ok(done)
    }

    /// Ends one record; false when it has to stay.
    async fn end(
        &self,
        ctx: &RequestContext,
        rule: &RetentionRule,
        (entity, filter): (&Arc<EntityDef>, &Filter),
        id: RecordId,
    ) -> Result<bool> {
        match rule.action.as_str() {
            "bin" => self.bin(ctx, entity, id).await.map(|()| true),
            "purge" => self.purge_record(ctx, entity, id).await.map(|()| true),
            _ => self.erase_old(ctx, rule, (entity, filter), id).await,
        }
    }

    async fn bin(&self, ctx: &RequestContext, entity: &EntityDef, id: RecordId) -> Result<()> {
        let mut work = self.work(ctx).await?;
        work.delete(&entity.name, id).await?;
        work.commit().await.map(drop)
    }

    /// Takes a record away for good, with what the trail and search keep of it. Where others point to it, an empty row
    /// stays in the bin.
    async fn purge_record(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        id: RecordId,
    ) -> Result<()> {
        let found = self.loaded(ctx, entity, &[id]).await?;
        let Some(record) = found.into_iter().next() else {
            return Ok(());
        };
        if record.get("deleted_at").is_null() {
            // What follows from a deletion follows from this one too.
            self.bin(ctx, entity, id).await?;
        }
        let mut erasure = Erasure {
            author: crate::trail::author(&ctx.new_operation()),
            records: vec![(entity.clone(), id)],
            texts: Vec::new(),
            user: None,
            left: Left::Nothing,
            note: AuditNote::new(AuditKind::Privacy, &entity.name, id.0, "purge"),
        };
        let tenant = self.tenant(ctx.tenant);
        let gone = tenant.erase(&erasure).await;
        if let Err(StoreError::Constraint {
            kind: ConstraintKind::ForeignKey,
            ..
        }) = gone
        {
            erasure.left = Left::Shells;
            erasure.author = crate::trail::author(&ctx.new_operation());
            tenant.erase(&erasure).await.map_err(held_meanwhile)?;
            return Ok(());
        }
        gone.map(drop).map_err(held_meanwhile)
    }

    /// Erases a person whose records are all old enough; false when another record of the person is not.
    async fn erase_old(
        &self,
        ctx: &RequestContext,
        rule: &RetentionRule,
        (entity, filter): (&Arc<EntityDef>, &Filter),
        id: RecordId,
    ) -> Result<bool> {
        let subject = super::Subject::Record {
            entity: entity.name.clone(),
            id,
        };
        let person = self.person(ctx, &subject).await?;
        let others: Vec<RecordId> = person
            .records
            .iter()
            .map(|one| id_of(&one.1))
            .filter(|other| *other != id)
            .collect();
        if !others.is_empty() {
            let same = person.records.iter().all(|one| one.0.name == entity.name);
            let tenant = self.tenant(ctx.tenant);
            let old = tenant.titles(entity, &others, filter).await?;
            if !same || old.len() < others.len() {
                return Ok(false);
            }
        }
        self.refuse_held(ctx, &person.all().cloned().collect::<Vec<_>>())
            .await?;
        self.erase_person(ctx, &person, ("rule", rule.id)).await?;
        Ok(true)
    }
}

/// The store's refusal to touch what is on hold, or gone.
pub(super) fn held_meanwhile(error: StoreError) -> Error {
    match error {
        StoreError::Unmatched { .. } => Error::new(
            rapport_kernel::ErrorCode::CONFLICT,
            "a record was put on hold or removed meanwhile",
        ),
        error => error.into(),
    }
}
