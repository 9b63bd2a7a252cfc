//! Teams: users who work together, across the role tree.

use std::collections::BTreeSet;

use rapport_kernel::{AccessModel, Error, ErrorCode, Result, SettingsRight, Team};
use rapport_store as store;
use store::{Removed, TeamChange, TeamKept};
use uuid::Uuid;

use super::{allowed, name_taken, required, staff_only};
use crate::answers::TeamView;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::{of_rights, told};
use crate::{Accounts, TeamInput};
use serde_json::Value;

/// More members than this are no team.
const MEMBERS: usize = 1000;

impl Accounts {
    /// The teams of the caller's tenant by name.
    pub async fn teams(&self, session: &Session) -> Result<Vec<TeamView>> {
        staff_only(session)?;
        let teams = self.identity.teams(session.tenant).await?;
        Ok(teams.into_iter().map(TeamView::from).collect())
    }

    /// A team of the caller's tenant.
    pub async fn team(&self, session: &Session, id: Uuid) -> Result<TeamView> {
        let teams = self.teams(session).await?;
        let team = teams.into_iter().find(|team| team.id == id);
        team.ok_or_else(|| Error::not_found("team"))
    }

    /// Adds a team.
    pub async fn add_team(&self, session: &Session, input: &TeamInput) -> Result<TeamView> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        let change = checked(input, &access.model)?;
        let team = Team {
            id: self.new_id(),
            name: change.name.ok_or_else(|| required("name"))?,
            members: change.members.unwrap_or_default(),
        };
        let id = team.id;
        let view = TeamView::from(team.clone());
        let note = of_rights("team", id, (&Value::Null, &told(&view)));
        let store = self.noting(session, note);
        judged(store.add_team(session.tenant, &team, self.now()).await?)?;
        self.states.begin_epoch();
        tracing::info!(team = %id, by = %session.actor.user, "team added");
        Ok(view)
    }

    /// Changes a team. Its users notice with their next request.
    pub async fn change_team(
        &self,
        session: &Session,
        id: Uuid,
        input: &TeamInput,
    ) -> Result<TeamView> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        let change = checked(input, &access.model)?;
        let before = told(&self.team(session, id).await?);
        let now = self.now();
        let changed = self.identity.change_team(session.tenant, id, &change, now);
        judged(changed.await?)?;
        self.states.begin_epoch();
        tracing::info!(team = %id, by = %session.actor.user, "team changed");
        let after = told(&self.team(session, id).await?);
        self.note_rights(session, "team", id, (before, after))
            .await?;
        let teams = self.identity.teams(session.tenant).await?;
        let team = teams.into_iter().find(|team| team.id == id);
        team.map(TeamView::from)
            .ok_or_else(|| Error::not_found("team"))
    }

    /// Removes a team that no sharing rule names.
    pub async fn remove_team(&self, session: &Session, id: Uuid) -> Result<()> {
        allowed(session, SettingsRight::Users)?;
        let before = told(&self.team(session, id).await?);
        let note = of_rights("team", id, (&before, &Value::Null));
        let store = self.noting(session, note);
        match store.remove_team(session.tenant, id).await? {
            Removed::Done => {}
            Removed::Missing => return Err(Error::not_found("team")),
            Removed::Used | Removed::Shared => {
                let message = "a sharing rule names this team";
                return Err(Error::new(ErrorCode::CONFLICT, message));
            }
        }
        self.states.begin_epoch();
        tracing::info!(team = %id, by = %session.actor.user, "team removed");
        Ok(())
    }
}

fn checked(input: &TeamInput, model: &AccessModel) -> Result<TeamChange> {
    let mut checks = Checks::default();
    let name = input.name.as_deref().map(|name| checks.name("name", name));
    let members = input.members.as_ref().map(|members| {
        let found = members.iter().filter_map(|id| checks.member(id, model));
        found.collect::<BTreeSet<_>>()
    });
    if members.as_ref().is_some_and(|all| all.len() > MEMBERS) {
        checks.wrong("members", format!("a team has at most {MEMBERS} members"));
    }
    checks.finish()?;
    Ok(TeamChange { name, members })
}

fn judged(kept: TeamKept) -> Result<()> {
    match kept {
        TeamKept::Done => Ok(()),
        TeamKept::NameTaken => Err(name_taken("team")),
        TeamKept::Missing => Err(Error::not_found("team")),
        TeamKept::NoUser => {
            let message = "there is no such user";
            Err(Error::field("members", ErrorCode::INVALID, message))
        }
    }
}
