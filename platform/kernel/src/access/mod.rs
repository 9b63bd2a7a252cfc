//! Who may do what, and whose records a user reaches, as plain data.
//!
//! A *profile* says what a user may do; the *role tree*, *organisation defaults*, *sharing rules* and *record shares*
//! say whose records the user reaches. Grants only ever open access. [`AccessModel`] is a tenant's whole configuration;
//! what it means for one user is an [`Access`], which the compiler in `rapport-records` turns into conditions and masks.
//! How one becomes the other is in `compile.rs`.

mod compile;
mod ready;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use crate::UserId;

/// What the users of a profile may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its id.
    pub id: Uuid,
    /// Its name, unique in the tenant.
    pub name: String,
    /// Everything, in every entity and setting. The other parts of such a profile say nothing.
    pub administrator: bool,
    /// Whether its users reach records by ownership, assignment and manual share alone: people of a portal.
    pub own_records_only: bool,
    /// By the entity's name.
    pub entities: BTreeMap<String, EntityRights>,
    /// For entities that are not listed, custom objects among them.
    pub other_entities: EntityRights,
    /// Which settings its users may change.
    pub settings: BTreeSet<SettingsRight>,
}

/// What a profile permits with one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent rights, each with its name"
)]
pub struct EntityRights {
    /// May make records.
    pub create: bool,
    /// May see the records within reach. Without it the entity does not exist.
    pub read: bool,
    /// May change them.
    pub update: bool,
    /// May put them into the bin and take them out.
    pub delete: bool,
    /// May take lists out.
    pub export: bool,
    /// May import.
    pub import: bool,
    /// May change many at once.
    pub bulk: bool,
    /// Actions that are refused; all others of the entity are permitted with `update`.
    pub refused_actions: BTreeSet<String>,
    /// Fields that do not exist for the profile's users.
    pub hidden: BTreeSet<String>,
    /// Fields they may see and not change.
    pub readonly: BTreeSet<String>,
}

impl EntityRights {
    /// Every right.
    #[must_use]
    pub fn all() -> Self {
        Self {
            create: true,
            read: true,
            update: true,
            delete: true,
            export: true,
            import: true,
            bulk: true,
            ..Self::default()
        }
    }
}

/// A part of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingsRight {
    /// Users, invitations, teams, roles, profiles and sharing.
    Users,
    /// Custom fields and objects.
    DataModel,
    /// The audit trail of everybody.
    Audit,
    /// What the company is called, its currency and the like.
    Company,
    /// API keys of others, webhooks, mail and sign-in providers.
    Integrations,
    /// Requests of persons about their data, erasure, retention, legal hold.
    Privacy,
}

/// What every staff user may do with every record of an entity, before any grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Openness {
    /// Nothing.
    Private,
    /// See them.
    Read,
    /// See and change them.
    Write,
}

/// How far a grant goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// To see.
    Read,
    /// To see, change and delete, as far as the profile permits.
    Write,
}

/// A place in the tree of who answers for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleNode {
    /// Its id.
    pub id: Uuid,
    /// Its name, unique in the tenant.
    pub name: String,
    /// Whose users reach the records of this role's users.
    pub parent: Option<Uuid>,
    /// Whether the users of this role reach each other's records.
    pub share_with_peers: bool,
}

/// A group of users who work together, across the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: Uuid,
    /// Its name, unique in the tenant.
    pub name: String,
    /// Its users.
    pub members: BTreeSet<UserId>,
}

/// Users, named by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// The users of a role.
    Role(Uuid),
    /// The users of a role and of all roles below it.
    RoleAndBelow(Uuid),
    /// The members of a team.
    Team(Uuid),
    /// One user.
    User(UserId),
}

/// Opens records of one entity to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharingRule {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The entity's name.
    pub entity: String,
    /// Only records whose owner belongs to this group; all when absent.
    pub from: Option<Group>,
    /// Only records that match this filter, the JSON text of the list's `filter`; all when absent.
    pub criteria: Option<String>,
    /// To whom.
    pub to: Group,
    /// Also to the users of the roles above those who receive.
    pub superiors: bool,
    /// How far.
    pub level: Level,
}

/// A user, as far as access goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The user.
    pub user: UserId,
    /// The profile.
    pub profile: Uuid,
    /// The place in the role tree; a user without one has nobody above and nobody below.
    pub role: Option<Uuid>,
}

/// The access configuration of one tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessModel {
    /// All profiles.
    pub profiles: BTreeMap<Uuid, Arc<Profile>>,
    /// All roles.
    pub roles: BTreeMap<Uuid, RoleNode>,
    /// All teams.
    pub teams: BTreeMap<Uuid, Team>,
    /// All users, inactive ones too: their records stay with their role.
    pub members: BTreeMap<UserId, Member>,
    /// By the entity's name; [`Openness::Write`] for one that is not listed.
    pub defaults: Arc<BTreeMap<String, Openness>>,
    /// All sharing rules.
    pub rules: Vec<Arc<SharingRule>>,
}

/// What the access model means for one user. Made once per change of the model, shared by all requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Whose access it is.
    pub user: UserId,
    /// What the user may do.
    pub profile: Arc<Profile>,
    /// The user, the user's role and teams: whom a record share names to reach this user.
    pub audience: Vec<Uuid>,
    /// Owners whose records the user reaches through the role tree: everybody below, and peers where they share.
    pub below: Arc<[UserId]>,
    /// By the entity's name.
    pub defaults: Arc<BTreeMap<String, Openness>>,
    /// The rules that reach this user.
    pub rules: Vec<ReachingRule>,
}

/// A sharing rule that reaches a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachingRule {
    /// The rule.
    pub rule: Arc<SharingRule>,
    /// The owners its `from` means, in order; all owners when absent.
    pub owners: Option<Arc<[UserId]>>,
}
