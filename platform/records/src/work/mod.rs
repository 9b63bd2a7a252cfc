//! The unit of work: plans changes and commits all of them in one transaction, or none.
//!
//! Each planned change goes the same way: load, authorise, hooks, computed values, validation, link check. The store
//! then applies the batch with the versions that were read, so nobody's change in between is lost.
//! A plan that meets such a change fails with `version_conflict`; whoever wants to try again plans anew.

mod commit;
mod delete;
mod links;
mod order;
mod plan;
mod react;
mod states;
pub(crate) mod tags;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rapport_kernel::{
    Access, Error, ErrorCode, OperationId, RecordId, RequestContext, Result, Timestamp, UserId,
};
use rapport_schema::{EntityDef, Filter, InputContext, Record, SchemaSnapshot, SortKey};
use rapport_store::{Applied, Deleted, SystemChange};

use crate::Engine;
use crate::scope::{Right, require_right};
pub(crate) use plan::search_text;
use plan::{Planned, Step};

/// A unit of work of one caller. Nothing happens before [`Work::commit`].
pub struct Work {
    engine: Engine,
    ctx: RequestContext,
    schema: Arc<SchemaSnapshot>,
    planned: Vec<Planned>,
    system: Vec<SystemChange>,
    action: Option<String>,
    answer: serde_json::Value,
    lenient: bool,
    carriers_follow: bool,
    /// The caller's rights, while others are used.
    own_access: Option<Arc<Access>>,
    /// The versions of the records that were read for this plan.
    read: Mutex<HashMap<(String, RecordId), i64>>,
}

/// What was committed, in the order of writing.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The operation, for undo.
    pub operation: OperationId,
    /// When.
    pub at: Timestamp,
    /// One entry per record.
    pub applied: Vec<Applied>,
}

impl Work {
    pub(crate) fn new(engine: Engine, ctx: RequestContext, schema: Arc<SchemaSnapshot>) -> Self {
        Self {
            engine,
            ctx,
            schema,
            planned: Vec::new(),
            system: Vec::new(),
            action: None,
            answer: serde_json::Value::Null,
            lenient: false,
            carriers_follow: true,
            own_access: None,
            read: Mutex::new(HashMap::new()),
        }
    }

    /// The caller.
    #[must_use]
    pub fn context(&self) -> &RequestContext {
        &self.ctx
    }

    /// The engine, for reads that are not part of the plan, such as aggregates.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// How text and JSON values of this caller are read.
    #[must_use]
    pub fn input_context(&self, creating: bool) -> InputContext {
        InputContext {
            currency: self.ctx.currency,
            creating,
        }
    }

    /// An entity by its name.
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub fn entity(&self, name: &str) -> Result<Arc<EntityDef>> {
        let found = self
            .schema
            .entity(name)
            .or_else(|| self.schema.by_plural(name));
        found
            .cloned()
            .ok_or_else(|| Error::not_found(format!("entity `{name}`")))
    }

    /// How many changes are planned.
    #[must_use]
    pub fn len(&self) -> usize {
        self.planned.len()
    }

    /// Whether nothing is planned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.planned.is_empty()
    }

    /// How much is planned now, to come back to with [`Work::back_to`].
    #[must_use]
    pub fn mark(&self) -> usize {
        self.planned.len()
    }

    /// Forgets the records planned since a mark: for one row of many that turned out wrong.
    pub fn back_to(&mut self, mark: usize) {
        self.planned.truncate(mark);
    }

    /// Names what is written to the audit trail instead of `create` or `update`.
    pub fn named(&mut self, action: &str) {
        self.action = Some(action.to_owned());
    }

    /// Remembers what the caller is answered, for a repeat of the same request.
    pub(crate) fn answering(&mut self, answer: &serde_json::Value) {
        self.answer = answer.clone();
    }

    /// Values are taken as they are, without state steps: for undo, imports of history and demo data.
    pub fn take_states_as_given(&mut self) {
        self.lenient = true;
    }

    /// Whether what is planned from now on is planned with all rights instead of the caller's: for rules of a module
    /// that reach further than its caller. Who is named as the author stays the same.
    pub fn with_all_rights(&mut self, all: bool) {
        let access = match (&self.own_access, all) {
            (None, true) => {
                let everything = Arc::new(Access::everything(self.ctx.actor.user));
                self.own_access = Some(std::mem::replace(&mut self.ctx.actor.access, everything));
                return;
            }
            (Some(own), false) => Arc::clone(own),
            _ => return,
        };
        self.ctx.actor.access = access;
        self.own_access = None;
    }

    /// Adds a change of the platform's own rows to the same transaction.
    pub fn with_system(&mut self, change: SystemChange) {
        self.system.push(change);
    }

    /// A record as this plan leaves it, else as it is stored.
    ///
    /// # Errors
    /// `not_found` when it is not there for the caller.
    pub async fn get(&self, entity: &str, id: RecordId) -> Result<Record> {
        if let Some(planned) = self.find_planned(entity, id) {
            return Ok(planned.after.clone());
        }
        let entity = self.entity(entity)?;
        self.load(&entity, id, Right::Read, Deleted::No).await
    }

    /// Stored records that match, within the caller's scope.
    ///
    /// # Errors
    /// `forbidden` when the caller may not read the entity.
    pub async fn find(
        &self,
        entity: &str,
        filter: Filter,
        sort: &[SortKey],
        limit: u32,
    ) -> Result<Vec<Record>> {
        let entity = self.entity(entity)?;
        let scope = self.engine.scope(&self.ctx, &entity, Right::Read)?;
        let filter = filter.and(scope.filter().clone());
        Ok(self
            .engine
            .tenant(self.ctx.tenant)
            .find(&entity, &filter, sort, limit)
            .await?)
    }

    /// What this plan does to records of an entity: each as the plan leaves it, none when it goes to the bin. What
    /// [`Work::find`] answers is what is stored; a rule over several records lays this over it.
    pub fn planned(&self, entity: &str) -> impl Iterator<Item = (RecordId, Option<&Record>)> {
        let planned = self.planned.iter();
        planned
            .filter(move |planned| planned.entity.name == entity)
            .map(|planned| {
                let stays = planned.step != Step::Delete;
                (planned.id, stays.then_some(&planned.after))
            })
    }

    /// Plans a new record and returns the id it will have. The owner is the caller unless the record says otherwise.
    ///
    /// # Errors
    /// Everything that is wrong with its values, by field.
    pub async fn create(&mut self, entity: &str, values: Record) -> Result<RecordId> {
        let entity = self.entity(entity)?;
        require_right(&self.ctx, &entity, Right::Create)?;
        let mut values = values;
        if !values.has("owner") && self.ctx.actor.user != UserId::SYSTEM {
            values.set("owner", rapport_schema::Value::Id(self.ctx.actor.user.0));
        }
        self.choose_states(&entity, None, &mut values).await?;
        let after = self.prepare(&entity, None, values)?;
        self.check_links(&entity, None, &after).await?;
        self.check_choices(&entity, None, &after).await?;
        let id = self.ctx.new_record_id();
        self.planned.push(Planned {
            entity,
            id,
            step: Step::Create,
            before: None,
            after,
            expected: 0,
        });
        Ok(id)
    }

    /// Plans a change of some fields. Planned twice for one record, the changes are merged.
    ///
    /// # Errors
    /// `not_found`, and everything that is wrong with the values, by field.
    pub async fn update(&mut self, entity: &str, id: RecordId, change: Record) -> Result<()> {
        let entity = self.entity(entity)?;
        if let Some(at) = self.position(&entity.name, id) {
            return self.update_planned(at, &change).await;
        }
        let before = self.load(&entity, id, Right::Update, Deleted::No).await?;
        self.update_loaded(&entity, id, before, &change).await
    }

    /// Plans a change of a record that was already loaded within the caller's scope.
    pub(crate) async fn update_loaded(
        &mut self,
        entity: &Arc<EntityDef>,
        id: RecordId,
        before: Record,
        change: &Record,
    ) -> Result<()> {
        let expected = plan::version(&before);
        let mut change = change.clone();
        self.choose_states(entity, Some(&before), &mut change)
            .await?;
        let after = self.prepare(entity, Some(&before), change)?;
        self.check_links(entity, Some(&before), &after).await?;
        self.check_choices(entity, Some(&before), &after).await?;
        let renamed = (entity.name == tags::TAG).then(|| (before.clone(), after.clone()));
        self.planned.push(Planned {
            entity: entity.clone(),
            id,
            step: Step::Update,
            before: Some(before),
            after,
            expected,
        });
        match renamed {
            Some((before, after)) => self.follow_rename(&before, &after).await,
            None => Ok(()),
        }
    }

    async fn update_planned(&mut self, at: usize, change: &Record) -> Result<()> {
        let Some(planned) = self.planned.get(at) else {
            return Ok(());
        };
        let entity = planned.entity.clone();
        let (before, earlier) = (planned.before.clone(), planned.after.clone());
        let mut whole = changed(before.as_ref(), &earlier);
        whole.apply(change);
        self.choose_states(&entity, before.as_ref(), &mut whole)
            .await?;
        let after = self.prepare(&entity, before.as_ref(), whole)?;
        self.check_links(&entity, Some(&earlier), &after).await?;
        self.check_choices(&entity, before.as_ref(), &after).await?;
        if let Some(planned) = self.planned.get_mut(at) {
            planned.after = after;
        }
        Ok(())
    }

    /// Hooks, defaults, computed values and validation: the part of a change that needs no database.
    /// Answers the record as it will be.
    fn prepare(
        &self,
        entity: &Arc<EntityDef>,
        before: Option<&Record>,
        mut change: Record,
    ) -> Result<Record> {
        let currency = self.ctx.currency;
        entity.finish(before, &mut change, currency);
        let mut after = over(before, &change);
        let hooks = self.engine.hooks(&entity.name);
        for hook in hooks {
            hook(&self.ctx, before, &mut after)?;
        }
        if !hooks.is_empty() {
            // What hooks changed may feed computed fields; on a new record everything there is a change.
            let mut change = changed(before, &after);
            entity.finish(before, &mut change, currency);
            after = over(before, &change);
        }
        let steps_from = if self.lenient { None } else { before };
        let problems = entity.check(steps_from, &after);
        if problems.is_empty() {
            return Ok(after);
        }
        let seen = self.engine.seen(&self.ctx, entity);
        Err(plan::refusal(problems, entity, &seen))
    }

    pub(crate) async fn load(
        &self,
        entity: &Arc<EntityDef>,
        id: RecordId,
        right: Right,
        deleted: Deleted,
    ) -> Result<Record> {
        let scope = self.engine.scope(&self.ctx, entity, right)?;
        let found = self
            .engine
            .tenant(self.ctx.tenant)
            .load(entity, &[id], scope.filter(), deleted)
            .await?;
        match found.into_iter().next() {
            Some(record) => {
                self.reads(entity, id, plan::version(&record))?;
                Ok(record)
            }
            None => Err(self.engine.refused(&self.ctx, entity, id, right).await),
        }
    }

    /// Notes the version of a record that was read. A plan that reads two versions of one record was overtaken: what it
    /// computed from the first must not be written over the second.
    fn reads(&self, entity: &EntityDef, id: RecordId, version: i64) -> Result<()> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let first = *read.entry((entity.name.clone(), id)).or_insert(version);
        if first == version {
            return Ok(());
        }
        let message = format!("{} `{id}` was changed while this was planned", entity.name);
        Err(Error::new(ErrorCode::VERSION_CONFLICT, message))
    }

    fn position(&self, entity: &str, id: RecordId) -> Option<usize> {
        self.planned
            .iter()
            .position(|planned| planned.id == id && planned.entity.name == entity)
    }

    fn find_planned(&self, entity: &str, id: RecordId) -> Option<&Planned> {
        self.position(entity, id)
            .and_then(|at| self.planned.get(at))
    }
}

/// A record with a change laid over it.
fn over(before: Option<&Record>, change: &Record) -> Record {
    let mut after = before.cloned().unwrap_or_default();
    after.apply(change);
    after
}

/// The fields of `after` that `before` does not have with the same value.
fn changed(before: Option<&Record>, after: &Record) -> Record {
    match before {
        Some(before) => after.changed_from(before),
        None => after.clone(),
    }
}
