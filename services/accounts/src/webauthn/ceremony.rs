//! The two ceremonies: making a credential and using one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ciborium::Value;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::authenticator::Data;
use super::cose::PublicKey;

/// Larger answers are not looked at.
const LARGEST: usize = 64 * 1024;

/// Who asks for passkeys: this installation, at its public address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    /// The host that passkeys are bound to.
    pub(crate) id: String,
    /// The origin of the pages that ask.
    pub(crate) origin: String,
}

/// A credential that was made for us.
pub(crate) struct Registered {
    pub(crate) credential_id: Vec<u8>,
    pub(crate) public_key: Vec<u8>,
    pub(crate) count: u32,
}

/// The parts of an answer that used a credential, in base64url.
pub(crate) struct Assertion<'a> {
    pub(crate) client_data: &'a str,
    pub(crate) authenticator_data: &'a str,
    pub(crate) signature: &'a str,
}

/// What the browser says (section 5.8.1).
#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
}

/// The challenge an answer is to; believed only as far as it is then found among those given out.
pub(crate) fn challenge_of(client_data: &str) -> Option<Vec<u8>> {
    let data: ClientData = serde_json::from_slice(&decoded(client_data).ok()?).ok()?;
    BASE64.decode(data.challenge).ok()
}

impl Party {
    /// The party at a public address.
    pub(crate) fn at(public_url: &str) -> Self {
        let (scheme, rest) = public_url
            .split_once("://")
            .unwrap_or(("https", public_url));
        let authority = rest.split('/').next().unwrap_or_default();
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        };
        // Browsers leave the usual port out.
        let usual = match scheme {
            "http" => ":80",
            _ => ":443",
        };
        let authority = authority.strip_suffix(usual).unwrap_or(authority);
        Self {
            id: host.to_lowercase(),
            origin: format!("{scheme}://{authority}").to_lowercase(),
        }
    }

    /// What was made in answer to a challenge.
    pub(crate) fn registered(
        &self,
        challenge: &[u8],
        client_data: &str,
        attestation: &str,
    ) -> Result<Registered, &'static str> {
        self.client(&decoded(client_data)?, "webauthn.create", challenge)?;
        let attestation = decoded(attestation)?;
        let object: Value = ciborium::from_reader(attestation.as_slice())
            .map_err(|_| "the attestation cannot be read")?;
        // What the maker of the authenticator states is neither asked for nor believed.
        let mut entries = object
            .as_map()
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter();
        let data = entries
            .find(|(name, _)| name.as_text() == Some("authData"))
            .and_then(|(_, value)| value.as_bytes())
            .ok_or("the attestation holds no authenticator data")?;
        let data = Data::read(data, &self.id)?;
        let credential = data.credential()?;
        Ok(Registered {
            credential_id: credential.id,
            public_key: credential.public_key,
            count: data.count,
        })
    }

    /// Checks that a credential was used in answer to a challenge; answers its count of uses.
    pub(crate) fn used(
        &self,
        challenge: &[u8],
        public_key: &[u8],
        assertion: &Assertion<'_>,
    ) -> Result<u32, &'static str> {
        let client_data = decoded(assertion.client_data)?;
        self.client(&client_data, "webauthn.get", challenge)?;
        let data = decoded(assertion.authenticator_data)?;
        let read = Data::read(&data, &self.id)?;
        let key = PublicKey::parse(public_key).ok_or("the kept key cannot be read")?;
        let message = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        if !key.signed(&message, &decoded(assertion.signature)?) {
            return Err("the signature is not by this passkey");
        }
        Ok(read.count)
    }

    fn client(&self, data: &[u8], kind: &str, challenge: &[u8]) -> Result<(), &'static str> {
        let data: ClientData =
            serde_json::from_slice(data).map_err(|_| "the client data cannot be read")?;
        if data.kind != kind {
            return Err("the answer is to another question");
        }
        if data.challenge != BASE64.encode(challenge) {
            return Err("the answer is to another challenge");
        }
        if data.origin != self.origin || data.cross_origin {
            return Err("the answer is from another page");
        }
        Ok(())
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, &'static str> {
    let wrong = "a part is not base64url";
    if text.len() > LARGEST {
        return Err(wrong);
    }
    BASE64.decode(text).map_err(|_| wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_party_is_the_host_of_the_public_address() {
        let check = |url: &str, id: &str, origin: &str| {
            let party = Party::at(url);
            assert_eq!((party.id.as_str(), party.origin.as_str()), (id, origin));
        };
        check(
            "https://CRM.example.com",
            "crm.example.com",
            "https://crm.example.com",
        );
        check(
            "https://crm.example.com:8443/x",
            "crm.example.com",
            "https://crm.example.com:8443",
        );
        check(
            "https://crm.example.com:443",
            "crm.example.com",
            "https://crm.example.com",
        );
        check(
            "http://localhost:8080",
            "localhost",
            "http://localhost:8080",
        );
    }

    #[test]
    fn rubbish_is_refused_and_not_fatal() {
        let party = Party::at("https://crm.example.com");
        for rubbish in ["", "AAAA", "o2NmbXRkbm9uZQ", "!!!", "v____w", "n6CgoKCg"] {
            assert!(party.registered(b"c", rubbish, rubbish).is_err());
            let assertion = Assertion {
                client_data: rubbish,
                authenticator_data: rubbish,
                signature: rubbish,
            };
            assert!(party.used(b"c", b"k", &assertion).is_err());
        }
        assert!(challenge_of("AAAA").is_none());
    }
}
