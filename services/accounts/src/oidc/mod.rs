//! OpenID Connect as its client speaks it: discovery, the code exchange with PKCE, and what an ID token must be.
//!
//! It knows no users. Whoever a provider names becomes one of ours in `flows/oidc/`. All requests go through
//! `rapport-net`. Documents and keys of a provider are kept for an hour; an unknown key asks again, once a minute.
//! Start with `provider.rs`.

mod exchange;
mod id_token;
mod provider;

pub use provider::SignInProvider;
pub(crate) use provider::{Provider, Providers};

/// Who a provider says somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) email: Option<String>,
    pub(crate) email_verified: bool,
    pub(crate) name: Option<String>,
}

/// What a browser was sent away with and must match.
#[derive(Clone)]
pub(crate) struct Expected {
    pub(crate) redirect_uri: String,
    pub(crate) verifier: String,
    pub(crate) nonce: String,
}
