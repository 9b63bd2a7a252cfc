//! What people are told about their own accounts, and administrators about those they help.

use std::fmt;

use rapport_kernel::{AccessModel, Timestamp, UserId};
use rapport_store as store;
use serde::Serialize;
use uuid::Uuid;

use super::{ProfileTitle, TenantView, UserView};

/// Somebody, named.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct Person {
    pub id: UserId,
    pub name: String,
}

/// The same session, from now on in another name.
#[derive(Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct ActingAnswer {
    pub access_token: String,
    pub expires_in: i64,
    pub user: UserView,
    pub tenant: TenantView,
}

impl fmt::Debug for ActingAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActingAnswer")
            .field("user", &self.user.id)
            .finish_non_exhaustive()
    }
}

/// A place where the caller is signed in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct SessionView {
    pub id: Uuid,
    pub user_agent: String,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
    pub current: bool,
}

impl SessionView {
    pub(crate) fn of(session: &store::Session, current: bool) -> Self {
        Self {
            id: session.id,
            user_agent: session.user_agent.clone(),
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at,
            current,
        }
    }
}

/// A link with which a user chooses another password. It is told here and nowhere else.
#[derive(Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct ResetLinkAnswer {
    pub link: String,
    pub expires_at: Timestamp,
}

impl fmt::Debug for ResetLinkAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResetLinkAnswer").finish_non_exhaustive()
    }
}

/// A key for a program, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct ApiKeyView {
    pub id: Uuid,
    pub name: String,
    pub prefix: String,
    pub profile: Option<ProfileTitle>,
    pub created_by: Person,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
}

/// A new key with its secret, which is shown once.
#[derive(Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct NewApiKeyAnswer {
    #[serde(flatten)]
    pub key: ApiKeyView,
    pub secret: String,
}

impl fmt::Debug for NewApiKeyAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewApiKeyAnswer")
            .field("id", &self.key.id)
            .finish_non_exhaustive()
    }
}

impl ApiKeyView {
    pub(crate) fn of(key: &store::ApiKey, names: &[(Uuid, String)], model: &AccessModel) -> Self {
        let name = names.iter().find(|(id, _)| *id == key.created_by.0);
        Self {
            id: key.id,
            name: key.name.clone(),
            prefix: key.prefix.clone(),
            profile: ProfileTitle::of(key.profile, model),
            created_by: Person {
                id: key.created_by,
                name: name.map(|(_, name)| name.clone()).unwrap_or_default(),
            },
            created_at: key.created_at,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
        }
    }
}
