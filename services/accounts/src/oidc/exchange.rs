//! The way of a code: where the browser is sent, and what the code is exchanged for.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rapport_kernel::{Result, Timestamp};
use rapport_net::Request;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::id_token::{self, Claims};
use super::provider::Document;
use super::{Expected, Person, Provider};

/// Everything but what RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    #[serde(default)]
    access_token: Option<String>,
}

impl Provider {
    /// Where the browser goes.
    pub(crate) async fn authorization(
        &self,
        expected: &Expected,
        state: &str,
        now: Timestamp,
    ) -> Result<String> {
        let document = self.document(now).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&expected.verifier));
        let query = form(&[
            ("response_type", "code"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", &expected.redirect_uri),
            ("scope", &self.settings.scopes.join(" ")),
            ("state", state),
            ("nonce", &expected.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let endpoint = &document.authorization_endpoint;
        let mark = if endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{endpoint}{mark}{query}"))
    }

    /// Exchanges a code for who somebody is.
    pub(crate) async fn person(
        &self,
        code: &str,
        expected: &Expected,
        now: Timestamp,
    ) -> Result<Person> {
        let document = self.document(now).await?;
        let tokens: Tokens = self.json(self.exchange(&document, code, expected)).await?;
        let header = id_token::header(&tokens.id_token).map_err(|reason| self.faulty(reason))?;
        let key = self.key(header.key.as_deref(), now).await?;
        let settings = &self.settings;
        let claims = id_token::verified(&tokens.id_token, &header, &key, settings, now)
            .map_err(|reason| self.faulty(reason))?;
        if claims.nonce.as_deref() != Some(expected.nonce.as_str()) {
            return Err(self.faulty("its ID token has another nonce"));
        }
        let profile = self
            .profile(&document, &claims, tokens.access_token)
            .await?;
        let told = profile.as_ref().unwrap_or(&claims);
        Ok(Person {
            issuer: settings.issuer.clone(),
            subject: claims.sub.clone(),
            email: told.email.clone(),
            email_verified: told.verified(),
            name: told.name.clone(),
        })
    }

    fn exchange(&self, document: &Document, code: &str, expected: &Expected) -> Request {
        let settings = &self.settings;
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &expected.redirect_uri),
            ("code_verifier", &expected.verifier),
        ];
        let methods = document.token_endpoint_auth_methods_supported.as_deref();
        let knows = |method: &str| methods.is_none_or(|all| all.iter().any(|one| one == method));
        let endpoint = &document.token_endpoint;
        match &settings.client_secret {
            // RFC 6749, section 2.3.1: both parts are encoded as in a form.
            Some(secret) if knows("client_secret_basic") => {
                let pair = format!("{}:{}", encoded(&settings.client_id), encoded(secret));
                Request::post(endpoint, FORM, form(&fields))
                    .header("authorization", format!("Basic {}", STANDARD.encode(pair)))
            }
            secret => {
                fields.push(("client_id", &settings.client_id));
                if let Some(secret) = secret {
                    fields.push(("client_secret", secret));
                }
                Request::post(endpoint, FORM, form(&fields))
            }
        }
    }

    /// What the provider tells about the person apart from the ID token, when that names no address.
    async fn profile(
        &self,
        document: &Document,
        claims: &Claims,
        access_token: Option<String>,
    ) -> Result<Option<Claims>> {
        if claims.email.is_some() {
            return Ok(None);
        }
        let (Some(endpoint), Some(token)) = (&document.userinfo_endpoint, access_token) else {
            return Ok(None);
        };
        let request = Request::get(endpoint).header("authorization", format!("Bearer {token}"));
        let told: Claims = self.json(request).await?;
        if told.sub != claims.sub {
            return Err(self.faulty("its userinfo is about somebody else"));
        }
        Ok(Some(told))
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
    let pairs: Vec<String> = fields.iter().map(pair).collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
