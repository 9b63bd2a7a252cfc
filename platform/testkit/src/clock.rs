//! A clock that stands still until a test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use rapport_kernel::{Clock, Timestamp};

/// Begins on a Monday morning: 2026-03-02T09:00:00Z.
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_772_442_000_000_000))
    }
}

impl TestClock {
    /// Moves the clock by seconds.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Sets the clock to a moment such as `2026-03-02T09:00:00Z`.
    ///
    /// # Panics
    /// When the text is no moment.
    pub fn set(&self, moment: &str) {
        let moment: Timestamp = moment.parse().unwrap();
        self.0.store(moment.as_micros(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}
