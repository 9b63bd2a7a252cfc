//! What people send about second factors.

use serde::Deserialize;

/// Completes a sign-in with what it waits for.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MfaCode {
    /// Names the half sign-in.
    pub token: String,
    /// A code of the authenticator app, or a recovery code.
    pub code: String,
}

/// Names a half sign-in.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MfaToken {
    /// Its token.
    pub token: String,
}

/// A code of the authenticator app.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotpCode {
    /// 6 digits.
    pub code: String,
}

/// The password once more.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordOnly {
    /// The password.
    pub password: String,
}

/// What a company demands of sign-in; none leaves it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecurityPatch {
    /// Everybody needs a second factor.
    #[serde(default)]
    pub second_factor_required: Option<bool>,
}

super::without_secrets!(MfaCode, MfaToken, TotpCode, PasswordOnly);
