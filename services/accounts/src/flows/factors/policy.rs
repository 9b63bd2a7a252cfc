//! What a company demands of its users, and help for who lost a factor.

use rapport_kernel::{Error, Result, SettingsRight, UserId};

use crate::Accounts;
use crate::answers::SecurityAnswer;
use crate::authenticate::Session;
use crate::check::normal_email;
use crate::flows::access::only_administrators;
use crate::flows::trail::of_user;
use crate::inputs::SecurityPatch;
use rapport_store::{AuditKind, AuditNote};

impl Accounts {
    /// What the caller's company demands.
    pub async fn security(&self, session: &Session) -> Result<SecurityAnswer> {
        let required = self.identity.second_factor_required(session.tenant).await?;
        Ok(SecurityAnswer {
            second_factor_required: required,
        })
    }

    /// Changes what the company demands. Who has no second factor sets one up at the next sign-in.
    pub async fn change_security(
        &self,
        session: &Session,
        patch: &SecurityPatch,
    ) -> Result<SecurityAnswer> {
        settings_right(session, SettingsRight::Company)?;
        if let Some(required) = patch.second_factor_required {
            let note = AuditNote::new(AuditKind::Settings, "company", session.tenant.0, "update")
                .with("second_factor_required", required);
            self.noting(session, note)
                .require_second_factor(session.tenant, required, self.now())
                .await?;
            tracing::info!(tenant = %session.tenant, required, by = %session.actor.user, "second factor policy changed");
        }
        self.security(session).await
    }

    /// Takes all factors of a user away, who lost them, and ends the user's sessions.
    pub async fn reset_factors(&self, session: &Session, id: UserId) -> Result<()> {
        settings_right(session, SettingsRight::Users)?;
        let user = self.identity.user(session.tenant, id).await?;
        let user = user.ok_or_else(|| Error::not_found("user"))?;
        // Without its second step an administrator's account is as weak as its password.
        let access = self.model_of(&user).await?;
        only_administrators(session, user.profile, &access.model)?;
        self.noting(session, of_user(&user, AuditKind::Factor, "reset"))
            .remove_factors(&user, self.now())
            .await?;
        self.states.begin_epoch();
        tracing::info!(user = %id, by = %session.actor.user, "second factors of a user removed");
        Ok(())
    }

    /// The same for the operator of the installation, who names the user by address. Answers the name.
    ///
    /// # Errors
    /// `not_found` when nobody signs in with that address.
    pub async fn operators_reset_factors(&self, email: &str) -> Result<String> {
        let user = self.identity.user_by_email(&normal_email(email)).await?;
        let user =
            user.ok_or_else(|| Error::not_found(format!("a user who signs in with `{email}`")))?;
        let note = of_user(&user, AuditKind::Factor, "reset").with("by", "operator");
        self.noting_by(&user, note)
            .remove_factors(&user, self.now())
            .await?;
        self.states.begin_epoch();
        tracing::info!(user = %user.id, "second factors of a user removed by the operator");
        Ok(user.name)
    }
}

fn settings_right(session: &Session, right: SettingsRight) -> Result<()> {
    if session.actor.may(right) {
        Ok(())
    } else {
        Err(Error::forbidden("this needs the right to change settings"))
    }
}
