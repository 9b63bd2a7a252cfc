//! The providers a user is linked to: looked at, and taken away.

use rapport_kernel::{Error, ErrorCode, Result};
use rapport_store::{AuditKind, ProviderIdentity};
use uuid::Uuid;

use crate::Accounts;
use crate::answers::ProviderLinkView;
use crate::authenticate::Session;
use crate::flows::trail::of_user;
use crate::password::NO_PASSWORD;

impl Accounts {
    /// The providers through which the caller signs in, oldest first.
    pub async fn provider_links(&self, session: &Session) -> Result<Vec<ProviderLinkView>> {
        session.must_not_be_a_key()?;
        let (tenant, user) = (session.tenant, session.actor.user);
        let links = self.identity.provider_identities(tenant, user).await?;
        Ok(links.iter().map(|link| self.link_view(link)).collect())
    }

    /// Takes a link of the caller away. The last way to sign in stays.
    pub async fn remove_provider_link(&self, session: &Session, id: Uuid) -> Result<()> {
        session.must_be_own()?;
        let user = self.user_of(session).await?;
        let (tenant, unknown) = (user.tenant, || Error::not_found("sign-in provider"));
        let links = self.identity.provider_identities(tenant, user.id).await?;
        let link = links
            .iter()
            .find(|link| link.id == id)
            .ok_or_else(unknown)?;
        let is_only = links.len() == 1 && user.password_hash == NO_PASSWORD;
        if is_only && self.identity.passkeys(tenant, user.id).await?.is_empty() {
            let message =
                "this is the only way to sign in: choose a password or add a passkey first";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        let note = of_user(&user, AuditKind::Factor, "unlink_provider");
        let store = self.noting(session, note.with("issuer", link.issuer.as_str()));
        if !store.unlink_provider(tenant, user.id, id).await? {
            return Err(unknown());
        }
        tracing::info!(user = %user.id, link = %id, "unlinked from a sign-in provider");
        Ok(())
    }

    fn link_view(&self, link: &ProviderIdentity) -> ProviderLinkView {
        let mut known = self.providers.all();
        let known = known.find(|settings| settings.issuer == link.issuer);
        ProviderLinkView {
            id: link.id,
            provider: known.map(|settings| settings.name.clone()),
            label: known.map_or_else(|| link.issuer.clone(), |settings| settings.label.clone()),
            email: link.email.clone(),
            created_at: link.created_at,
        }
    }
}
