//! Failed sign-ins of addresses nobody has: they lock like real ones, so that a lock tells nothing.

use std::sync::{Arc, Mutex, PoisonError};

use moka::sync::Cache;
use rapport_kernel::Timestamp;
use sha2::{Digest, Sha256};

/// Addresses remembered; older ones are forgotten.
const REMEMBERED: u64 = 10_000;

#[derive(Default)]
struct Failures {
    count: i64,
    locked_until: Option<Timestamp>,
}

/// Counts by hash of the address.
pub(crate) struct Strangers {
    failures: Cache<[u8; 32], Arc<Mutex<Failures>>>,
}

impl Strangers {
    pub(crate) fn new() -> Self {
        Self {
            failures: Cache::new(REMEMBERED),
        }
    }

    /// Until when the address is locked.
    pub(crate) fn locked_until(&self, email: &str, now: Timestamp) -> Option<Timestamp> {
        let failures = self.failures.get(&key(email))?;
        let failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.locked_until.filter(|until| *until > now)
    }

    /// Counts a failure; from the `limit`-th on the address is locked until `until`.
    pub(crate) fn count(&self, email: &str, limit: i64, now: Timestamp, until: Timestamp) {
        let failures = self.failures.get_with(key(email), Arc::default);
        let mut failures = failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.locked_until.is_some_and(|until| until <= now) {
            *failures = Failures::default();
        }
        failures.count += 1;
        if failures.count >= limit && failures.locked_until.is_none() {
            failures.locked_until = Some(until);
        }
    }
}

fn key(email: &str) -> [u8; 32] {
    Sha256::digest(email).into()
}
