//! An administrator who acts in a user's name, to see what the user sees.
//!
//! The administrator's own session carries it: nothing of the user's account is touched, the session stays the
//! administrator's, and it is looked at with each request whether both still are who they were. Whatever is changed
//! meanwhile names both.

use rapport_kernel::{Error, ErrorCode, Result, SettingsRight, Through, UserId};
use rapport_store as store;

use super::access::allowed;
use super::users::administrators_only;
use crate::Accounts;
use crate::answers::{ActingAnswer, Person, TenantView, UserView};
use crate::authenticate::Session;
use crate::flows::trail::of_user;
use crate::token::ACCESS_SECONDS;
use rapport_store::{AuditKind, AuditNote};

impl Accounts {
    /// Begins to act in a user's name.
    pub async fn impersonate(&self, session: &Session, id: UserId) -> Result<ActingAnswer> {
        session.must_be_own()?;
        allowed(session, SettingsRight::Users)?;
        administrators_only(session)?;
        let user = self.identity.user(session.tenant, id).await?;
        let user = user.ok_or_else(|| Error::not_found("user"))?;
        let access = self.model_of(&user).await?;
        let profile = access.model.profiles.get(&user.profile);
        if profile.is_none_or(|profile| profile.administrator) {
            let message = "nobody may act in the name of an administrator";
            return Err(Error::forbidden(message));
        }
        if !user.active {
            let message = "the user is not active";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        let own = session.actor.user;
        let note = of_user(&user, AuditKind::SignIn, "impersonate");
        if !self
            .noting(session, note)
            .act_as(session.tenant, session.id, own, Some(id))
            .await?
        {
            return Err(Error::not_found("session"));
        }
        self.states.begin_epoch();
        tracing::warn!(user = %id, by = %own, "impersonation begins");
        self.acting_answer(session, own, &user).await
    }

    /// Goes back to acting in one's own name.
    pub async fn end_impersonation(&self, session: &Session) -> Result<ActingAnswer> {
        let Through::Impersonator(own) = session.actor.through else {
            return Err(Error::not_found("impersonation"));
        };
        let ended = AuditNote::new(
            AuditKind::SignOut,
            "user",
            session.actor.user.0,
            "end_impersonation",
        );
        let store = self.noting(session, ended);
        let acted = store.act_as(session.tenant, session.id, own, None);
        if !acted.await? {
            return Err(Error::not_found("session"));
        }
        self.states.begin_epoch();
        tracing::warn!(user = %session.actor.user, by = %own, "impersonation ends");
        let user = self.identity.user(session.tenant, own).await?;
        let user = user.ok_or_else(|| Error::not_found("user"))?;
        self.acting_answer(session, own, &user).await
    }

    /// Who acts in the caller's name.
    pub(super) async fn impersonator(&self, session: &Session) -> Result<Option<Person>> {
        let Through::Impersonator(own) = session.actor.through else {
            return Ok(None);
        };
        let user = self.identity.user(session.tenant, own).await?;
        Ok(user.map(|user| Person {
            id: user.id,
            name: user.name,
        }))
    }

    async fn acting_answer(
        &self,
        session: &Session,
        own: UserId,
        user: &store::User,
    ) -> Result<ActingAnswer> {
        let now = self.now();
        let tenant = self.tenant_of(user).await?;
        let access = self.model_of(user).await?;
        Ok(ActingAnswer {
            access_token: self
                .tokens
                .sign(session.tenant, own, session.id, self.new_id(), now)?,
            expires_in: ACCESS_SECONDS,
            user: UserView::of(user, &access.model),
            tenant: TenantView::from(&tenant),
        })
    }
}
