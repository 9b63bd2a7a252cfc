//! A provider: what the settings say of it, and its documents.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet};
use rapport_kernel::{Error, ErrorCode, Result, Timestamp};
use rapport_net::{Outbound, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// How long documents and keys are believed.
const KEPT_SECONDS: i64 = 60 * 60;

/// How soon keys may be asked for again because one is unknown.
const AGAIN_SECONDS: i64 = 60;

/// A provider as the settings name it.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInProvider {
    /// Its name in addresses.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its issuer, such as `https://login.example.com`.
    pub issuer: String,
    /// How it calls this installation.
    pub client_id: String,
    /// The secret shared with it, if there is one.
    pub client_secret: Option<String>,
    /// What it is asked for.
    pub scopes: Vec<String>,
}

impl fmt::Debug for SignInProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInProvider")
            .field("name", &self.name)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// What a provider says about itself (OpenID Connect Discovery 1.0).
#[derive(Debug, Deserialize)]
pub(super) struct Document {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    #[serde(default)]
    pub(super) userinfo_endpoint: Option<String>,
    #[serde(default)]
    pub(super) token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// The key a token means that names none: there must be no choice.
fn only(keys: &JwkSet) -> Option<&Jwk> {
    let signs = |key: &&Jwk| {
        use AlgorithmParameters::{EllipticCurve, RSA};
        matches!(key.algorithm, EllipticCurve(_) | RSA(_))
    };
    let mut all = keys.keys.iter().filter(signs);
    all.next().filter(|_| all.next().is_none())
}

#[derive(Deserialize)]
struct AllKeys {
    keys: Vec<serde_json::Value>,
}

struct Kept<T> {
    value: Arc<T>,
    at: Timestamp,
}

/// A document that is read again when it is old.
struct Cache<T>(Mutex<Option<Kept<T>>>);

impl<T> Cache<T> {
    fn new() -> Self {
        Self(Mutex::new(None))
    }

    fn get(&self, now: Timestamp, seconds: i64) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        let fresh = kept.at <= now && now < kept.at.plus_seconds(seconds);
        fresh.then(|| Arc::clone(&kept.value))
    }

    fn put(&self, value: T, now: Timestamp) -> Arc<T> {
        let value = Arc::new(value);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(Kept {
            value: Arc::clone(&value),
            at: now,
        });
        value
    }
}

/// A provider with what it said lately.
pub(crate) struct Provider {
    pub(crate) settings: SignInProvider,
    pub(super) outbound: Outbound,
    document: Cache<Document>,
    keys: Cache<JwkSet>,
}

/// All providers of the settings.
#[derive(Default)]
pub(crate) struct Providers(Vec<Provider>);

impl Providers {
    pub(crate) fn new(settings: Vec<SignInProvider>, outbound: &Outbound) -> Self {
        let provider = |settings| Provider {
            settings,
            outbound: outbound.clone(),
            document: Cache::new(),
            keys: Cache::new(),
        };
        Self(settings.into_iter().map(provider).collect())
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &SignInProvider> {
        self.0.iter().map(|provider| &provider.settings)
    }

    pub(crate) fn named(&self, name: &str) -> Option<&Provider> {
        self.0
            .iter()
            .find(|provider| provider.settings.name == name)
    }
}

impl Provider {
    /// Its document, checked to be its own.
    pub(super) async fn document(&self, now: Timestamp) -> Result<Arc<Document>> {
        if let Some(known) = self.document.get(now, KEPT_SECONDS) {
            return Ok(known);
        }
        let issuer = &self.settings.issuer;
        let base = issuer.trim_end_matches('/');
        let url = format!("{base}/.well-known/openid-configuration");
        let document: Document = self.json(Request::get(url)).await?;
        if document.issuer != *issuer {
            return Err(self.faulty(format!(
                "its document is of another issuer, `{}`",
                document.issuer
            )));
        }
        // The browser goes there: as well protected as the issuer itself.
        let plain = issuer.starts_with("http://");
        if !document.authorization_endpoint.starts_with("https://") && !plain {
            return Err(self.faulty("its authorization endpoint is not https"));
        }
        Ok(self.document.put(document, now))
    }

    /// The key of a name; without a name the only one there is.
    pub(super) async fn key(&self, id: Option<&str>, now: Timestamp) -> Result<Jwk> {
        for seconds in [KEPT_SECONDS, AGAIN_SECONDS] {
            let keys = self.keys(now, seconds).await?;
            let found = match id {
                Some(id) => keys.find(id),
                None => only(&keys),
            };
            if let Some(key) = found {
                return Ok(key.clone());
            }
        }
        Err(self.faulty("its ID token is signed with an unknown key"))
    }

    async fn keys(&self, now: Timestamp, seconds: i64) -> Result<Arc<JwkSet>> {
        if let Some(known) = self.keys.get(now, seconds) {
            return Ok(known);
        }
        let document = self.document(now).await?;
        let all: AllKeys = self.json(Request::get(&document.jwks_uri)).await?;
        // Keys of sorts that are not known here are no fault.
        let known = all.keys.into_iter();
        let keys = known.filter_map(|key| serde_json::from_value(key).ok());
        let set = JwkSet {
            keys: keys.collect(),
        };
        Ok(self.keys.put(set, now))
    }

    /// What it answers with success, as JSON.
    pub(super) async fn json<T: DeserializeOwned>(&self, request: Request) -> Result<T> {
        let request = request.header("accept", "application/json");
        let reply = self.outbound.send(request).await.map_err(|error| {
            tracing::warn!(provider = %self.settings.name, %error, "the sign-in provider was not reached");
            let message = format!("{} cannot be reached at the moment", self.settings.label);
            Error::new(ErrorCode::UNAVAILABLE, message).caused_by(error)
        })?;
        if !reply.ok() {
            let told: String = String::from_utf8_lossy(&reply.body)
                .chars()
                .take(300)
                .collect();
            return Err(self.faulty(format!("it answered with status {}: {told}", reply.status)));
        }
        serde_json::from_slice(&reply.body)
            .map_err(|error| self.faulty(format!("its answer cannot be read: {error}")))
    }

    /// Something is wrong with what the provider said. The reason goes to the log.
    pub(super) fn faulty(&self, reason: impl Into<String>) -> Error {
        let reason = reason.into();
        tracing::warn!(provider = %self.settings.name, reason, "a sign-in through a provider was refused");
        let message = format!(
            "the answer of {} could not be accepted, begin again",
            self.settings.label
        );
        Error::new(ErrorCode::UNAUTHENTICATED, message)
    }
}
