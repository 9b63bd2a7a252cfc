//! Counting by caller, with the injected clock.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::Clock as GovernorClock;
use governor::middleware::StateInformationMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use rapport_kernel::{Clock, UserId};

/// Callers of the past are forgotten every so many requests.
const TIDY_EVERY: u32 = 10_000;

/// Whom a bucket belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Somebody not signed in, by address; of IPv6 the network of 64 bits that one customer has.
    Address(IpAddr),
    /// A user, from wherever.
    User(UserId),
}

/// A caller's account after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Requests that would be admitted at once.
    pub(super) left: u32,
    /// Seconds: after a refusal until the next one is admitted, otherwise until nothing is missing.
    pub(super) seconds: u64,
}

type Limiter = RateLimiter<Key, HashMapStateStore<Key>, Injected, StateInformationMiddleware>;

/// The buckets of one class.
pub(super) struct Buckets {
    limiter: Limiter,
    most: NonZeroU32,
    interval: Duration,
    clock: Injected,
    asked: AtomicU32,
}

#[derive(Clone)]
struct Injected(Arc<dyn Clock>);

impl GovernorClock for Injected {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let micros = u64::try_from(self.0.now().as_micros()).unwrap_or_default();
        Nanos::new(micros.saturating_mul(1000))
    }
}

impl Buckets {
    /// None for a limit of zero.
    pub(super) fn new(most: u32, seconds: u32, clock: Arc<dyn Clock>) -> Option<Self> {
        let most = NonZeroU32::new(most)?;
        let interval = Duration::from_secs(u64::from(seconds)) / most.get();
        let quota = Quota::with_period(interval)?.allow_burst(most);
        let clock = Injected(clock);
        let limiter = Limiter::new(quota, HashMapStateStore::default(), clock.clone());
        Some(Self {
            limiter,
            most,
            interval,
            clock,
            asked: AtomicU32::new(0),
        })
    }

    pub(super) fn most(&self) -> u32 {
        self.most.get()
    }

    /// Takes one request out of a caller's account.
    ///
    /// # Errors
    /// The account is empty.
    pub(super) fn take(&self, key: &Key) -> Result<State, State> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key(key) {
            Ok(snapshot) => {
                let left = snapshot.remaining_burst_capacity();
                let missing = self.interval * (self.most.get() - left.min(self.most.get()));
                Ok(State {
                    left,
                    seconds: whole(missing),
                })
            }
            Err(not_until) => Err(State {
                left: 0,
                seconds: whole(not_until.wait_time_from(self.clock.now())),
            }),
        }
    }
}

/// Whole seconds, never too few.
fn whole(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}
