//! What an administrator does for a user who cannot come in.

use rapport_kernel::{Error, ErrorCode, Result, SettingsRight, UserId};
use rapport_store as store;
use store::TokenPurpose;

use super::access::{allowed, only_administrators};
use crate::Accounts;
use crate::answers::ResetLinkAnswer;
use crate::authenticate::Session;
use crate::check::normal_email;
use crate::flows::trail::of_user;
use rapport_store::{AuditKind, AuditNote};

impl Accounts {
    /// Takes the lock of failed sign-ins away.
    pub async fn unlock_user(&self, session: &Session, id: UserId) -> Result<()> {
        allowed(session, SettingsRight::Users)?;
        let note = AuditNote::new(AuditKind::Locked, "user", id.0, "unlock");
        let store = self.noting(session, note);
        if !store.unlock(session.tenant, id).await? {
            return Err(Error::not_found("user"));
        }
        self.states.begin_epoch();
        tracing::info!(user = %id, by = %session.actor.user, "user unlocked");
        Ok(())
    }

    /// A link with which a user chooses another password, to be handed over. It is shown once.
    pub async fn make_reset_link(&self, session: &Session, id: UserId) -> Result<ResetLinkAnswer> {
        allowed(session, SettingsRight::Users)?;
        let user = self.identity.user(session.tenant, id).await?;
        let user = user.ok_or_else(|| Error::not_found("user"))?;
        // Whoever has the link becomes the user.
        let access = self.model_of(&user).await?;
        only_administrators(session, user.profile, &access.model)?;
        let (link, expires_at) = self.reset_link(&user, Some(session.actor.user)).await?;
        tracing::info!(user = %id, by = %session.actor.user, "reset link made");
        self.note(session, of_user(&user, AuditKind::Password, "reset_link"))
            .await?;
        Ok(ResetLinkAnswer { link, expires_at })
    }

    /// The same for the operator of the installation, who names the user by address.
    pub async fn operators_reset_link(&self, email: &str) -> Result<ResetLinkAnswer> {
        let user = self.identity.user_by_email(&normal_email(email)).await?;
        let user = user.ok_or_else(|| {
            let message = format!("no user signs in with `{email}`");
            Error::new(ErrorCode::NOT_FOUND, message)
        })?;
        let (link, expires_at) = self.reset_link(&user, Some(user.id)).await?;
        Ok(ResetLinkAnswer { link, expires_at })
    }

    async fn reset_link(
        &self,
        user: &store::User,
        by: Option<UserId>,
    ) -> Result<(String, rapport_kernel::Timestamp)> {
        if !user.active {
            let message = "the user is not active";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        self.new_link(user, TokenPurpose::Password, by).await
    }
}
