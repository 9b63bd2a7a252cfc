//! What users see and change of themselves.

use rapport_kernel::{Error, ErrorCode, Result};
use rapport_store as store;
use serde_json::{Map, Value};
use store::ProfileChange;

use crate::answers::{AccessView, MeAnswer, TenantView};
use crate::authenticate::Session;
use crate::check::Checks;
use crate::{Accounts, ProfilePatch};

const PREFERENCES_BYTES: usize = 64 * 1024;

/// How often a change is tried again that met another of the same user.
const TRIES: usize = 5;

impl Accounts {
    /// The caller.
    pub async fn me(&self, session: &Session) -> Result<MeAnswer> {
        let user = self.user_of(session).await?;
        let tenant = self.tenant_of(&user).await?;
        let standing = self.identity.standing(user.tenant, user.id).await?;
        Ok(MeAnswer {
            email_verified: standing.is_some_and(|(verified, _)| verified.is_some()),
            impersonator: self.impersonator(session).await?,
            preferences: preferences(&user),
            user: self.view(&user).await?,
            access: AccessView::of(&session.actor),
            tenant: TenantView::from(&tenant),
        })
    }

    /// Changes the caller's own profile.
    pub async fn change_me(&self, session: &Session, patch: &ProfilePatch) -> Result<MeAnswer> {
        session.must_be_own()?;
        let mut checks = Checks::default();
        let name = patch.name.as_deref().map(|name| checks.name("name", name));
        let locale = checks.locale(patch.locale.as_deref());
        let time_zone = checks.time_zone(patch.time_zone.as_deref());
        checks.finish()?;
        let mut change = ProfileChange {
            name,
            locale,
            time_zone,
            preferences: None,
        };
        for _ in 0..TRIES {
            let user = self.user_of(session).await?;
            if let Some(patch) = &patch.preferences {
                change.preferences = Some((user.preferences.clone(), merged(&user, patch)?));
            }
            let changed = self.identity.change_profile(
                session.tenant,
                session.actor.user,
                &change,
                self.now(),
            );
            if changed.await? {
                self.states.begin_epoch();
                return self.me(session).await;
            }
        }
        Err(Error::new(
            ErrorCode::CONFLICT,
            "the profile was changed meanwhile",
        ))
    }

    pub(super) async fn user_of(&self, session: &Session) -> Result<store::User> {
        let user = self
            .identity
            .user(session.tenant, session.actor.user)
            .await?;
        user.ok_or_else(|| Error::not_found("user"))
    }
}

fn preferences(user: &store::User) -> Map<String, Value> {
    serde_json::from_str(&user.preferences).unwrap_or_default()
}

/// A key with a value replaces, a key with null removes.
fn merged(user: &store::User, patch: &Map<String, Value>) -> Result<String> {
    let mut all = preferences(user);
    for (key, value) in patch {
        if value.is_null() {
            all.shift_remove(key);
        } else {
            all.insert(key.clone(), value.clone());
        }
    }
    let text = serde_json::to_string(&all).map_err(Error::internal)?;
    if text.len() > PREFERENCES_BYTES {
        let message = format!("are larger than {} kB", PREFERENCES_BYTES / 1024);
        return Err(Error::field("preferences", ErrorCode::TOO_LARGE, message));
    }
    Ok(text)
}
