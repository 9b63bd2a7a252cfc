//! From a tenant's whole configuration to what it means for one user.
//!
//! Inactive users count wherever owners are meant: their records stay with their role and teams. Whether an inactive
//! user may come in at all is not a matter of access.

use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use super::{Access, AccessModel, Group, Member, ReachingRule, SharingRule};
use crate::UserId;

impl AccessModel {
    /// What the model means for one user; none for a user or profile it does not know.
    #[must_use]
    pub fn access_of(&self, user: UserId) -> Option<Access> {
        self.access_with(user, self.members.get(&user)?.profile)
    }

    /// What the model means for one user under another profile: for a program that has a key of the user.
    #[must_use]
    pub fn access_with(&self, user: UserId, profile: Uuid) -> Option<Access> {
        let member = self.members.get(&user)?;
        let profile = self.profiles.get(&profile)?;
        let alone = profile.own_records_only && !profile.administrator;
        let (below, rules) = if alone {
            (BTreeSet::new(), Vec::new())
        } else {
            (self.below(member), self.rules_for(member))
        };
        Some(Access {
            user,
            profile: Arc::clone(profile),
            audience: self.audience(member),
            below: below.into_iter().collect(),
            defaults: Arc::clone(&self.defaults),
            rules,
        })
    }

    /// The users of a group, inactive ones too.
    #[must_use]
    pub fn members_of(&self, group: Group) -> BTreeSet<UserId> {
        match group {
            Group::User(user) => BTreeSet::from([user]),
            Group::Team(team) => self
                .teams
                .get(&team)
                .map(|team| team.members.clone())
                .unwrap_or_default(),
            Group::Role(role) => self.holders(&BTreeSet::from([role])),
            Group::RoleAndBelow(role) => {
                let mut roles = self.roles_below(role);
                roles.insert(role);
                self.holders(&roles)
            }
        }
    }

    /// All roles under a role, at any depth, without the role itself.
    #[must_use]
    pub fn roles_below(&self, role: Uuid) -> BTreeSet<Uuid> {
        let mut found = BTreeSet::new();
        let mut open = vec![role];
        while let Some(parent) = open.pop() {
            for node in self.roles.values().filter(|n| n.parent == Some(parent)) {
                if node.id != role && found.insert(node.id) {
                    open.push(node.id);
                }
            }
        }
        found
    }

    /// All roles over a role, without the role itself.
    #[must_use]
    pub fn roles_above(&self, role: Uuid) -> BTreeSet<Uuid> {
        let mut found = BTreeSet::new();
        let mut next = self.roles.get(&role).and_then(|node| node.parent);
        while let Some(parent) = next.filter(|parent| *parent != role) {
            if !found.insert(parent) {
                break;
            }
            next = self.roles.get(&parent).and_then(|node| node.parent);
        }
        found
    }

    /// The other users of a user's role when that role shares with peers, else nobody.
    #[must_use]
    pub fn peers(&self, member: &Member) -> BTreeSet<UserId> {
        let shares = |role: &Uuid| self.roles.get(role).is_some_and(|r| r.share_with_peers);
        let Some(role) = member.role.filter(shares) else {
            return BTreeSet::new();
        };
        let mut peers = self.holders(&BTreeSet::from([role]));
        peers.remove(&member.user);
        peers
    }

    /// The users of all roles under a user's role.
    #[must_use]
    pub fn subordinates(&self, member: &Member) -> BTreeSet<UserId> {
        member
            .role
            .map(|role| self.holders(&self.roles_below(role)))
            .unwrap_or_default()
    }

    /// Whether a rule opens anything to a user, in the user's own right or as somebody's superior.
    #[must_use]
    pub fn reaches(&self, rule: &SharingRule, member: &Member) -> bool {
        if self.is_in(member, rule.to) {
            return true;
        }
        let Some(role) = member.role.filter(|_| rule.superiors) else {
            return false;
        };
        let receivers = match rule.to {
            Group::Role(to) | Group::RoleAndBelow(to) => BTreeSet::from([to]),
            Group::Team(_) | Group::User(_) => self
                .members_of(rule.to)
                .iter()
                .filter_map(|user| self.members.get(user)?.role)
                .collect(),
        };
        receivers
            .into_iter()
            .any(|receiver| self.roles_above(receiver).contains(&role))
    }

    fn is_in(&self, member: &Member, group: Group) -> bool {
        match group {
            Group::User(user) => user == member.user,
            Group::Team(team) => {
                let team = self.teams.get(&team);
                team.is_some_and(|team| team.members.contains(&member.user))
            }
            Group::Role(role) => member.role == Some(role),
            Group::RoleAndBelow(role) => member
                .role
                .is_some_and(|mine| mine == role || self.roles_above(mine).contains(&role)),
        }
    }

    fn below(&self, member: &Member) -> BTreeSet<UserId> {
        let mut below = self.subordinates(member);
        below.extend(self.peers(member));
        below
    }

    fn rules_for(&self, member: &Member) -> Vec<ReachingRule> {
        let reaching = self.rules.iter().filter(|rule| self.reaches(rule, member));
        reaching
            .map(|rule| ReachingRule {
                rule: Arc::clone(rule),
                owners: rule
                    .from
                    .map(|from| self.members_of(from).into_iter().collect()),
            })
            .collect()
    }

    fn audience(&self, member: &Member) -> Vec<Uuid> {
        let teams = self
            .teams
            .values()
            .filter(|team| team.members.contains(&member.user));
        std::iter::once(member.user.0)
            .chain(member.role)
            .chain(teams.map(|team| team.id))
            .collect()
    }

    fn holders(&self, roles: &BTreeSet<Uuid>) -> BTreeSet<UserId> {
        let holds = |member: &&Member| member.role.is_some_and(|role| roles.contains(&role));
        let members = self.members.values().filter(holds);
        members.map(|member| member.user).collect()
    }
}
