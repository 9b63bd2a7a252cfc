//! Who sends a request: the token is verified, and the state of its session and user looked up in a cache.
//!
//! A cached state is good for 5 seconds and for one epoch. Every change of a user, a session or of what users may do made by this process
//! begins a new epoch after its commit; a state read before it carries the old epoch and is not used again.
//! Changes by other processes are seen after at most 5 seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use moka::sync::Cache;
use rapport_kernel::{Actor, Currency, Error, ErrorCode, Result, TenantId, Through, Timestamp};
use rapport_store::SessionState;
use uuid::Uuid;

use crate::Accounts;
use crate::api_keys;
use crate::model::TenantAccess;
use crate::token::Claims;

/// Sessions kept in memory.
const CACHED: u64 = 100_000;

/// The oldest state that is used.
pub(crate) const OLDEST_SECONDS: i64 = 5;

/// Who sends a request, and with which rights. What a `RequestContext` is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The session.
    pub id: Uuid,
    /// The tenant.
    pub tenant: TenantId,
    /// Who acts.
    pub actor: Actor,
    /// The user's time zone.
    pub time_zone: Arc<str>,
    /// The tenant's base currency.
    pub currency: Currency,
}

impl Session {
    /// Refuses what only users themselves may do with their accounts.
    pub(crate) fn must_be_own(&self) -> Result<()> {
        match self.actor.through {
            Through::Own => Ok(()),
            Through::Impersonator(_) => Err(Error::forbidden(
                "only the user may do this, not somebody in the user's name",
            )),
            Through::ApiKey(_) => self.must_not_be_a_key(),
        }
    }

    /// Refuses keys what belongs to the person who made them: factors, sessions, passwords.
    pub(crate) fn must_not_be_a_key(&self) -> Result<()> {
        match self.actor.through {
            Through::ApiKey(_) => Err(Error::new(
                ErrorCode::KEY_NOT_ALLOWED,
                "an API key may not do this: it is for the user alone, who signs in for it",
            )),
            Through::Own | Through::Impersonator(_) => Ok(()),
        }
    }
}

struct Cached {
    /// None: the session is over or never was.
    session: Option<Session>,
    epoch: u64,
    read_at: Timestamp,
}

/// States of sessions, with the epoch they were read in.
pub(crate) struct StateCache {
    states: Cache<Uuid, Arc<Cached>>,
    epoch: AtomicU64,
}

impl StateCache {
    pub(crate) fn new() -> Self {
        Self {
            states: Cache::new(CACHED),
            epoch: AtomicU64::new(0),
        }
    }

    /// To be called after every committed change of a user or session.
    pub(crate) fn begin_epoch(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::SeqCst)
    }

    fn get(&self, id: Uuid, now: Timestamp) -> Option<Arc<Cached>> {
        let cached = self.states.get(&id)?;
        // A clock that was set back makes a state look young; it is not believed.
        let fresh = cached.read_at <= now && now < cached.read_at.plus_seconds(OLDEST_SECONDS);
        (fresh && cached.epoch == self.epoch()).then_some(cached)
    }
}

impl Accounts {
    /// Who sends a request with this access token or API key. The text is the token alone, without the word `Bearer`.
    pub async fn authenticate(&self, bearer: &str) -> Result<Session> {
        if bearer.starts_with(api_keys::WORD) {
            return self.authenticate_key(bearer).await;
        }
        let now = self.now();
        let claims = self.tokens.verify(bearer, now)?;
        let cached = match self.states.get(claims.sid, now) {
            Some(cached) => cached,
            None => self.read_state(claims.sid, now).await?,
        };
        match &cached.session {
            Some(session) if belongs(session, &claims) => Ok(session.clone()),
            _ => Err(Error::new(
                ErrorCode::UNAUTHENTICATED,
                "the session has ended",
            )),
        }
    }

    async fn read_state(&self, id: Uuid, now: Timestamp) -> Result<Arc<Cached>> {
        // The epoch first: a change between the two makes the state unusable, not the other way round.
        let mut cached = Cached {
            session: None,
            epoch: self.states.epoch(),
            read_at: now,
        };
        let state = self.identity.session_state(id).await?;
        if let Some(state) = state.filter(|state| state.good) {
            let mut model = self.model_with_age(state.tenant).await?;
            if model.access.of(state.user).is_none() {
                // Another process made the user meanwhile.
                self.states.begin_epoch();
                cached.epoch = self.states.epoch();
                model = self.model_with_age(state.tenant).await?;
            }
            cached.session = session(id, &state, &model.access);
            cached.read_at = now.min(model.read_at);
        }
        let cached = Arc::new(cached);
        self.states.states.insert(id, Arc::clone(&cached));
        Ok(cached)
    }
}

fn belongs(session: &Session, claims: &Claims) -> bool {
    let owner = match session.actor.through {
        Through::Impersonator(owner) => owner,
        Through::Own | Through::ApiKey(_) => session.actor.user,
    };
    session.tenant == claims.tid && owner == claims.sub
}

/// None when the access model does not know the user: nobody comes in without rights that are known.
fn session(id: Uuid, state: &SessionState, access: &TenantAccess) -> Option<Session> {
    let own = access.of(state.user)?;
    let (actor, zone) = match &state.acting_as {
        None => {
            let (user, through) = (state.user, Through::Own);
            let actor = Actor {
                user,
                access: own,
                through,
            };
            (actor, &state.time_zone)
        }
        // Only as long as the one may, and the other is there and is no administrator.
        Some(other) => {
            let of_other = access.of(other.user)?;
            let good = own.profile.administrator && other.active && !of_other.profile.administrator;
            let actor = Actor {
                user: other.user,
                access: of_other,
                through: Through::Impersonator(state.user),
            };
            (good.then_some(actor)?, &other.time_zone)
        }
    };
    Some(Session {
        id,
        tenant: state.tenant,
        actor,
        time_zone: zone.as_str().into(),
        currency: state.currency,
    })
}
