//! The request context: who asks, for which tenant, when. Every operation receives one.

use std::fmt;
use std::sync::Arc;

use crate::{
    Access, Clock, OperationId, RecordId, RequestId, SettingsRight, TenantId, Timestamp, UserId,
    new_uuid,
};

/// A source of random bytes. The one real source is built by the executable; tests seed theirs.
pub trait Random: Send + Sync {
    /// Fills the whole slice.
    fn fill(&self, bytes: &mut [u8]);
}

/// Who acts.
#[derive(Clone, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// What the user may do, and whose records the user reaches.
    pub access: Arc<Access>,
    /// By what right somebody speaks for the user.
    pub through: Through,
}

/// By what right somebody speaks for a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Through {
    /// It is the user.
    #[default]
    Own,
    /// An administrator acts in the user's name.
    Impersonator(UserId),
    /// A program has a key that the user made; this is the key's id.
    ApiKey(UserId),
}

impl Actor {
    /// The user whose access this is.
    #[must_use]
    pub fn new(access: Access) -> Self {
        Self {
            user: access.user,
            access: Arc::new(access),
            through: Through::Own,
        }
    }

    /// Who is named as the author of a change: the user, or the key in the user's place.
    #[must_use]
    pub fn author(&self) -> UserId {
        match self.through {
            Through::ApiKey(key) => key,
            Through::Own | Through::Impersonator(_) => self.user,
        }
    }

    /// Who stands behind the author, when that is somebody else: the impersonator, or the maker of the key.
    #[must_use]
    pub fn behind(&self) -> Option<UserId> {
        match self.through {
            Through::Own => None,
            Through::Impersonator(user) => Some(user),
            Through::ApiKey(_) => Some(self.user),
        }
    }

    /// Whether the user may do everything.
    #[must_use]
    pub fn administrator(&self) -> bool {
        self.access.profile.administrator
    }

    /// Whether the user may change a part of the settings.
    #[must_use]
    pub fn may(&self, right: SettingsRight) -> bool {
        self.access.profile.may(right)
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Actor")
            .field("user", &self.user)
            .field("profile", &self.access.profile.name)
            .finish_non_exhaustive()
    }
}

/// By which road a change came; stored with each record and audit entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The web app.
    Ui,
    /// Another API client.
    Api,
    /// An import, with its id.
    Import(OperationId),
    /// Demo data.
    Seed,
    /// A chore of the platform.
    System,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ui => f.write_str("ui"),
            Self::Api => f.write_str("api"),
            Self::Import(id) => write!(f, "import:{id}"),
            Self::Seed => f.write_str("seed"),
            Self::System => f.write_str("system"),
        }
    }
}

/// The caller's promise that a repeated request is the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// The key the caller chose.
    pub key: String,
    /// Hash of route and body: the same key with another request is an error.
    pub fingerprint: String,
}

/// Everything an operation may know about the one who asks. There is no ambient user, tenant, time or chance.
#[derive(Clone)]
pub struct RequestContext {
    /// The tenant, from the session only.
    pub tenant: TenantId,
    /// Who acts.
    pub actor: Actor,
    /// Names this request in answers and logs.
    pub request_id: RequestId,
    /// All changes of this request belong to this operation.
    pub operation: OperationId,
    /// By which road it came.
    pub source: Source,
    /// The actor's time zone, an IANA name.
    pub time_zone: Arc<str>,
    /// The tenant's base currency.
    pub currency: crate::Currency,
    /// Set when the caller sent an idempotency key.
    pub idempotency: Option<Idempotency>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The random source.
    pub random: Arc<dyn Random>,
}

impl RequestContext {
    /// The present moment by the injected clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh record id.
    #[must_use]
    pub fn new_record_id(&self) -> RecordId {
        RecordId(new_uuid(self.clock.as_ref(), self.random.as_ref()))
    }

    /// The same caller beginning another operation.
    #[must_use]
    pub fn new_operation(&self) -> Self {
        let operation = OperationId(new_uuid(self.clock.as_ref(), self.random.as_ref()));
        Self {
            operation,
            ..self.clone()
        }
    }
}

impl fmt::Debug for RequestContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestContext")
            .field("tenant", &self.tenant)
            .field("actor", &self.actor)
            .field("request_id", &self.request_id)
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
