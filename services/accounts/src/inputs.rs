//! What callers send. Unknown fields are refused; every name is accepted in snake_case and in camelCase.

mod access;
mod factors;
mod passkeys;
mod people;
mod providers;

use serde::{Deserialize, Deserializer};

pub use access::{ProfileInput, RoleInput, RuleInput, TeamInput};
pub use account::{
    ApiKeyInput, EmailVerification, ForgottenPassword, ImportedUser, PasswordChange, PasswordReset,
};
pub use factors::{MfaCode, MfaToken, PasswordOnly, SecurityPatch, TotpCode};
pub use passkeys::{AddPasskey, PasskeyChallenge, UsePasskey};
pub use people::{NewPerson, PersonPatch, Registration};
pub use providers::ProviderReturn;
mod account;

/// Tells a null that was sent from nothing that was sent.
pub(crate) fn given<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Founds a tenant.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// The tenant's name.
    pub company: String,
    /// The founder's name.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: String,
    /// Base currency; EUR when none is given.
    #[serde(default)]
    pub currency: Option<String>,
    /// IANA time zone; UTC when none is given.
    #[serde(default, alias = "timeZone")]
    pub time_zone: Option<String>,
    /// Language and region; `en` when none is given.
    #[serde(default)]
    pub locale: Option<String>,
}

/// Signs in.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// What users change of themselves; none leaves it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfilePatch {
    /// The name shown.
    #[serde(default)]
    pub name: Option<String>,
    /// Language and region.
    #[serde(default)]
    pub locale: Option<String>,
    /// IANA time zone.
    #[serde(default, alias = "timeZone")]
    pub time_zone: Option<String>,
    /// Merged by top-level key; a null removes its key.
    #[serde(default)]
    pub preferences: Option<serde_json::Map<String, serde_json::Value>>,
}

/// What administrators change of a user; none leaves it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    /// The name shown.
    #[serde(default)]
    pub name: Option<String>,
    /// The id of the profile.
    #[serde(default, alias = "profileId", alias = "profile_id")]
    pub profile: Option<String>,
    /// The id of the role; null takes the user out of the tree.
    #[serde(
        default,
        alias = "roleId",
        alias = "role_id",
        deserialize_with = "given"
    )]
    pub role: Option<Option<String>>,
    /// Whether the user may come in.
    #[serde(default)]
    pub active: Option<bool>,
    /// The ids of all teams the user is a member of.
    #[serde(default)]
    pub teams: Option<Vec<String>>,
}

/// Invites somebody into the tenant.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// The address the user will sign in with.
    pub email: String,
    /// The user's name.
    pub name: String,
    /// The id of the profile; that of sales representatives when none is given.
    #[serde(default, alias = "profileId", alias = "profile_id")]
    pub profile: Option<String>,
    /// The id of the role.
    #[serde(default, alias = "roleId", alias = "role_id")]
    pub role: Option<String>,
}

/// Accepts an invitation.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// The name shown; the inviter's word when none is given.
    #[serde(default)]
    pub name: Option<String>,
    /// The password.
    pub password: String,
}

/// An account the operator of the installation makes.
#[derive(Clone)]
pub struct NewAccount {
    /// The tenant: its slug, or the name of one to be founded.
    pub company: String,
    /// The user's name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The name of a profile; whoever founds a tenant is its administrator.
    pub profile: Option<String>,
}

macro_rules! without_secrets {
    ($($name:ident),*) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })*
    };
}

pub(crate) use without_secrets;

without_secrets!(SignUp, SignIn, AcceptInvitation, NewAccount);
