//! Second factors, and sign-ins that wait for them. Secrets are told here once and never printed.

use std::fmt;

use serde::Serialize;

use super::SessionAnswer;

/// What comes of showing a password: a session, or a step before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SignInAnswer {
    /// Signed in.
    Session(Box<SessionAnswer>),
    /// Something else must be shown first.
    Mfa {
        /// What.
        mfa: MfaAnswer,
    },
}

/// What a half sign-in waits for.
#[derive(Clone, PartialEq, Serialize)]
pub struct MfaAnswer {
    /// Names the half sign-in in the next request.
    pub token: String,
    /// What may be shown: `totp`, `passkey`, `recovery`.
    pub methods: Vec<&'static str>,
    /// The company demands a second factor and the user has none: one must be set up first.
    pub setup_required: bool,
    /// Seconds until the token ends.
    pub expires_in: i64,
}

/// What a user has besides the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactorsAnswer {
    /// An authenticator app is set up.
    pub totp: bool,
    /// Recovery codes that are not used yet.
    pub recovery_codes: i64,
    /// Passkeys.
    pub passkeys: i64,
    /// The company demands a second factor.
    pub required: bool,
}

/// The secret of an authenticator app, told once.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TotpSetup {
    /// To be typed.
    pub secret: String,
    /// To be opened on the same device.
    pub uri: String,
    /// The same as a picture (SVG) to be scanned.
    pub qr: String,
}

/// New recovery codes, told once.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RecoveryCodes {
    /// Each works once.
    pub recovery_codes: Vec<String>,
}

/// What a company demands of sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecurityAnswer {
    /// Everybody needs a second factor.
    pub second_factor_required: bool,
}

impl fmt::Debug for MfaAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MfaAnswer")
            .field("methods", &self.methods)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for TotpSetup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TotpSetup").finish_non_exhaustive()
    }
}

impl fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryCodes").finish_non_exhaustive()
    }
}
