//! What people send about their own account.

use serde::Deserialize;

/// Asks for a link for another password.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    /// The address the user signs in with.
    pub email: String,
}

/// Chooses another password with the secret of a link.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// The secret.
    pub token: String,
    /// The new password.
    pub password: String,
}

/// Replaces the caller's password.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password.
    pub current: String,
    /// The new one.
    pub password: String,
}

/// Proves an address with the secret that was sent there.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailVerification {
    /// The secret.
    pub token: String,
}

/// A user of another system.
#[derive(Clone, Default, Deserialize)]
pub struct ImportedUser {
    /// The address to sign in with.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// The name of a profile; the ordinary one when empty.
    #[serde(default)]
    pub profile: String,
    /// bcrypt's; when empty the user has no password yet.
    #[serde(default)]
    pub password_hash: String,
}

/// Makes a key for a program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiKeyInput {
    /// What it is for.
    pub name: String,
    /// The id of the profile it acts with; the caller's own when none is given.
    #[serde(default, alias = "profileId", alias = "profile_id")]
    pub profile: Option<String>,
    /// When it ends, RFC 3339; never when none is given.
    #[serde(default)]
    pub expires_at: Option<String>,
}

super::without_secrets!(
    ImportedUser,
    PasswordReset,
    PasswordChange,
    EmailVerification
);
