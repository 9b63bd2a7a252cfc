//! Access tokens: JWT after RFC 9068, one algorithm, one key, one audience, 15 minutes.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
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
        let now = seconds(now);
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user,
            sid: session,
            tid: tenant,
            iat: now,
            exp: now + ACCESS_SECONDS,
            jti: id,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.signing).map_err(Error::internal)
    }

    /// What a token says, if it is one of ours and still good.
    pub(crate) fn verify(&self, token: &str, now: Timestamp) -> Result<Claims> {
        let refused = || Error::new(ErrorCode::UNAUTHENTICATED, "the access token is not valid");
        if token.len() > LONGEST {
            return Err(refused());
        }
        let data = jsonwebtoken::decode::<Claims>(token, &self.verifying, &self.validation)
            .map_err(|_| refused())?;
        if data.header.typ != self.header.typ || data.header.kid != self.header.kid {
            return Err(refused());
        }
        let (claims, now) = (data.claims, seconds(now));
        if claims.iat > now + CLOCK_SKEW_SECONDS {
            return Err(refused());
        }
        if claims.exp <= now {
            let expired = "the access token has expired";
            return Err(Error::new(ErrorCode::UNAUTHENTICATED, expired));
        }
        Ok(claims)
    }
}

fn seconds(moment: Timestamp) -> i64 {
    moment.as_micros().div_euclid(1_000_000)
}

#[cfg(test)]
mod tests;
