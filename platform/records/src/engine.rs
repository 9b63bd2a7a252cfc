//! The engine: the store, the modules and each tenant's schema.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use rapport_kernel::{Error, RecordId, RequestContext, Result, TenantId};
use rapport_schema::{EntityDef, SchemaSnapshot, load_entity};
use rapport_store::{Store, TenantStore};

use crate::jobs::JobHandlers;
use crate::live::Feed;
use crate::module::{ActionFn, Chore, HookFn, Module, ModuleInfo, ReactionFn, load_order};
use crate::scope::{Criteria, Masks, Right, Scope, permits};
use crate::work::Work;

/// The engine. Cheap to clone; one per process.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    store: Store,
    modules: Vec<ModuleInfo>,
    hooks: HashMap<&'static str, Vec<HookFn>>,
    actions: HashMap<(&'static str, &'static str), ActionFn>,
    reactions: HashMap<&'static str, Vec<ReactionFn>>,
    chores: Vec<Chore>,
    base: Arc<SchemaSnapshot>,
    tenants: RwLock<HashMap<TenantId, Arc<SchemaSnapshot>>>,
    jobs: JobHandlers,
    feed: Feed,
    masks: Masks,
    criteria: Criteria,
}

impl Engine {
    /// Loads the modules in order and checks that every action named in their files has its code.
    ///
    /// # Errors
    /// A missing or circular module, a fault in an entity file, an action without code or code without an action;
    /// the message names file and reason.
    pub fn new(store: Store, modules: Vec<Module>) -> Result<Self> {
        let modules = load_order(modules).map_err(|error| Error::invalid(error.to_string()))?;
        let base = Arc::new(base_schema(&modules)?);
        let mut hooks: HashMap<&'static str, Vec<HookFn>> = HashMap::new();
        let mut actions = HashMap::new();
        let mut reactions: HashMap<&'static str, Vec<ReactionFn>> = HashMap::new();
        for module in &modules {
            for hook in &module.hooks {
                hooks.entry(hook.entity).or_default().push(hook.before_save);
            }
            for reaction in &module.reactions {
                reactions
                    .entry(reaction.entity)
                    .or_default()
                    .push(reaction.run);
            }
            for action in &module.actions {
                actions.insert((action.entity, action.name), action.run);
            }
        }
        check_actions(&base, &actions)?;
        check_names(&base, hooks.keys().chain(reactions.keys()).copied())?;
        let chores = modules.iter().flat_map(|module| module.chores.clone());
        let chores = chores.collect();
        let modules = modules
            .iter()
            .map(|module| describe(module, &base))
            .collect();
        let tenants = RwLock::new(HashMap::new());
        let jobs = JobHandlers::new();
        let engine = Self(Arc::new(Inner {
            store,
            modules,
            hooks,
            actions,
            reactions,
            chores,
            base,
            tenants,
            jobs,
            feed: Feed::new(),
            masks: Masks::default(),
            criteria: Criteria::default(),
        }));
        engine.register_job(crate::bulk::KIND, Arc::new(crate::bulk::BulkJob));
        engine.register_job(crate::undo::KIND, Arc::new(crate::undo::UndoJob));
        engine.register_job(crate::privacy::ACCESS, Arc::new(crate::privacy::AccessJob));
        engine.register_job(crate::privacy::ERASE, Arc::new(crate::privacy::EraseJob));
        engine.register_job(crate::privacy::PURGE, Arc::new(crate::privacy::PurgeJob));
        engine.register_job(crate::trail::VERIFY, Arc::new(crate::trail::VerifyJob));
        engine.register_job(crate::tags::EXCHANGE, Arc::new(crate::tags::ExchangeJob));
        engine.register_job(crate::tags::COLLECT, Arc::new(crate::tags::CollectJob));
        Ok(engine)
    }

    /// The modules in load order.
    #[must_use]
    pub fn modules(&self) -> &[ModuleInfo] {
        &self.0.modules
    }

    /// The schema of the modules alone, without any tenant's custom fields.
    #[must_use]
    pub fn base_schema(&self) -> &Arc<SchemaSnapshot> {
        &self.0.base
    }

    /// The schema of a tenant: the modules' entities with the tenant's custom fields and objects.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn schema(&self, tenant: TenantId) -> Result<Arc<SchemaSnapshot>> {
        let cached = self
            .0
            .tenants
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&tenant)
            .cloned();
        if let Some(schema) = cached {
            return Ok(schema);
        }
        let schema = crate::definitions::load(&self.0.base, &self.tenant(tenant)).await?;
        let schema = Arc::new(schema);
        let mut tenants = self
            .0
            .tenants
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(tenants.entry(tenant).or_insert(schema).clone())
    }

    /// Forgets the cached schema of a tenant, after its definitions changed.
    pub(crate) fn forget_schema(&self, tenant: TenantId) {
        self.0
            .tenants
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&tenant);
    }

    /// Begins a unit of work: everything planned in it is committed in one transaction.
    ///
    /// # Errors
    /// The tenant's schema cannot be read.
    pub async fn work(&self, ctx: &RequestContext) -> Result<Work> {
        let schema = self.schema(ctx.tenant).await?;
        Ok(Work::new(self.clone(), ctx.clone(), schema))
    }

    /// An entity as it is for the caller, by its path name (plural) or its own name: without fields and actions that
    /// are hidden from the caller.
    ///
    /// # Errors
    /// `not_found` when there is none, or the caller may not know of it.
    pub async fn entity(&self, ctx: &RequestContext, name: &str) -> Result<Arc<EntityDef>> {
        let whole = self.whole(ctx, name).await?;
        Ok(self.seen(ctx, &whole))
    }

    /// The schema as it is for the caller: without entities, fields and actions that are hidden from the caller.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn schema_seen(&self, ctx: &RequestContext) -> Result<Arc<SchemaSnapshot>> {
        let schema = self.schema(ctx.tenant).await?;
        let all = schema.entities();
        let readable = all
            .iter()
            .filter(|entity| permits(ctx, entity, Right::Read));
        let seen: Vec<_> = readable.map(|entity| self.seen(ctx, entity)).collect();
        let whole =
            seen.len() == all.len() && all.iter().zip(&seen).all(|(a, b)| Arc::ptr_eq(a, b));
        Ok(match whole {
            true => schema,
            false => Arc::new(schema.seen_as(seen)),
        })
    }

    /// An entity that exists for the caller, with all of its fields: for the engine's own work.
    pub(crate) async fn whole(&self, ctx: &RequestContext, name: &str) -> Result<Arc<EntityDef>> {
        let entity = self.defined(ctx.tenant, name).await?;
        if permits(ctx, &entity, Right::Read) {
            Ok(entity)
        } else {
            Err(Error::not_found(format!("entity `{name}`")))
        }
    }

    /// An entity of the tenant, whoever asks.
    pub(crate) async fn defined(&self, tenant: TenantId, name: &str) -> Result<Arc<EntityDef>> {
        let schema = self.schema(tenant).await?;
        schema
            .by_plural(name)
            .or_else(|| schema.entity(name))
            .cloned()
            .ok_or_else(|| Error::not_found(format!("entity `{name}`")))
    }

    pub(crate) fn masks(&self) -> &Masks {
        &self.0.masks
    }

    pub(crate) fn criteria(&self) -> &Criteria {
        &self.0.criteria
    }

    /// An entity together with what the caller may see of it.
    pub(crate) async fn scoped(
        &self,
        ctx: &RequestContext,
        name: &str,
        right: Right,
    ) -> Result<(Arc<EntityDef>, Scope)> {
        let entity = self.whole(ctx, name).await?;
        let scope = self.scope(ctx, &entity, right)?;
        Ok((entity, scope))
    }

    /// The store as this tenant sees it.
    pub(crate) fn tenant(&self, tenant: TenantId) -> TenantStore {
        self.0.store.tenant(tenant)
    }

    /// The store, for the parts of the platform that keep more than records (jobs, imports).
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn hooks(&self, entity: &str) -> &[HookFn] {
        self.0.hooks.get(entity).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn reactions(&self, entity: &str) -> &[ReactionFn] {
        self.0.reactions.get(entity).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn chores(&self) -> &[Chore] {
        &self.0.chores
    }

    pub(crate) fn action_code(&self, entity: &str, name: &str) -> Option<ActionFn> {
        self.0
            .actions
            .iter()
            .find(|((of, is), _)| *of == entity && *is == name)
            .map(|(_, run)| *run)
    }

    pub(crate) fn feed(&self) -> &Feed {
        &self.0.feed
    }

    pub(crate) fn job_handlers(&self) -> &JobHandlers {
        &self.0.jobs
    }

    /// Whether the caller may see a record; used before anything that hangs on it is shown.
    ///
    /// # Errors
    /// `not_found` when it is not there for the caller.
    pub(crate) async fn require_visible(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        id: RecordId,
    ) -> Result<()> {
        self.require(ctx, entity, id, Right::Read).await
    }

    /// Whether the caller has a right on a record.
    ///
    /// # Errors
    /// `not_found` when it is not there for the caller, `forbidden` when it is and the right is missing.
    pub(crate) async fn require(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        id: RecordId,
        right: Right,
    ) -> Result<()> {
        let scope = self.scope(ctx, entity, right)?;
        if self.is_within(ctx, entity, id, &scope).await? {
            Ok(())
        } else {
            Err(self.refused(ctx, entity, id, right).await)
        }
    }

    /// Why a record is not within the caller's scope for a right: it is not there for the caller, or may only be seen.
    pub(crate) async fn refused(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        id: RecordId,
        right: Right,
    ) -> Error {
        let missing = || Error::not_found(format!("{} `{id}`", entity.name));
        if !matches!(right, Right::Update | Right::Delete) {
            return missing();
        }
        let [wanted, read] = [right, Right::Read].map(|right| self.scope(ctx, entity, right));
        let (Ok(wanted), Ok(read)) = (wanted, read) else {
            return missing();
        };
        match self.is_within(ctx, entity, id, &wanted).await {
            // What is missing is not the right: the record is in the bin, or out of it.
            Ok(true) => return missing(),
            Ok(false) => {}
            Err(error) => return error,
        }
        match self.is_within(ctx, entity, id, &read).await {
            Ok(true) => Error::forbidden(format!("you may only see this {}", entity.name)),
            Ok(false) => missing(),
            Err(error) => error,
        }
    }

    pub(crate) async fn is_within(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        id: RecordId,
        scope: &Scope,
    ) -> Result<bool> {
        let tenant = self.tenant(ctx.tenant);
        let found = tenant.titles(entity, &[id], scope.filter()).await?;
        Ok(!found.is_empty())
    }

    /// The scope of each entity the caller may read.
    pub(crate) async fn readable(
        &self,
        ctx: &RequestContext,
    ) -> Result<Vec<(Arc<EntityDef>, Scope)>> {
        let schema = self.schema(ctx.tenant).await?;
        let scoped = |entity: &Arc<EntityDef>| {
            let scope = self.scope(ctx, entity, Right::Read).ok()?;
            Some((entity.clone(), scope))
        };
        Ok(schema.entities().iter().filter_map(scoped).collect())
    }
}

fn base_schema(modules: &[Module]) -> Result<SchemaSnapshot> {
    let mut entities = Vec::new();
    for module in modules {
        for (file, text) in &module.entities {
            let entity = load_entity(text, file, module.name)
                .map_err(|error| Error::invalid(error.to_string()))?;
            let installed = |name: &str| modules.iter().any(|module| module.name == name);
            entities.push(entity.within(installed));
        }
    }
    SchemaSnapshot::build(entities).map_err(|error| Error::invalid(error.to_string()))
}

fn check_actions(
    schema: &SchemaSnapshot,
    code: &HashMap<(&'static str, &'static str), ActionFn>,
) -> Result<()> {
    for entity in schema.entities() {
        for action in &entity.actions {
            let found = code
                .keys()
                .any(|(of, name)| *of == entity.name && *name == action.name);
            if !found {
                return Err(Error::invalid(format!(
                    "action `{}` of `{}` has no code",
                    action.name, entity.name
                )));
            }
        }
    }
    for (of, name) in code.keys() {
        if schema
            .entity(of)
            .and_then(|entity| entity.action(name))
            .is_none()
        {
            return Err(Error::invalid(format!(
                "code for action `{name}` of `{of}`, which no entity file names"
            )));
        }
    }
    Ok(())
}

/// Rules name entities that are there.
fn check_names<'a>(
    schema: &SchemaSnapshot,
    mut named: impl Iterator<Item = &'a str>,
) -> Result<()> {
    match named.find(|entity| schema.entity(entity).is_none()) {
        Some(entity) => Err(Error::invalid(format!(
            "code for `{entity}`, which is no entity of the modules"
        ))),
        None => Ok(()),
    }
}

fn describe(module: &Module, schema: &SchemaSnapshot) -> ModuleInfo {
    let entities = schema
        .entities()
        .iter()
        .filter(|entity| entity.module == module.name);
    ModuleInfo {
        name: module.name.to_owned(),
        version: module.version.to_owned(),
        requires: module.requires.iter().map(ToString::to_string).collect(),
        entities: entities.map(|entity| entity.name.clone()).collect(),
    }
}
