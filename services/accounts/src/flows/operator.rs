//! What the operator of the installation does from the command line. No session stands behind it.

use rapport_kernel::{Access, Actor, Error, ErrorCode, Result, TenantId, UserId, fold};
use rapport_store as store;
use uuid::Uuid;

use super::sign_up::email_taken;
use crate::answers::{TenantView, UserView};
use crate::authenticate::Session;
use crate::check::{Checks, normal_email};
use crate::{Accounts, NewAccount, PasswordRule, SignUp};

impl Accounts {
    /// Makes a user in the tenant of that slug; founds a tenant of that name when there is none.
    pub async fn create_account(&self, input: &NewAccount) -> Result<(TenantView, UserView)> {
        let Some(tenant) = self.identity.tenant_by_slug(&input.company).await? else {
            self.no_such_company(&input.company).await?;
            let found = SignUp {
                company: input.company.clone(),
                name: input.name.clone(),
                email: input.email.clone(),
                password: input.password.clone(),
                currency: None,
                time_zone: None,
                locale: None,
            };
            let user = self.found(&found, false, PasswordRule::Ours).await?;
            let tenant = self.tenant_of(&user).await?;
            return Ok((TenantView::from(&tenant), self.view(&user).await?));
        };
        let mut checks = Checks::default();
        let name = checks.name("name", &input.name);
        let email = checks.email(&input.email);
        checks.password(&input.password, &email, &tenant.name);
        checks.finish()?;
        let user = store::NewUser {
            id: UserId(self.new_id()),
            email,
            name,
            password_hash: self.hasher.turn().await?.hash(&input.password).await?,
            profile: self
                .profile_for(tenant.id, input.profile.as_deref())
                .await?,
            role: None,
            locale: tenant.locale.clone(),
            time_zone: tenant.time_zone.clone(),
        };
        if !self.identity.add_user(tenant.id, &user, self.now()).await? {
            return Err(email_taken());
        }
        let made = self.identity.user(tenant.id, user.id).await?;
        let made = made.ok_or_else(|| Error::not_found("user"))?;
        Ok((TenantView::from(&tenant), self.view(&made).await?))
    }

    /// Refuses to found a second company of a name: who names one that is there means that one.
    async fn no_such_company(&self, name: &str) -> Result<()> {
        let wanted = fold(name.trim());
        let tenants = self.identity.tenants().await?;
        let Some(known) = tenants.iter().find(|known| fold(&known.name) == wanted) else {
            return Ok(());
        };
        let message = format!(
            "there is a company `{}` already: add the user to it with `--tenant {}`",
            known.name, known.slug
        );
        Err(Error::field("company", ErrorCode::DUPLICATE, message))
    }

    /// Makes a user in the tenant of that slug, and founds none.
    ///
    /// # Errors
    /// `not_found` when there is no such tenant.
    pub async fn create_account_in(&self, input: &NewAccount) -> Result<(TenantView, UserView)> {
        if self
            .identity
            .tenant_by_slug(&input.company)
            .await?
            .is_none()
        {
            return Err(Error::not_found(format!("company `{}`", input.company)));
        }
        self.create_account(input).await
    }

    /// The profile of that name, or the ordinary one.
    pub(super) async fn profile_for(&self, tenant: TenantId, name: Option<&str>) -> Result<Uuid> {
        let Some(name) = name else {
            return self.ordinary_profile(tenant).await;
        };
        let found = self.identity.profile_named(tenant, name).await?;
        found.ok_or_else(|| {
            let message = format!("there is no profile `{name}`");
            Error::field("profile", ErrorCode::INVALID, message)
        })
    }

    /// Every tenant with its users.
    pub async fn all_users(&self) -> Result<Vec<(TenantView, Vec<UserView>)>> {
        let mut all = Vec::new();
        for tenant in self.identity.tenants().await? {
            let users = self.identity.users(tenant.id).await?;
            let access = self.model(tenant.id).await?;
            let view = |user| UserView::of(user, &access.model);
            let users = users.iter().map(view).collect();
            all.push((TenantView::from(&tenant), users));
        }
        Ok(all)
    }

    /// The rights of an administrator of a tenant, for commands that work on records. None: the only tenant.
    pub async fn operator(&self, slug: Option<&str>) -> Result<Session> {
        let tenant = self.chosen_tenant(slug).await?;
        let users = self.identity.users(tenant.id).await?;
        let access = self.model(tenant.id).await?;
        let profiles = &access.model.profiles;
        let administers = |user: &&store::User| {
            let profile = profiles.get(&user.profile);
            user.active && profile.is_some_and(|profile| profile.administrator)
        };
        let administrator = users
            .iter()
            .find(administers)
            .ok_or_else(|| Error::not_found("an active administrator"))?;
        Ok(Session {
            id: self.new_id(),
            tenant: tenant.id,
            actor: Actor::new(Access::administrator(administrator.id)),
            time_zone: administrator.time_zone.as_str().into(),
            currency: tenant.currency,
        })
    }

    /// Gives a user another password, unlocks the account and ends all its sessions.
    pub async fn reset_password(&self, email: &str, password: &str) -> Result<UserView> {
        let user = self.identity.user_by_email(&normal_email(email)).await?;
        let user = user.ok_or_else(|| {
            Error::new(
                ErrorCode::NOT_FOUND,
                format!("no user signs in with `{email}`"),
            )
        })?;
        let tenant = self.tenant_of(&user).await?;
        let mut checks = Checks::default();
        checks.password(password, &user.email, &tenant.name);
        checks.finish()?;
        let hash = self.hasher.turn().await?.hash(password).await?;
        self.identity.set_password(&user, &hash, self.now()).await?;
        self.states.begin_epoch();
        self.view(&user).await
    }
}
