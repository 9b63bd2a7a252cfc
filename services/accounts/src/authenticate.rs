//! Who sends a request: the token is verified, and the state of its session and user looked up in a cache.
//!
//! A cached state is good for 5 seconds and for one epoch. Every change of a user or session made by this process
//! begins a new epoch after its commit; a state read before it carries the old epoch and is not used again.
//! Changes by other processes are seen after at most 5 seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use moka::sync::Cache;
use rapport_kernel::{
    Access, Actor, Currency, Error, ErrorCode, RecordAccess, Result, Role, TenantId, Timestamp,
};
use rapport_store::SessionState;
use uuid::Uuid;

use crate::Accounts;
use crate::token::Claims;

/// Sessions kept in memory.
const CACHED: u64 = 100_000;

/// The oldest state that is used.
const OLDEST_SECONDS: i64 = 5;

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

    fn epoch(&self) -> u64 {
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
    /// Who sends a request with this access token. The text is the token alone, without the word `Bearer`.
    pub async fn authenticate(&self, bearer: &str) -> Result<Session> {
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
        let epoch = self.states.epoch();
        let state = self.identity.session_state(id).await?;
        let cached = Arc::new(Cached {
            session: state
                .filter(|state| state.good)
                .map(|state| session(id, &state)),
            epoch,
            read_at: now,
        });
        self.states.states.insert(id, Arc::clone(&cached));
        Ok(cached)
    }
}

fn belongs(session: &Session, claims: &Claims) -> bool {
    session.tenant == claims.tid && session.actor.user == claims.sub
}

fn session(id: Uuid, state: &SessionState) -> Session {
    Session {
        id,
        tenant: state.tenant,
        actor: Actor::new(access(state)),
        time_zone: state.time_zone.as_str().into(),
        currency: state.currency,
    }
}

/// What the columns of the user say.
fn access(state: &SessionState) -> Access {
    match (state.role, state.access) {
        (Role::Admin, _) => Access::administrator(state.user),
        (Role::Member, RecordAccess::All) => Access::everything(state.user),
        (Role::Member, RecordAccess::Own) => Access::own_records(state.user),
    }
}
