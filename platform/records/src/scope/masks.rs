//! Entities as they are for a profile, made once per profile and entity.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use rapport_kernel::Profile;
use rapport_schema::{EntityDef, Mask};

/// Entities kept at most; beyond it all are dropped and made anew as needed.
const MOST: usize = 4096;

/// The masked entities that were asked for lately.
#[derive(Default)]
pub(crate) struct Masks {
    known: RwLock<HashMap<(usize, usize), Masked>>,
}

struct Masked {
    seen: Arc<EntityDef>,
    /// Keep the addresses of the key from being used again.
    _profile: Arc<Profile>,
    _entity: Arc<EntityDef>,
}

impl Masks {
    /// The entity as it is for users of a profile: itself when nothing of it is hidden from them.
    pub(super) fn seen(&self, profile: &Arc<Profile>, entity: &Arc<EntityDef>) -> Arc<EntityDef> {
        let rights = profile.rights(&entity.name);
        let mask = Mask {
            hidden: &rights.hidden,
            readonly: &rights.readonly,
            actions: &rights.refused_actions,
        };
        if profile.administrator || mask.is_empty() {
            return Arc::clone(entity);
        }
        let key = (Arc::as_ptr(profile).addr(), Arc::as_ptr(entity).addr());
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(masked) = known.get(&key) {
            return Arc::clone(&masked.seen);
        }
        drop(known);
        let seen = Arc::new(entity.masked(mask));
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(
            key,
            Masked {
                seen: Arc::clone(&seen),
                _profile: Arc::clone(profile),
                _entity: Arc::clone(entity),
            },
        );
        seen
    }
}
