//! Teams: groups of users who work together, across the role tree.

use std::collections::BTreeSet;

use rapport_kernel::{Team, TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::Identity;
use super::roles::{Removed, forget_shares};
use super::settle::Settled;
use crate::Result;
use crate::sql::Statement;
use crate::transact::Step;

/// What may be changed of a team; none leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamChange {
    /// Its name.
    pub name: Option<String>,
    /// All its members.
    pub members: Option<BTreeSet<UserId>>,
}

/// What came of adding or changing a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamKept {
    /// It is kept.
    Done,
    /// Another team has this name.
    NameTaken,
    /// There is no such team.
    Missing,
    /// There is no such user.
    NoUser,
}

impl Identity {
    /// The teams of a tenant by name.
    pub async fn teams(&self, tenant: TenantId) -> Result<Vec<Team>> {
        let statement = Statement::new(
            r#"SELECT t."id", t."name", m."user_id" FROM teams t
               LEFT JOIN team_members m ON m."tenant_id" = t."tenant_id" AND m."team_id" = t."id"
               WHERE t."tenant_id" = $1 ORDER BY t."name", t."id", m."user_id""#,
            vec![tenant.into()],
        );
        self.of(tenant)
            .store
            .read(statement, Vec::<Team>::new(), |teams, row| {
                let id = row.uuid(0)?;
                let member = row.opt_uuid(2)?.map(UserId);
                match teams.last_mut().filter(|team| team.id == id) {
                    Some(team) => team.members.extend(member),
                    None => teams.push(Team {
                        id,
                        name: row.text(1)?.to_owned(),
                        members: member.into_iter().collect(),
                    }),
                }
                Ok(())
            })
            .await
    }

    /// Adds a team with its members.
    pub async fn add_team(&self, tenant: TenantId, team: &Team, at: Timestamp) -> Result<TeamKept> {
        let mut steps = vec![Step::one(Statement::new(
            r#"INSERT INTO teams ("tenant_id", "id", "name", "created_at", "updated_at")
               VALUES ($1, $2, $3, $4, $4)"#,
            vec![
                tenant.into(),
                team.id.into(),
                team.name.clone().into(),
                at.into(),
            ],
        ))];
        steps.extend(team.members.iter().map(|user| join(tenant, team.id, *user)));
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => TeamKept::Done,
            Settled::Taken => TeamKept::NameTaken,
            Settled::Unmatched(_) | Settled::Broken => TeamKept::NoUser,
        })
    }

    /// Changes a team.
    pub async fn change_team(
        &self,
        tenant: TenantId,
        id: Uuid,
        change: &TeamChange,
        at: Timestamp,
    ) -> Result<TeamKept> {
        // The update of its row makes changes of one team wait for each other.
        let mut steps = vec![Step::one(Statement::new(
            r#"UPDATE teams SET "name" = COALESCE($1, "name"), "updated_at" = $2 WHERE "tenant_id" = $3 AND "id" = $4"#,
            vec![
                change.name.clone().into(),
                at.into(),
                tenant.into(),
                id.into(),
            ],
        ))];
        if let Some(members) = &change.members {
            steps.push(empty(tenant, id));
            steps.extend(members.iter().map(|user| join(tenant, id, *user)));
        }
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => TeamKept::Done,
            Settled::Taken => TeamKept::NameTaken,
            Settled::Broken => TeamKept::NoUser,
            Settled::Unmatched(_) => TeamKept::Missing,
        })
    }

    /// Removes a team that no sharing rule names.
    pub async fn remove_team(&self, tenant: TenantId, id: Uuid) -> Result<Removed> {
        let remove = Step::one(Statement::new(
            r#"DELETE FROM teams WHERE "tenant_id" = $1 AND "id" = $2"#,
            vec![tenant.into(), id.into()],
        ));
        let steps = vec![empty(tenant, id), forget_shares(tenant, id), remove];
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => Removed::Done,
            Settled::Unmatched(_) => Removed::Missing,
            Settled::Broken | Settled::Taken => Removed::Shared,
        })
    }
}

/// Makes a user a member of these teams and of no others.
pub(super) fn teams_of_user(tenant: TenantId, user: UserId, teams: &BTreeSet<Uuid>) -> Vec<Step> {
    let leave = Step::any(Statement::new(
        r#"DELETE FROM team_members WHERE "tenant_id" = $1 AND "user_id" = $2"#,
        vec![tenant.into(), user.into()],
    ));
    let join = teams.iter().map(|team| join(tenant, *team, user));
    std::iter::once(leave).chain(join).collect()
}

fn empty(tenant: TenantId, team: Uuid) -> Step {
    Step::any(Statement::new(
        r#"DELETE FROM team_members WHERE "tenant_id" = $1 AND "team_id" = $2"#,
        vec![tenant.into(), team.into()],
    ))
}

fn join(tenant: TenantId, team: Uuid, user: UserId) -> Step {
    Step::one(Statement::new(
        r#"INSERT INTO team_members ("tenant_id", "team_id", "user_id") VALUES ($1, $2, $3)"#,
        vec![tenant.into(), team.into(), user.into()],
    ))
}
