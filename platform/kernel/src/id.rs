//! Typed ids. All are UUIDv7, so they sort by creation time and index well.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Clock, Random};

macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

typed_id!(
    /// A tenant: one customer of this installation, whose data nobody else sees.
    TenantId
);
typed_id!(
    /// A user of a tenant.
    UserId
);
impl UserId {
    /// The platform itself, as the author of what time brings. No user has this id.
    pub const SYSTEM: Self = Self(Uuid::nil());
}

typed_id!(
    /// A record of any entity.
    RecordId
);
typed_id!(
    /// One user-visible operation; all audit entries it wrote share it, and undo takes it back.
    OperationId
);
typed_id!(
    /// One request, as told to the caller in `X-Request-Id` and written to the log.
    RequestId
);

/// Makes a UUIDv7 (RFC 9562, section 5.7) from an injected clock and random source.
///
/// Shape: 48 bits of Unix milliseconds, 74 random bits. Never fails.
#[must_use]
pub fn new_uuid(clock: &dyn Clock, random: &dyn Random) -> Uuid {
    let mut bytes = [0u8; 10];
    random.fill(&mut bytes);
    let millis = u64::try_from(clock.now().as_micros() / 1000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}
