//! What callers receive, in wire form. None of it holds a hash.

mod access;
mod account;
mod factors;
mod passkeys;
mod people;
mod providers;

use std::fmt;

use rapport_kernel::{AccessModel, Actor, Currency, TenantId, Timestamp, UserId};
use rapport_store as store;
use serde::Serialize;
use uuid::Uuid;

use crate::Signup;
use crate::flows::access::{SETTINGS, settings_name};

pub use access::{ProfileAnswer, RoleView, TeamView};
pub use account::{
    ActingAnswer, ApiKeyView, NewApiKeyAnswer, Person, ResetLinkAnswer, SessionView,
};
pub use factors::{
    FactorsAnswer, MfaAnswer, RecoveryCodes, SecurityAnswer, SignInAnswer, TotpSetup,
};
pub use passkeys::PasskeyView;
pub use people::PersonView;
pub use providers::{ProviderAnswer, ProviderLinkView, ProviderStart};

/// A user as others see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct UserView {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub profile: ProfileTitle,
    pub role: Option<Named>,
    pub teams: Vec<Named>,
    pub locale: String,
    pub time_zone: String,
    pub active: bool,
    /// Too many failed sign-ins: none is taken before. Told in the list, to who may unlock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked_until: Option<Timestamp>,
}

/// A profile in what names one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct ProfileTitle {
    pub id: Uuid,
    pub name: String,
    pub administrator: bool,
}

/// A role or team in what names one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct Named {
    pub id: Uuid,
    pub name: String,
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
    /// New recovery codes, when this sign-in set up the second factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery_codes: Option<Vec<String>>,
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
    /// Letters can be sent: forgotten passwords, verification, invitations.
    pub mail: bool,
}

/// The caller.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct MeAnswer {
    pub user: UserView,
    pub tenant: TenantView,
    pub access: AccessView,
    /// Whether the address is proven to be the user's.
    pub email_verified: bool,
    /// Who acts in the user's name.
    pub impersonator: Option<Person>,
    pub preferences: serde_json::Map<String, serde_json::Value>,
}

/// What the caller may do beside records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccessView {
    /// Everything.
    pub administrator: bool,
    /// The parts of the settings the caller may change.
    pub settings: Vec<&'static str>,
}

impl AccessView {
    /// What an actor may do.
    pub(crate) fn of(actor: &Actor) -> Self {
        let settings = SETTINGS.into_iter().filter(|right| actor.may(*right));
        Self {
            administrator: actor.administrator(),
            settings: settings.map(settings_name).collect(),
        }
    }
}

/// An open invitation, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct InvitationView {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub profile: Option<ProfileTitle>,
    pub role: Option<Named>,
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

impl UserView {
    /// A user, with the names of what the user has.
    pub(crate) fn of(user: &store::User, model: &AccessModel) -> Self {
        let teams = model.teams.values();
        Self {
            id: user.id,
            name: user.name.clone(),
            email: user.email.clone(),
            profile: ProfileTitle::of(user.profile, model).unwrap_or_else(|| ProfileTitle {
                id: user.profile,
                name: String::new(),
                administrator: false,
            }),
            role: role_title(user.role, model),
            teams: teams
                .filter(|team| team.members.contains(&user.id))
                .map(|team| Named {
                    id: team.id,
                    name: team.name.clone(),
                })
                .collect(),
            locale: user.locale.clone(),
            time_zone: user.time_zone.clone(),
            active: user.active,
            locked_until: None,
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

impl ProfileTitle {
    pub(crate) fn of(id: Uuid, model: &AccessModel) -> Option<Self> {
        let profile = model.profiles.get(&id)?;
        Some(Self {
            id,
            name: profile.name.clone(),
            administrator: profile.administrator,
        })
    }
}

fn role_title(role: Option<Uuid>, model: &AccessModel) -> Option<Named> {
    let role = model.roles.get(&role?)?;
    Some(Named {
        id: role.id,
        name: role.name.clone(),
    })
}

impl InvitationView {
    /// An invitation, with the names of what the user will have.
    pub(crate) fn of(invitation: &store::Invitation, model: &AccessModel) -> Self {
        Self {
            id: invitation.id,
            email: invitation.email.clone(),
            name: invitation.name.clone(),
            profile: invitation
                .profile
                .and_then(|profile| ProfileTitle::of(profile, model)),
            role: role_title(invitation.role, model),
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
        }
    }
}
