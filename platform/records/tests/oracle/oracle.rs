//! What the rules say, read as naively as possible. Nothing here knows the compiler, filters or SQL.

use crate::world::{BRAND, Criteria, Rec, Rights, Rule, To, World};

impl World {
    /// What the profile of a user permits with an entity.
    pub fn permits(&self, user: usize, entity: usize) -> Rights {
        let profile = &self.profiles[self.users[user].profile];
        let (create, read, update, delete) = (true, true, true, true);
        let all = Rights {
            create,
            read,
            update,
            delete,
        };
        if profile.admin {
            all
        } else {
            profile.rights[entity]
        }
    }

    pub fn hides(&self, user: usize, field: &str) -> bool {
        let profile = &self.profiles[self.users[user].profile];
        let told_by = if field == "doubled" { "size" } else { field };
        !profile.admin && profile.hidden.contains(&told_by)
    }

    pub fn sees(&self, user: usize, record: usize) -> bool {
        self.permits(user, self.records[record].entity).read && self.reaches(user, record, false)
    }

    pub fn changes(&self, user: usize, record: usize) -> bool {
        let rights = self.permits(user, self.records[record].entity);
        rights.read && rights.update && self.reaches(user, record, true)
    }

    pub fn deletes(&self, user: usize, record: usize) -> bool {
        let rights = self.permits(user, self.records[record].entity);
        rights.read && rights.delete && self.reaches(user, record, true)
    }

    pub fn reaches(&self, user: usize, at: usize, write: bool) -> bool {
        let record = &self.records[at];
        let profile = &self.profiles[self.users[user].profile];
        if profile.admin || record.owner == user || record.worker == Some(user) {
            return true;
        }
        if record.entity == BRAND && !write {
            return true;
        }
        let shared = self.shares.iter().any(|share| {
            share.record == at
                && !share.ended
                && (share.write || !write)
                && self.is_in(user, share.to)
        });
        if shared || profile.own_only {
            return shared;
        }
        let open = self.defaults[record.entity].unwrap_or(2);
        open == 2
            || (open == 1 && !write)
            || self.is_above(user, record.owner)
            || self.are_peers(user, record.owner)
            || self
                .rules
                .iter()
                .any(|rule| self.opens(rule, user, record, write))
    }

    fn opens(&self, rule: &Rule, user: usize, record: &Rec, write: bool) -> bool {
        let owned = rule.from.is_none_or(|from| self.is_in(record.owner, from));
        let matches = match &rule.criteria {
            None | Some(Criteria::MadeToday) => true,
            Some(Criteria::SizeAtLeast(size)) => record.size >= *size,
            Some(Criteria::NameHas(word)) => record.name.contains(word),
            Some(Criteria::SecretIs(secret)) => record.secret == *secret,
            Some(Criteria::Broken) => false,
        };
        rule.entity == record.entity
            && (rule.write || !write)
            && owned
            && matches
            && (self.is_in(user, rule.to) || (rule.superiors && self.is_superior(user, rule.to)))
    }

    fn is_in(&self, user: usize, group: To) -> bool {
        match group {
            To::User(other) => user == other,
            To::Team(team) => self.teams[team].contains(&user),
            To::Role(role) => self.users[user].role == Some(role),
            To::RoleAndBelow(role) => self.users[user]
                .role
                .is_some_and(|own| own == role || self.role_above(role, own)),
        }
    }

    /// Whether a user's role is above the roles of those whom a rule gives to.
    fn is_superior(&self, user: usize, group: To) -> bool {
        let Some(own) = self.users[user].role else {
            return false;
        };
        let above = |role: usize| self.role_above(own, role);
        match group {
            To::Role(role) | To::RoleAndBelow(role) => above(role),
            To::User(_) | To::Team(_) => (0..self.users.len())
                .any(|other| self.is_in(other, group) && self.users[other].role.is_some_and(above)),
        }
    }

    fn is_above(&self, user: usize, other: usize) -> bool {
        match (self.users[user].role, self.users[other].role) {
            (Some(own), Some(role)) => self.role_above(own, role),
            _ => false,
        }
    }

    fn role_above(&self, high: usize, low: usize) -> bool {
        self.roles[low]
            .parent
            .is_some_and(|parent| parent == high || self.role_above(high, parent))
    }

    fn are_peers(&self, user: usize, other: usize) -> bool {
        let role = self.users[user].role;
        role.is_some_and(|role| self.roles[role].peers) && self.users[other].role == role
    }
}
