//! Keys for programs: made, listed and revoked. The secret is shown once.

use rapport_kernel::{Error, ErrorCode, Result, SettingsRight, Timestamp};
use rapport_store as store;
use store::{AuditKind, AuditNote};
use uuid::Uuid;

use super::access::{only_administrators, staff_only};
use crate::answers::{ApiKeyView, NewApiKeyAnswer};
use crate::api_keys::KeyText;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::token::hash;
use crate::{Accounts, ApiKeyInput};

impl Accounts {
    /// The caller's keys; everybody's for who may change integrations.
    pub async fn api_keys(&self, session: &Session) -> Result<Vec<ApiKeyView>> {
        let all = session.actor.may(SettingsRight::Integrations);
        let maker = (!all).then_some(session.actor.user);
        let keys = self.identity.api_keys(session.tenant, maker).await?;
        let makers: Vec<Uuid> = keys.iter().map(|key| key.created_by.0).collect();
        let names = self.identity.user_names(session.tenant, &makers).await?;
        let access = self.model(session.tenant).await?;
        Ok(keys
            .iter()
            .map(|key| ApiKeyView::of(key, &names, &access.model))
            .collect())
    }

    /// Makes a key with the rights of a profile, never more than the caller's own.
    pub async fn add_api_key(
        &self,
        session: &Session,
        input: &ApiKeyInput,
    ) -> Result<NewApiKeyAnswer> {
        session.must_be_own()?;
        staff_only(session)?;
        let (access, now) = (self.model(session.tenant).await?, self.now());
        let mut checks = Checks::default();
        let name = checks.name("name", &input.name);
        let profile = checks.profile(input.profile.as_deref(), &access.model);
        let expires_at = input.expires_at.as_deref().and_then(|text| {
            let end = text.parse::<Timestamp>().ok().filter(|end| *end > now);
            if end.is_none() {
                checks.wrong(
                    "expires_at",
                    "must be a moment that is to come, such as 2027-01-31T00:00:00Z",
                );
            }
            end
        });
        checks.finish()?;
        let profile = profile.unwrap_or(session.actor.access.profile.id);
        only_administrators(session, profile, &access.model)?;
        let text = KeyText::new(self.random.as_ref());
        let key = store::ApiKey {
            tenant: session.tenant,
            id: self.new_id(),
            name,
            prefix: text.prefix.clone(),
            secret_hash: hash(&text.bytes),
            profile,
            created_by: session.actor.user,
            created_at: now,
            expires_at,
            last_used_at: None,
        };
        let note = AuditNote::new(AuditKind::ApiKey, "api_key", key.id, "create")
            .titled(key.name.clone())
            .with("profile", key.profile.to_string());
        if !self.noting(session, note).add_api_key(&key).await? {
            let message = "the profile was removed meanwhile";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        let maker = [session.actor.user.0];
        let names = self.identity.user_names(session.tenant, &maker).await?;
        Ok(NewApiKeyAnswer {
            key: ApiKeyView::of(&key, &names, &access.model),
            secret: text.text(),
        })
    }

    /// Ends a key of the caller; any key for who may change integrations.
    pub async fn revoke_api_key(&self, session: &Session, id: Uuid) -> Result<()> {
        session.must_be_own()?;
        let all = session.actor.may(SettingsRight::Integrations);
        let maker = (!all).then_some(session.actor.user);
        let unknown = || Error::not_found("API key");
        let keys = self.identity.api_keys(session.tenant, maker).await?;
        let key = keys.iter().find(|key| key.id == id).ok_or_else(unknown)?;
        let note = AuditNote::new(AuditKind::ApiKey, "api_key", id, "revoke");
        let revoked = self
            .noting(session, note.titled(key.name.clone()))
            .revoke_api_key(session.tenant, id, self.now())
            .await?;
        if !revoked {
            return Err(unknown());
        }
        self.states.begin_epoch();
        Ok(())
    }
}
