//! Access that needs no configuration: for the first user of a tenant, for the operator and for tests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use super::{Access, EntityRights, Profile, SettingsRight};
use crate::UserId;

impl Profile {
    /// A profile that may do everything.
    #[must_use]
    pub fn administrator() -> Self {
        Self {
            administrator: true,
            ..Self::of_rights("Administrator", EntityRights::all())
        }
    }

    /// A profile with the same rights in every entity, and no right to change settings.
    #[must_use]
    pub fn of_rights(name: &str, rights: EntityRights) -> Self {
        Self {
            id: Uuid::nil(),
            name: name.to_owned(),
            administrator: false,
            own_records_only: false,
            entities: BTreeMap::new(),
            other_entities: rights,
            settings: BTreeSet::new(),
        }
    }

    /// Whether the users of this profile may change a part of the settings.
    #[must_use]
    pub fn may(&self, right: SettingsRight) -> bool {
        self.administrator || self.settings.contains(&right)
    }

    /// The rights in an entity. An administrator has all of them, whatever this says.
    #[must_use]
    pub fn rights(&self, entity: &str) -> &EntityRights {
        self.entities.get(entity).unwrap_or(&self.other_entities)
    }
}

impl Access {
    /// What a profile alone gives a user: no role, no team, no rules, everything open.
    #[must_use]
    pub fn of_profile(user: UserId, profile: Profile) -> Self {
        Self {
            user,
            profile: Arc::new(profile),
            audience: vec![user.0],
            below: Arc::default(),
            defaults: Arc::default(),
            rules: Vec::new(),
        }
    }

    /// An administrator's.
    #[must_use]
    pub fn administrator(user: UserId) -> Self {
        Self::of_profile(user, Profile::administrator())
    }

    /// Every record of every entity, no settings.
    #[must_use]
    pub fn everything(user: UserId) -> Self {
        Self::of_profile(user, Profile::of_rights("Everything", EntityRights::all()))
    }

    /// Every right, with the records one owns or that are shared with one by hand.
    #[must_use]
    pub fn own_records(user: UserId) -> Self {
        let profile = Profile {
            own_records_only: true,
            ..Profile::of_rights("Own records", EntityRights::all())
        };
        Self::of_profile(user, profile)
    }
}
