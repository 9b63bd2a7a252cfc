//! What a browser brings back from a provider.

use serde::Deserialize;

/// The parameters of the redirect (RFC 6749, section 4.1.2; RFC 9207). Others are left alone.
#[derive(Clone, Default, Deserialize)]
pub struct ProviderReturn {
    /// What can be exchanged for who it is.
    #[serde(default)]
    pub code: Option<String>,
    /// What the browser was sent away with.
    #[serde(default)]
    pub state: Option<String>,
    /// Why there is no code.
    #[serde(default)]
    pub error: Option<String>,
    /// Who answers.
    #[serde(default)]
    pub iss: Option<String>,
}

super::without_secrets!(ProviderReturn);
