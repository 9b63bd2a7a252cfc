//! Sign-in providers.

use std::fmt;

use serde::Serialize;

/// A provider people may sign in through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProviderAnswer {
    /// Its name in addresses.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A browser that is sent to a provider.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderStart {
    /// Where it goes.
    pub url: String,
    /// What it must bring back; in a cookie that scripts cannot read.
    pub secret: String,
    /// Seconds until that ends.
    pub expires_in: i64,
}

impl fmt::Debug for ProviderStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderStart").finish_non_exhaustive()
    }
}

/// A provider through which a user signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct ProviderLinkView {
    pub id: uuid::Uuid,
    /// Its name in the settings; none when it is not there any more.
    pub provider: Option<String>,
    pub label: String,
    pub email: String,
    pub created_at: rapport_kernel::Timestamp,
}
