//! Live updates: who is signed in hears of changes to the records they may see, of records given to them, and of who
//! looks at the same record.
//!
//! A [`Listener`] is one open ear, whatever the wire: `sse.rs` and `socket.rs` only write what it hears. It asks again
//! every five seconds, and at each event, whether its caller may still hear: a disabled user, an ended session and an
//! expired token end it. Events carry names and no values; who wants values reads the record.

mod listener;
mod presence;
pub(crate) mod socket;
pub(crate) mod sse;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rapport_kernel::UserId;
use tokio::sync::watch;

pub(crate) use listener::{Heard, Listener};
pub(crate) use presence::Presence;

/// Open ears of one user; a browser has one per tab.
const MOST_PER_USER: usize = 50;

/// What all listeners share.
pub(crate) struct Live {
    pub(crate) presence: Presence,
    stopping: watch::Sender<bool>,
    open: Mutex<HashMap<UserId, usize>>,
}

impl Live {
    pub(crate) fn new() -> Self {
        Self {
            presence: Presence::new(),
            stopping: watch::channel(false).0,
            open: Mutex::new(HashMap::new()),
        }
    }

    /// Ends all listeners: the server stops.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Hears when the server stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Takes a place for one more listener of a user; false when the user has enough.
    fn enter(&self, user: UserId) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user).or_default();
        if *count >= MOST_PER_USER {
            return false;
        }
        *count += 1;
        true
    }

    fn leave(&self, user: UserId) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&user) {
            *count -= 1;
            if *count == 0 {
                open.remove(&user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_has_so_many_ears_and_no_more() {
        let live = Live::new();
        let user = UserId::SYSTEM;
        for _ in 0..MOST_PER_USER {
            assert!(live.enter(user));
        }
        assert!(!live.enter(user));
        live.leave(user);
        assert!(live.enter(user));
    }
}
