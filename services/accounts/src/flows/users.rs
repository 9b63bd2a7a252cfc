//! The users of a tenant, and what its administrators change of them.

use rapport_kernel::{Error, ErrorCode, Result, UserId};
use rapport_store as store;
use store::{UserChange, UserChanged};

use crate::answers::UserView;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::{Accounts, UserPatch};

impl Accounts {
    /// All users of the caller's tenant, by name.
    pub async fn users(&self, session: &Session) -> Result<Vec<UserView>> {
        let users = self.identity.users(session.tenant).await?;
        Ok(users.iter().map(UserView::from).collect())
    }

    /// Changes a user of the caller's tenant. It takes effect with the user's next request.
    pub async fn change_user(
        &self,
        session: &Session,
        id: UserId,
        patch: &UserPatch,
    ) -> Result<UserView> {
        administrators_only(session)?;
        let mut checks = Checks::default();
        let change = UserChange {
            name: patch.name.as_deref().map(|name| checks.name("name", name)),
            role: checks.role(patch.role.as_deref()),
            access: checks.access(patch.record_access.as_deref()),
            active: patch.active,
        };
        checks.finish()?;
        let changed = self
            .identity
            .change_user(session.tenant, id, &change, self.now());
        match changed.await? {
            UserChanged::Done => self.states.begin_epoch(),
            UserChanged::Missing => return Err(Error::not_found("user")),
            UserChanged::LastAdmin => return Err(last_administrator()),
        }
        tracing::info!(user = %id, by = %session.actor.user, "user changed");
        let user = self.identity.user(session.tenant, id).await?;
        let user = user.ok_or_else(|| Error::not_found("user"))?;
        Ok(UserView::from(&user))
    }
}

pub(super) fn administrators_only(session: &Session) -> Result<()> {
    if session.actor.administrator() {
        Ok(())
    } else {
        Err(Error::forbidden("only administrators may do this"))
    }
}

fn last_administrator() -> Error {
    let message = "the last active administrator cannot be demoted or deactivated";
    Error::new(ErrorCode::CONFLICT, message)
}
