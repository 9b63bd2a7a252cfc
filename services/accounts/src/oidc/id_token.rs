//! What an ID token must be (OpenID Connect Core 1.0, section 3.1.3.7), apart from its nonce.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use rapport_kernel::Timestamp;
use serde::{Deserialize, Deserializer};

use super::SignInProvider;

/// Between the provider's clock and ours.
const CLOCK_SKEW_SECONDS: i64 = 60;

/// A token that is older was not made for this sign-in.
const OLDEST_SECONDS: i64 = 60 * 60;

/// How a token says it is signed.
pub(super) struct Header {
    pub(super) key: Option<String>,
    algorithm: Algorithm,
}

/// What an ID token or userinfo says.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Claims {
    pub(super) sub: String,
    #[serde(default, deserialize_with = "one_or_many")]
    aud: Vec<String>,
    #[serde(default)]
    azp: Option<String>,
    #[serde(default)]
    exp: i64,
    #[serde(default)]
    iat: i64,
    #[serde(default)]
    pub(super) nonce: Option<String>,
    #[serde(default)]
    pub(super) email: Option<String>,
    #[serde(default)]
    email_verified: Option<Flag>,
    #[serde(default)]
    pub(super) name: Option<String>,
}

/// Some providers write flags as text.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Flag {
    Known(bool),
    Text(String),
    Other(serde::de::IgnoredAny),
}

impl Claims {
    /// Whether the provider vouches for the address. Silence is a no.
    pub(super) fn verified(&self) -> bool {
        match &self.email_verified {
            Some(Flag::Known(known)) => *known,
            Some(Flag::Text(text)) => text == "true",
            Some(Flag::Other(_)) | None => false,
        }
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Audience {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Audience::deserialize(deserializer)? {
        Audience::One(one) => vec![one],
        Audience::Many(many) => many,
    })
}

/// Reads how a token is signed: RS256 or ES256, nothing else.
pub(super) fn header(token: &str) -> Result<Header, String> {
    let header = jsonwebtoken::decode_header(token)
        .map_err(|error| format!("its ID token has no header: {error}"))?;
    match header.alg {
        Algorithm::RS256 | Algorithm::ES256 => Ok(Header {
            key: header.kid,
            algorithm: header.alg,
        }),
        other => Err(format!("its ID token is signed with {other:?}")),
    }
}

/// What a token says that is signed with a key, is meant for us, and is good now.
pub(super) fn verified(
    token: &str,
    header: &Header,
    key: &Jwk,
    provider: &SignInProvider,
    now: Timestamp,
) -> Result<Claims, String> {
    // The key decides which algorithm is right, not the token.
    let fits = match &key.algorithm {
        AlgorithmParameters::RSA(_) => header.algorithm == Algorithm::RS256,
        AlgorithmParameters::EllipticCurve(curve) => {
            header.algorithm == Algorithm::ES256 && curve.curve == EllipticCurve::P256
        }
        _ => false,
    };
    let for_signing = matches!(
        key.common.public_key_use,
        None | Some(PublicKeyUse::Signature)
    );
    if !fits || !for_signing {
        return Err("its ID token is not signed with the key it names".to_owned());
    }
    let decoding =
        DecodingKey::from_jwk(key).map_err(|error| format!("its key cannot be read: {error}"))?;
    let mut validation = Validation::new(header.algorithm);
    validation.set_issuer(&[&provider.issuer]);
    validation.set_audience(&[&provider.client_id]);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    // The times are compared below, with the injected clock.
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &decoding, &validation)
        .map_err(|error| format!("its ID token is not good: {error}"))?
        .claims;
    let now = now.as_micros().div_euclid(1_000_000);
    if claims.exp + CLOCK_SKEW_SECONDS <= now {
        return Err("its ID token has expired".to_owned());
    }
    if claims.iat > now + CLOCK_SKEW_SECONDS || claims.iat + OLDEST_SECONDS < now {
        return Err("its ID token was not made now".to_owned());
    }
    let ours = |party: &str| party == provider.client_id;
    let others = claims.aud.len() > 1;
    let party = claims.azp.as_deref();
    if party.is_some_and(|party| !ours(party)) || (others && party.is_none()) {
        return Err("its ID token was made for another client".to_owned());
    }
    if claims.sub.is_empty() || claims.sub.len() > 255 {
        return Err("its ID token names nobody".to_owned());
    }
    Ok(claims)
}
