//! Who may do what in each tenant: its access model and what that means for each user, kept in memory.
//!
//! A model is good for 5 seconds and for one epoch, like the state of a session. One that is read again and is the
//! same goes on with what was made of it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use moka::sync::Cache;
use rapport_kernel::{Access, AccessModel, Result, TenantId, Timestamp, UserId};
use rapport_store as store;
use tokio::sync::Mutex;

use crate::Accounts;
use crate::authenticate::OLDEST_SECONDS;

/// Tenants kept in memory.
const CACHED: u64 = 10_000;

/// The access model of a tenant, with what it means for the users who asked.
pub(crate) struct TenantAccess {
    pub(crate) model: AccessModel,
    of_users: RwLock<HashMap<UserId, Arc<Access>>>,
}

impl TenantAccess {
    fn new(model: AccessModel) -> Self {
        Self {
            model,
            of_users: RwLock::default(),
        }
    }

    /// What a user may do; none for a user the model does not know.
    pub(crate) fn of(&self, user: UserId) -> Option<Arc<Access>> {
        let known = self.of_users.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(access) = known.get(&user) {
            return Some(Arc::clone(access));
        }
        drop(known);
        let access = Arc::new(self.model.access_of(user)?);
        let mut known = self
            .of_users
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        known.insert(user, Arc::clone(&access));
        Some(access)
    }
}

/// A model with its age.
pub(crate) struct Cached {
    pub(crate) access: Arc<TenantAccess>,
    epoch: u64,
    pub(crate) read_at: Timestamp,
}

/// The access models of tenants.
pub(crate) struct ModelCache {
    models: Cache<TenantId, Arc<Cached>>,
    /// Whoever reads a model, reads it for all who wait.
    reading: Mutex<()>,
}

impl ModelCache {
    pub(crate) fn new() -> Self {
        Self {
            models: Cache::new(CACHED),
            reading: Mutex::new(()),
        }
    }

    fn get(&self, tenant: TenantId, epoch: u64, now: Timestamp) -> Option<Arc<Cached>> {
        let cached = self.models.get(&tenant)?;
        let fresh = cached.read_at <= now && now < cached.read_at.plus_seconds(OLDEST_SECONDS);
        (fresh && cached.epoch == epoch).then_some(cached)
    }
}

impl Accounts {
    /// The access model of a tenant, at most 5 seconds old.
    pub(crate) async fn model(&self, tenant: TenantId) -> Result<Arc<TenantAccess>> {
        Ok(Arc::clone(&self.model_with_age(tenant).await?.access))
    }

    /// The access model of a user's tenant, which knows the user as it was read just now: another process may have
    /// changed it less than 5 seconds ago.
    pub(crate) async fn model_of(&self, user: &store::User) -> Result<Arc<TenantAccess>> {
        let access = self.model(user.tenant).await?;
        let known = access.model.members.get(&user.id);
        let same = known.is_some_and(|known| {
            known.profile == user.profile
                && known.role == user.role
                && access.model.profiles.contains_key(&user.profile)
        });
        if same {
            return Ok(access);
        }
        self.states.begin_epoch();
        self.model(user.tenant).await
    }

    pub(crate) async fn model_with_age(&self, tenant: TenantId) -> Result<Arc<Cached>> {
        let cached = |epoch| self.models.get(tenant, epoch, self.now());
        if let Some(cached) = cached(self.states.epoch()) {
            return Ok(cached);
        }
        let _turn = self.models.reading.lock().await;
        // The epoch first: a change between the two makes the model unusable, not the other way round.
        let (epoch, now) = (self.states.epoch(), self.now());
        if let Some(cached) = cached(epoch) {
            return Ok(cached);
        }
        let model = self.identity.access_model(tenant).await?;
        let before = self.models.models.get(&tenant);
        let access = match before.filter(|before| before.access.model == model) {
            Some(same) => Arc::clone(&same.access),
            None => Arc::new(TenantAccess::new(model)),
        };
        let cached = Arc::new(Cached {
            access,
            epoch,
            read_at: now,
        });
        self.models.models.insert(tenant, Arc::clone(&cached));
        Ok(cached)
    }
}
