//! Which user a person is.
//!
//! A subject that is linked is its user. Otherwise the address decides, if the provider vouches for it: the user who
//! proved to have the same address, or the open invitation to it. Nobody becomes a user by an address alone.

use rapport_kernel::{Error, ErrorCode, Result, UserId};
use rapport_mail::Method;
use rapport_store as store;
use store::{Accepted, AuditKind, AuditNote, ProviderIdentity};

use crate::Accounts;
use crate::check::{Checks, normal_email};
use crate::flows::trail::of_user;
use crate::oidc::{Person, Provider};
use crate::password::NO_PASSWORD;

impl Accounts {
    pub(super) async fn user_of_person(
        &self,
        provider: &Provider,
        person: &Person,
    ) -> Result<store::User> {
        let linked = self
            .identity
            .user_by_provider(&person.issuer, &person.subject);
        let user = match linked.await? {
            Some(user) => user,
            None => self.newly_linked(provider, person).await?,
        };
        if !user.active {
            return Err(refused(
                "your account is not active any more, ask an administrator of your company",
            ));
        }
        Ok(user)
    }

    async fn newly_linked(&self, provider: &Provider, person: &Person) -> Result<store::User> {
        let label = &provider.settings.label;
        let email = normal_email(person.email.as_deref().unwrap_or_default());
        if email.is_empty() {
            return Err(refused(format!(
                "{label} does not tell your e-mail address, ask whoever runs it to release it"
            )));
        }
        if !person.email_verified {
            return Err(refused(format!(
                "{label} has not verified your e-mail address {email}; verify it there, then try again"
            )));
        }
        if let Some(user) = self.identity.user_by_email(&email).await? {
            return self.link_existing(provider, person, user).await;
        }
        let now = self.now();
        match self.identity.invitation_of(&email, now).await? {
            Some(invitation) => self.join(person, &email, &invitation).await,
            None => Err(refused(format!(
                "there is no account for {email}, ask an administrator of your company to invite you"
            ))),
        }
    }

    async fn link_existing(
        &self,
        provider: &Provider,
        person: &Person,
        user: store::User,
    ) -> Result<store::User> {
        // Whoever signed up with somebody else's address must not be handed that person's sign-in.
        if !self.identity.email_verified(&user).await? {
            return Err(refused(format!(
                "the account of {} has not proved its e-mail address; sign in with the password, verify the address in the settings, then try again",
                user.email
            )));
        }
        if !user.active {
            return Ok(user);
        }
        let link = self.link_to(person, &user.email, user.tenant, user.id);
        let note = of_user(&user, AuditKind::Factor, "link_provider");
        let note = note.with("provider", provider.settings.name.as_str());
        if !self.noting_by(&user, note).link_provider(&link).await? {
            return Err(again());
        }
        tracing::info!(user = %user.id, provider = %provider.settings.name, "linked to a sign-in provider");
        self.queue_new_method(&user, Method::Provider).await?;
        Ok(user)
    }

    /// Accepts an invitation in the name of who was invited.
    async fn join(
        &self,
        person: &Person,
        email: &str,
        invitation: &store::Invitation,
    ) -> Result<store::User> {
        let tenant = self.identity.tenant(invitation.tenant).await?;
        let tenant = tenant.ok_or_else(|| Error::not_found("tenant"))?;
        let told = person.name.as_deref().unwrap_or_default();
        let mut checks = Checks::default();
        let name = checks.name("name", told);
        let name = checks.finish().map_or(invitation.name.clone(), |()| name);
        let user = store::NewUser {
            id: UserId(self.new_id()),
            email: email.to_owned(),
            name,
            password_hash: NO_PASSWORD.to_owned(),
            profile: invitation.profile.ok_or_else(again)?,
            role: invitation.role,
            locale: tenant.locale.clone(),
            time_zone: tenant.time_zone.clone(),
        };
        let link = self.link_to(person, email, tenant.id, user.id);
        let joined = AuditNote::new(AuditKind::Factor, "user", user.id.0, "link_provider")
            .titled(user.name.as_str())
            .with("issuer", person.issuer.as_str());
        let author = self.author(user.id, None);
        let accepted = self
            .identity
            .noting(tenant.id, author, vec![joined])
            .accept_by_provider(invitation, &user, &link)
            .await?;
        if accepted != Accepted::Done {
            return Err(again());
        }
        let made = self.identity.user(tenant.id, user.id).await?;
        made.ok_or_else(|| Error::not_found("user"))
    }

    fn link_to(
        &self,
        person: &Person,
        email: &str,
        tenant: rapport_kernel::TenantId,
        user: UserId,
    ) -> ProviderIdentity {
        ProviderIdentity {
            tenant,
            id: self.new_id(),
            user,
            issuer: person.issuer.clone(),
            subject: person.subject.clone(),
            email: email.to_owned(),
            created_at: self.now(),
        }
    }
}

fn refused(message: impl Into<String>) -> Error {
    Error::new(ErrorCode::FORBIDDEN, message)
}

fn again() -> Error {
    let message = "the account was changed meanwhile, try again";
    Error::new(ErrorCode::CONFLICT, message)
}
