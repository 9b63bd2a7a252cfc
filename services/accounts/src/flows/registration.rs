//! Registering through a client of another system: a tenant is founded, or the one that the operator named is joined.

use rapport_kernel::{Error, Result, UserId};
use rapport_store as store;
use store::AuditKind;

use super::sign_up::email_taken;
use crate::answers::SessionAnswer;
use crate::check::Checks;
use crate::flows::trail::{Client, of_user};
use crate::{Accounts, Registration};

impl Accounts {
    /// Makes the user, keeps what is known of the user, and signs in.
    ///
    /// # Errors
    /// What is wrong, by field; `duplicate` for an address, a work id or a user name that somebody has.
    pub async fn register(
        &self,
        input: &Registration,
        client: impl Into<Client<'_>>,
    ) -> Result<SessionAnswer> {
        let client = client.into();
        let session = match &input.tenant {
            Some(slug) => self.join_registered(slug, input, client).await?,
            None => self.sign_up_by(input.rule, &input.sign_up, client).await?,
        };
        let has_details =
            input.work_id.is_some() || input.username.is_some() || !input.facts.is_empty();
        if has_details {
            let (tenant, user) = (session.tenant.id, session.user.id);
            self.keep_details(tenant, user, |details| {
                details.work_id.clone_from(&input.work_id);
                details.username.clone_from(&input.username);
                Ok(input.facts.clone())
            })
            .await?;
        }
        Ok(session)
    }

    /// Adds the user to a tenant, with the ordinary profile.
    async fn join_registered(
        &self,
        slug: &str,
        input: &Registration,
        client: Client<'_>,
    ) -> Result<SessionAnswer> {
        let tenant = self.identity.tenant_by_slug(slug).await?;
        let tenant = tenant.ok_or_else(|| Error::not_found(format!("company `{slug}`")))?;
        let sign_up = &input.sign_up;
        let mut checks = Checks::default();
        let name = checks.name("name", &sign_up.name);
        let email = checks.email(&sign_up.email);
        let zone = checks.time_zone(sign_up.time_zone.as_deref());
        checks.password_by(input.rule, &sign_up.password, &email, &tenant.name);
        checks.finish()?;
        self.names_free(
            tenant.id,
            input.work_id.as_deref(),
            input.username.as_deref(),
        )
        .await?;
        let hash = self.hasher.turn().await?.hash(&sign_up.password).await?;
        let user = store::NewUser {
            id: UserId(self.new_id()),
            email,
            name,
            password_hash: hash,
            profile: self.ordinary_profile(tenant.id).await?,
            role: None,
            locale: tenant.locale.clone(),
            time_zone: zone.unwrap_or_else(|| tenant.time_zone.clone()),
        };
        if !self.identity.add_user(tenant.id, &user, self.now()).await? {
            return Err(email_taken());
        }
        self.states.begin_epoch();
        let made = self.identity.user(tenant.id, user.id).await?;
        let made = made.ok_or_else(|| Error::not_found("user"))?;
        self.note_by(&made, of_user(&made, AuditKind::Permission, "register"))
            .await?;
        self.queue_verification(&made).await?;
        self.begin(&made, &[], client).await
    }
}
