//! What callers send. Unknown fields are refused; every name is accepted in snake_case and in camelCase.

use std::fmt;

use serde::Deserialize;

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
    /// `admin` or `member`.
    #[serde(default)]
    pub role: Option<String>,
    /// `all` or `own`.
    #[serde(default, alias = "recordAccess")]
    pub record_access: Option<String>,
    /// Whether the user may come in.
    #[serde(default)]
    pub active: Option<bool>,
}

/// Invites somebody into the tenant.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// The address the user will sign in with.
    pub email: String,
    /// The user's name.
    pub name: String,
    /// `admin` or `member`; `member` when none is given.
    #[serde(default)]
    pub role: Option<String>,
    /// `all` or `own`; `all` when none is given.
    #[serde(default, alias = "recordAccess")]
    pub record_access: Option<String>,
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
    /// `admin` or `member`; whoever founds a tenant is its administrator.
    pub role: String,
}

macro_rules! without_secrets {
    ($($name:ident),*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        })*
    };
}

without_secrets!(SignUp, SignIn, AcceptInvitation, NewAccount);
