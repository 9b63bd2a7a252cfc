//! What callers receive, in wire form. None of it holds a hash.

use std::fmt;

use rapport_kernel::{Currency, RecordAccess, Role, TenantId, Timestamp, UserId};
use rapport_store as store;
use serde::Serialize;
use uuid::Uuid;

use crate::Signup;

/// A user as others see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct UserView {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: &'static str,
    pub record_access: &'static str,
    pub locale: String,
    pub time_zone: String,
    pub active: bool,
}

/// A tenant as its users see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct TenantView {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
    pub currency: Currency,
    pub time_zone: String,
    pub locale: String,
}

/// A session as it begins or goes on. The tokens are told here and nowhere else.
#[derive(Clone, PartialEq, Serialize)]
pub struct SessionAnswer {
    /// For the `Authorization` header.
    pub access_token: String,
    /// Seconds until it ends.
    pub expires_in: i64,
    /// For the next session. The gateway moves it into a cookie for browsers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Seconds until the refresh token ends, for the cookie.
    #[serde(skip)]
    pub refresh_expires_in: i64,
    /// Who signed in.
    pub user: UserView,
    /// Where.
    pub tenant: TenantView,
}

impl fmt::Debug for SessionAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionAnswer")
            .field("user", &self.user.id)
            .finish_non_exhaustive()
    }
}

/// Whether the installation waits for its first user.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetupAnswer {
    /// Nobody is here yet.
    pub needs_setup: bool,
    /// Who may found a tenant.
    pub signup: Signup,
    /// The program's version.
    pub version: &'static str,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
}

/// The caller.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct MeAnswer {
    pub user: UserView,
    pub tenant: TenantView,
    pub preferences: serde_json::Map<String, serde_json::Value>,
}

/// An open invitation, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct InvitationView {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub role: &'static str,
    pub record_access: &'static str,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A new invitation with its link, which is shown once.
#[derive(Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct InvitationAnswer {
    #[serde(flatten)]
    pub invitation: InvitationView,
    pub link: String,
}

impl fmt::Debug for InvitationAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvitationAnswer")
            .field("id", &self.invitation.id)
            .finish_non_exhaustive()
    }
}

/// An invitation as the invited sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfferAnswer {
    /// The tenant's name.
    pub company: String,
    /// Who invites.
    pub invited_by: String,
    /// The address the user will sign in with.
    pub email: String,
    /// The name the inviter gave.
    pub name: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl From<&store::User> for UserView {
    fn from(user: &store::User) -> Self {
        Self {
            id: user.id,
            name: user.name.clone(),
            email: user.email.clone(),
            role: role_name(user.role),
            record_access: access_name(user.access),
            locale: user.locale.clone(),
            time_zone: user.time_zone.clone(),
            active: user.active,
        }
    }
}

impl From<&store::Tenant> for TenantView {
    fn from(tenant: &store::Tenant) -> Self {
        Self {
            id: tenant.id,
            name: tenant.name.clone(),
            slug: tenant.slug.clone(),
            currency: tenant.currency,
            time_zone: tenant.time_zone.clone(),
            locale: tenant.locale.clone(),
        }
    }
}

impl From<&store::Invitation> for InvitationView {
    fn from(invitation: &store::Invitation) -> Self {
        Self {
            id: invitation.id,
            email: invitation.email.clone(),
            name: invitation.name.clone(),
            role: role_name(invitation.role),
            record_access: access_name(invitation.access),
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
        }
    }
}

pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Member => "member",
    }
}

fn access_name(access: RecordAccess) -> &'static str {
    match access {
        RecordAccess::All => "all",
        RecordAccess::Own => "own",
    }
}
