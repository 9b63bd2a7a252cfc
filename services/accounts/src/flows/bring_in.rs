//! Users of another system, brought in with the hashes of their passwords.
//!
//! A bcrypt hash is kept as it is, and replaced by one of our own when its user first signs in. Without one the user
//! has no password and chooses one with a link.

use rapport_kernel::{Error, ErrorCode, Result, UserId};
use rapport_store as store;

use super::sign_up::email_taken;
use crate::answers::{TenantView, UserView};
use crate::check::Checks;
use crate::password::{NO_PASSWORD, importable};
use crate::{Accounts, ImportedUser};

/// A user that is known to be acceptable.
#[derive(Debug)]
pub struct CheckedUser {
    tenant: rapport_kernel::TenantId,
    user: store::NewUser,
}

impl Accounts {
    /// The tenant of that slug, or the only one.
    pub async fn chosen_tenant(&self, slug: Option<&str>) -> Result<TenantView> {
        let tenants = self.identity.tenants().await?;
        let chosen = match (slug, tenants.as_slice()) {
            (Some(slug), all) => all.iter().find(|tenant| tenant.slug == slug),
            (None, [only]) => Some(only),
            (None, []) => return Err(Error::new(ErrorCode::NOT_FOUND, "there is no tenant yet")),
            (None, _) => return Err(Error::invalid("there are several tenants: name one")),
        };
        let tenant = chosen.ok_or_else(|| Error::not_found("tenant"))?;
        Ok(TenantView::from(tenant))
    }

    /// Judges a user to be brought in; nothing is written.
    pub async fn check_imported(
        &self,
        tenant: &TenantView,
        input: &ImportedUser,
    ) -> Result<CheckedUser> {
        let mut checks = Checks::default();
        let name = checks.name("name", &input.name);
        let email = checks.email(&input.email);
        let hash = input.password_hash.trim();
        if !hash.is_empty()
            && let Err(reason) = importable(hash)
        {
            checks.wrong("password_hash", reason);
        }
        let named = Some(input.profile.trim()).filter(|name| !name.is_empty());
        let profile = match self.profile_for(tenant.id, named).await {
            Ok(profile) => Some(profile),
            Err(error) if error.fields.is_empty() => return Err(error),
            Err(error) => {
                for field in error.fields {
                    checks.wrong(&field.field, field.message);
                }
                None
            }
        };
        if self.identity.user_by_email(&email).await?.is_some() {
            checks.wrong("email", "somebody signs in with this address already");
        }
        checks.finish()?;
        Ok(CheckedUser {
            tenant: tenant.id,
            user: store::NewUser {
                id: UserId(self.new_id()),
                email,
                name,
                password_hash: if hash.is_empty() { NO_PASSWORD } else { hash }.to_owned(),
                profile: profile.ok_or_else(|| Error::not_found("profile"))?,
                role: None,
                locale: tenant.locale.clone(),
                time_zone: tenant.time_zone.clone(),
            },
        })
    }

    /// Makes a user that was judged.
    pub async fn add_imported(&self, checked: &CheckedUser) -> Result<UserView> {
        let CheckedUser { tenant, user } = checked;
        if !self.identity.add_user(*tenant, user, self.now()).await? {
            return Err(email_taken());
        }
        // The access model is kept by epoch, and must know the user.
        self.states.begin_epoch();
        self.note_first_user();
        let made = self.identity.user(*tenant, user.id).await?;
        let made = made.ok_or_else(|| Error::not_found("user"))?;
        self.view(&made).await
    }
}
