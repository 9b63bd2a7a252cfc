//! Roles: the tree of who answers for whom.

use rapport_kernel::{AccessModel, Error, ErrorCode, Result, RoleNode, SettingsRight};
use rapport_store as store;
use store::{Removed, RoleChange, RoleKept};
use uuid::Uuid;

use super::{allowed, name_taken, required, staff_only};
use crate::answers::RoleView;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::{of_rights, told};
use crate::{Accounts, RoleInput};
use serde_json::Value;

impl Accounts {
    /// The roles of the caller's tenant by name.
    pub async fn roles(&self, session: &Session) -> Result<Vec<RoleView>> {
        staff_only(session)?;
        let access = self.model(session.tenant).await?;
        let roles = self.identity.roles(session.tenant).await?;
        Ok(roles
            .into_iter()
            .map(|role| view(role, &access.model))
            .collect())
    }

    /// A role of the caller's tenant.
    pub async fn role(&self, session: &Session, id: Uuid) -> Result<RoleView> {
        staff_only(session)?;
        self.kept_role(session, id).await
    }

    /// Adds a role.
    pub async fn add_role(&self, session: &Session, input: &RoleInput) -> Result<RoleView> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        let change = checked(input, &access.model)?;
        let role = RoleNode {
            id: self.new_id(),
            name: change.name.ok_or_else(|| required("name"))?,
            parent: change.parent.flatten(),
            share_with_peers: change.share_with_peers.unwrap_or(false),
        };
        let added = self.identity.add_role(session.tenant, &role, self.now());
        judged(added.await?)?;
        self.states.begin_epoch();
        tracing::info!(role = %role.id, by = %session.actor.user, "role added");
        let after = told(&self.role(session, role.id).await?);
        self.note_rights(session, "role", role.id, (Value::Null, after))
            .await?;
        self.kept_role(session, role.id).await
    }

    /// Changes a role. Whoever it concerns notices with the next request.
    pub async fn change_role(
        &self,
        session: &Session,
        id: Uuid,
        input: &RoleInput,
    ) -> Result<RoleView> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        let change = checked(input, &access.model)?;
        let before = told(&self.role(session, id).await?);
        let now = self.now();
        let changed = self.identity.change_role(session.tenant, id, &change, now);
        judged(changed.await?)?;
        self.states.begin_epoch();
        tracing::info!(role = %id, by = %session.actor.user, "role changed");
        let after = told(&self.role(session, id).await?);
        self.note_rights(session, "role", id, (before, after))
            .await?;
        self.kept_role(session, id).await
    }

    /// Removes a role that nobody has; the roles under it move up.
    pub async fn remove_role(&self, session: &Session, id: Uuid) -> Result<()> {
        allowed(session, SettingsRight::Users)?;
        let before = told(&self.role(session, id).await?);
        let note = of_rights("role", id, (&before, &Value::Null));
        let store = self.noting(session, note);
        let removed = store.remove_role(session.tenant, id, self.now());
        match removed.await? {
            Removed::Done => {}
            Removed::Missing => return Err(Error::not_found("role")),
            Removed::Used => {
                let access = self.model(session.tenant).await?;
                let message = match users(id, &access.model) {
                    0 => "an open invitation names this role".to_owned(),
                    1 => "1 user has this role".to_owned(),
                    users => format!("{users} users have this role"),
                };
                return Err(Error::new(ErrorCode::CONFLICT, message));
            }
            Removed::Shared => {
                let message = "a sharing rule names this role";
                return Err(Error::new(ErrorCode::CONFLICT, message));
            }
        }
        self.states.begin_epoch();
        tracing::info!(role = %id, by = %session.actor.user, "role removed");
        Ok(())
    }

    async fn kept_role(&self, session: &Session, id: Uuid) -> Result<RoleView> {
        let role = self.identity.role(session.tenant, id).await?;
        let role = role.ok_or_else(|| Error::not_found("role"))?;
        let access = self.model(session.tenant).await?;
        Ok(view(role, &access.model))
    }
}

fn checked(input: &RoleInput, model: &AccessModel) -> Result<RoleChange> {
    let mut checks = Checks::default();
    let known = |id: &Uuid| model.roles.contains_key(id);
    let change = RoleChange {
        name: input.name.as_deref().map(|name| checks.name("name", name)),
        parent: input.parent.as_ref().map(|parent| {
            let parent = parent.as_deref()?;
            checks.known("parent", parent, "role", known)
        }),
        share_with_peers: input.share_with_peers,
    };
    checks.finish()?;
    Ok(change)
}

fn judged(kept: RoleKept) -> Result<()> {
    let parent = |message: &str| Error::field("parent", ErrorCode::INVALID, message);
    match kept {
        RoleKept::Done => Ok(()),
        RoleKept::NameTaken => Err(name_taken("role")),
        RoleKept::Missing => Err(Error::not_found("role")),
        RoleKept::NoParent => Err(parent("there is no such role")),
        RoleKept::Cycle => Err(parent("is the role itself or one under it")),
    }
}

fn users(role: Uuid, model: &AccessModel) -> usize {
    let members = model.members.values();
    members.filter(|member| member.role == Some(role)).count()
}

fn view(role: RoleNode, model: &AccessModel) -> RoleView {
    RoleView {
        users: users(role.id, model),
        id: role.id,
        name: role.name,
        parent: role.parent,
        share_with_peers: role.share_with_peers,
    }
}
