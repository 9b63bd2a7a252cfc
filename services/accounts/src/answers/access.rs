//! Profiles, roles and teams as callers receive them.

use rapport_kernel::{Profile, Team, UserId};
use serde::Serialize;
use uuid::Uuid;

/// A profile. The transport writes its rights in the words of the tenant's entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileAnswer {
    /// The profile.
    pub profile: Profile,
    /// What it is for.
    pub description: String,
    /// How many users have it.
    pub users: i64,
    /// Whether the caller may know more of it than its name.
    pub whole: bool,
}

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct RoleView {
    pub id: Uuid,
    pub name: String,
    pub parent: Option<Uuid>,
    pub share_with_peers: bool,
    pub users: usize,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct TeamView {
    pub id: Uuid,
    pub name: String,
    pub members: Vec<UserId>,
}

impl From<Team> for TeamView {
    fn from(team: Team) -> Self {
        Self {
            id: team.id,
            name: team.name,
            members: team.members.into_iter().collect(),
        }
    }
}
