//! What administrators send about profiles, roles, teams and sharing.

use std::collections::BTreeMap;

use rapport_kernel::{EntityRights, Group, Level, SettingsRight, UserId};
use serde::Deserialize;
use uuid::Uuid;

use super::given;

/// A new profile, or changes of one; none leaves what is there. The transport has understood the entities' names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileInput {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it may do everything.
    pub administrator: Option<bool>,
    /// Whether its users reach their own records only.
    pub own_records_only: Option<bool>,
    /// Rights by the entity's name; none for an entity takes what is special about it away.
    pub entities: BTreeMap<String, Option<EntityRights>>,
    /// Rights in all entities that are not named.
    pub other: Option<EntityRights>,
    /// Which settings it may change.
    pub settings: BTreeMap<SettingsRight, bool>,
}

/// A new role, or changes of one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleInput {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// The role over it; null for the top.
    #[serde(
        default,
        alias = "parentId",
        alias = "parent_id",
        deserialize_with = "given"
    )]
    pub parent: Option<Option<String>>,
    /// Whether its users reach each other's records.
    #[serde(
        default,
        alias = "shareWithPeers",
        alias = "share_data_with_peers",
        alias = "shareDataWithPeers"
    )]
    pub share_with_peers: Option<bool>,
}

/// A new team, or changes of one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamInput {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// The ids of all its members.
    #[serde(default)]
    pub members: Option<Vec<String>>,
}

/// A new sharing rule, or changes of one; none leaves what is there. The transport has understood entity and filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleInput {
    /// Its name.
    pub name: Option<String>,
    /// The entity's name.
    pub entity: Option<String>,
    /// Whose records; none for everybody's.
    pub from: Option<Option<Group>>,
    /// Which records, as JSON; none for all.
    pub criteria: Option<Option<String>>,
    /// To whom.
    pub to: Option<Group>,
    /// Also to those over whoever receives.
    pub superiors: Option<bool>,
    /// How far.
    pub level: Option<Level>,
}

impl RuleInput {
    /// The role, team or user that a group names.
    pub(crate) fn id_of(group: Group) -> Uuid {
        match group {
            Group::Role(id) | Group::RoleAndBelow(id) | Group::Team(id) => id,
            Group::User(UserId(id)) => id,
        }
    }
}
