//! Access tokens: JWT after RFC 9068, one algorithm, one key, one audience, 15 minutes.

use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use moka::sync::Cache;
use rapport_kernel::{Error, ErrorCode, Result, TenantId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::keys::Keys;

/// How long an access token is good.
pub(crate) const ACCESS_SECONDS: i64 = 15 * 60;

const TYPE: &str = "at+jwt";
const ISSUER: &str = "rapport";
const AUDIENCE: &str = "rapport-api";

/// Longer texts are not looked at.
const LONGEST: usize = 2048;

/// Genuine tokens kept in memory, so that of the many requests with one token only the first computes its signature.
const KNOWN: u64 = 10_000;

/// Between the clocks of two of our own processes.
const CLOCK_SKEW_SECONDS: i64 = 30;

/// What a token says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) iss: String,
    pub(crate) aud: String,
    pub(crate) sub: UserId,
    pub(crate) sid: Uuid,
    pub(crate) tid: TenantId,
    pub(crate) iat: i64,
    pub(crate) exp: i64,
    pub(crate) jti: Uuid,
}

/// Signs and verifies.
pub(crate) struct AccessTokens {
    header: Header,
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    /// What genuine tokens say, by their whole text. Whether one is still good is asked each time.
    known: Cache<Box<str>, Arc<Claims>>,
}

impl AccessTokens {
    pub(crate) fn new(keys: &Keys) -> Self {
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(keys.access_id.clone());
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        // The time is compared below, with the injected clock.
        validation.validate_exp = false;
        Self {
            header,
            signing: EncodingKey::from_secret(&keys.access),
            verifying: DecodingKey::from_secret(&keys.access),
            validation,
            known: Cache::new(KNOWN),
        }
    }

    /// A token for a session, good from now on.
    pub(crate) fn sign(
        &self,
        tenant: TenantId,
        user: UserId,
        session: Uuid,
        id: Uuid,
        now: Timestamp,
    ) -> Result<String> {
        self.sign_for(tenant, user, session, id, now, ACCESS_SECONDS)
    }

    /// The same, good for some seconds.
    pub(crate) fn sign_for(
        &self,
        tenant: TenantId,
        user: UserId,
        session: Uuid,
        id: Uuid,
        now: Timestamp,
        good: i64,
    ) -> Result<String> {
        let now = seconds(now);
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user,
            sid: session,
            tid: tenant,
            iat: now,
            exp: now + good,
            jti: id,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.signing).map_err(Error::internal)
    }

    /// What a token says, if it is one of ours and still good.
    pub(crate) fn verify(&self, token: &str, now: Timestamp) -> Result<Arc<Claims>> {
        let claims = match self.known.get(token) {
            Some(claims) => claims,
            None => self.read(token)?,
        };
        let now = seconds(now);
        if claims.iat > now + CLOCK_SKEW_SECONDS {
            return Err(refused());
        }
        if claims.exp <= now {
            self.known.invalidate(token);
            let expired = "the access token has expired";
            return Err(Error::new(ErrorCode::UNAUTHENTICATED, expired));
        }
        Ok(claims)
    }

    /// What a token says that was not seen before, if it is one of ours.
    fn read(&self, token: &str) -> Result<Arc<Claims>> {
        if token.len() > LONGEST {
            return Err(refused());
        }
        let data = jsonwebtoken::decode::<Claims>(token, &self.verifying, &self.validation)
            .map_err(|_| refused())?;
        if data.header.typ != self.header.typ || data.header.kid != self.header.kid {
            return Err(refused());
        }
        let claims = Arc::new(data.claims);
        self.known.insert(token.into(), Arc::clone(&claims));
        Ok(claims)
    }
}

fn refused() -> Error {
    Error::new(ErrorCode::UNAUTHENTICATED, "the access token is not valid")
}

fn seconds(moment: Timestamp) -> i64 {
    moment.as_micros().div_euclid(1_000_000)
}

#[cfg(test)]
mod tests;
