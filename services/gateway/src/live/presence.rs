//! Who looks at which record now, in this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rapport_kernel::{RecordId, TenantId, UserId};
use tokio::sync::broadcast;
use uuid::Uuid;

/// A record as a place where people meet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) tenant: TenantId,
    pub(crate) entity: String,
    pub(crate) record: RecordId,
}

/// One open ear of a user at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Viewer {
    pub(crate) user: UserId,
    pub(crate) ear: Uuid,
}

/// Places with somebody in them.
pub(crate) struct Presence {
    viewers: Mutex<HashMap<Place, Vec<Viewer>>>,
    changes: broadcast::Sender<Place>,
}

impl Presence {
    pub(crate) fn new() -> Self {
        Self {
            viewers: Mutex::new(HashMap::new()),
            changes: broadcast::channel(1024).0,
        }
    }

    /// Places where somebody came or went.
    pub(crate) fn changes(&self) -> broadcast::Receiver<Place> {
        self.changes.subscribe()
    }

    pub(crate) fn enter(&self, place: Place, viewer: Viewer) {
        let mut viewers = self.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        viewers.entry(place.clone()).or_default().push(viewer);
        drop(viewers);
        // Nobody listens: nobody needs to know.
        let _ = self.changes.send(place);
    }

    pub(crate) fn leave(&self, place: &Place, ear: Uuid) {
        let mut viewers = self.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(there) = viewers.get_mut(place) {
            there.retain(|viewer| viewer.ear != ear);
            if there.is_empty() {
                viewers.remove(place);
            }
        }
        drop(viewers);
        let _ = self.changes.send(place.clone());
    }

    /// The users at a place, each once.
    pub(crate) fn users(&self, place: &Place) -> Vec<UserId> {
        let viewers = self.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut users: Vec<UserId> = viewers
            .get(place)
            .into_iter()
            .flatten()
            .map(|viewer| viewer.user)
            .collect();
        users.sort();
        users.dedup();
        users
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_with_two_tabs_is_there_until_both_are_closed() {
        let presence = Presence::new();
        let place = Place {
            tenant: TenantId(Uuid::nil()),
            entity: "deal".to_owned(),
            record: RecordId(Uuid::nil()),
        };
        let viewer = |ear| Viewer {
            user: UserId::SYSTEM,
            ear: Uuid::from_u128(ear),
        };
        presence.enter(place.clone(), viewer(1));
        presence.enter(place.clone(), viewer(2));
        assert_eq!(presence.users(&place), [UserId::SYSTEM]);
        presence.leave(&place, Uuid::from_u128(1));
        assert_eq!(presence.users(&place).len(), 1);
        presence.leave(&place, Uuid::from_u128(2));
        assert!(presence.users(&place).is_empty());
    }
}
