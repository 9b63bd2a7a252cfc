//! The users of a tenant, and what is changed of them by whoever may.

use std::collections::BTreeSet;

use rapport_kernel::{AccessModel, Error, ErrorCode, Result, SettingsRight, UserId};
use rapport_store as store;
use store::{UserChange, UserChanged};

use super::access::{allowed, only_administrators};
use crate::answers::UserView;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::told;
use crate::{Accounts, UserPatch};

impl Accounts {
    /// All users of the caller's tenant, by name; people of a portal see themselves.
    pub async fn users(&self, session: &Session) -> Result<Vec<UserView>> {
        let access = self.model(session.tenant).await?;
        let profile = &session.actor.access.profile;
        let portal = profile.own_records_only && !profile.administrator;
        let users = self.identity.users(session.tenant).await?;
        let (unlocks, now) = (session.actor.may(SettingsRight::Users), self.now());
        Ok(users
            .iter()
            .filter(|user| !portal || user.id == session.actor.user)
            .map(|user| UserView {
                locked_until: user.locked_until.filter(|end| unlocks && *end > now),
                ..UserView::of(user, &access.model)
            })
            .collect())
    }

    /// Changes a user of the caller's tenant. It takes effect with the user's next request.
    pub async fn change_user(
        &self,
        session: &Session,
        id: UserId,
        patch: &UserPatch,
    ) -> Result<UserView> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        let user = self.identity.user(session.tenant, id).await?;
        let user = user.ok_or_else(|| Error::not_found("user"))?;
        let change = checked(patch, &access.model)?;
        for profile in [Some(user.profile), change.profile].into_iter().flatten() {
            only_administrators(session, profile, &access.model)?;
        }
        let before = told(&UserView::of(&user, &access.model));
        let now = self.now();
        let changed = self.identity.change_user(session.tenant, id, &change, now);
        match changed.await? {
            UserChanged::Done => self.states.begin_epoch(),
            UserChanged::Missing => return Err(Error::not_found("user")),
            UserChanged::LastAdmin => return Err(last_administrator()),
            UserChanged::Unknown => {
                let message = "the profile, the role or a team was removed meanwhile";
                return Err(Error::new(ErrorCode::CONFLICT, message));
            }
        }
        tracing::info!(user = %id, by = %session.actor.user, "user changed");
        let user = self.identity.user(session.tenant, id).await?;
        let user = user.ok_or_else(|| Error::not_found("user"))?;
        let view = self.view(&user).await?;
        self.note_rights(session, "user", id.0, (before, told(&view)))
            .await?;
        Ok(view)
    }

    /// A user as it was read just now.
    pub(super) async fn view(&self, user: &store::User) -> Result<UserView> {
        let access = self.model_of(user).await?;
        Ok(UserView::of(user, &access.model))
    }
}

fn checked(patch: &UserPatch, model: &AccessModel) -> Result<UserChange> {
    let mut checks = Checks::default();
    let role = patch.role.as_ref();
    let teams = patch.teams.as_ref();
    let change = UserChange {
        name: patch.name.as_deref().map(|name| checks.name("name", name)),
        profile: checks.profile(patch.profile.as_deref(), model),
        role: role.map(|role| checks.role(role.as_deref(), model)),
        active: patch.active,
        teams: teams.map(|teams| {
            let found = teams.iter().filter_map(|team| checks.team(team, model));
            found.collect::<BTreeSet<_>>()
        }),
    };
    checks.finish()?;
    Ok(change)
}

pub(super) fn last_administrator() -> Error {
    let message = "the last active administrator cannot be demoted or deactivated";
    Error::new(ErrorCode::CONFLICT, message)
}

/// Refuses callers who do not administer the tenant.
pub(super) fn administrators_only(session: &Session) -> Result<()> {
    if session.actor.administrator() {
        Ok(())
    } else {
        Err(Error::forbidden("only administrators may do this"))
    }
}
