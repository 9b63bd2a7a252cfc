//! Passkeys as the browser's functions write them in JSON. What is not needed of them is left alone.

use serde::Deserialize;

/// Adds a passkey.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddPasskey {
    /// What the user calls it.
    #[serde(default)]
    pub name: Option<String>,
    /// What `navigator.credentials.create` answered.
    pub credential: NewCredential,
}

/// A credential that was made.
#[derive(Clone, Deserialize)]
pub struct NewCredential {
    /// Its parts.
    pub response: AttestationResponse,
}

/// The parts of a credential that was made, in base64url.
#[derive(Clone, Deserialize)]
pub struct AttestationResponse {
    /// What the browser says.
    #[serde(rename = "clientDataJSON")]
    pub client_data: String,
    /// What the authenticator says.
    #[serde(rename = "attestationObject")]
    pub attestation: String,
}

/// Asks for what a browser needs to use a passkey.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyChallenge {
    /// Names a half sign-in whose second factor the passkey is.
    #[serde(default)]
    pub token: Option<String>,
}

/// Signs in with a passkey.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsePasskey {
    /// Names the half sign-in, if there is one.
    #[serde(default)]
    pub token: Option<String>,
    /// What `navigator.credentials.get` answered.
    pub credential: UsedCredential,
}

/// A credential that was used.
#[derive(Clone, Deserialize)]
pub struct UsedCredential {
    /// Its name, in base64url.
    pub id: String,
    /// Its parts.
    pub response: AssertionResponse,
}

/// The parts of a use, in base64url.
#[derive(Clone, Deserialize)]
pub struct AssertionResponse {
    /// What the browser says.
    #[serde(rename = "clientDataJSON")]
    pub client_data: String,
    /// What the authenticator says.
    #[serde(rename = "authenticatorData")]
    pub authenticator_data: String,
    /// The signature of both.
    pub signature: String,
    /// Whose the passkey is.
    #[serde(default, rename = "userHandle")]
    pub user_handle: Option<String>,
}

super::without_secrets!(AddPasskey, PasskeyChallenge, UsePasskey);
