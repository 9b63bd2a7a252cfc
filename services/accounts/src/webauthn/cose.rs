//! Public keys as COSE writes them (RFC 9052, RFC 8152), and signatures by them.

use ciborium::Value;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

pub(super) const ES256: i64 = -7;
pub(super) const EDDSA: i64 = -8;
pub(super) const RS256: i64 = -257;

/// A public key that is understood.
pub(super) enum PublicKey {
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
}

impl PublicKey {
    /// Reads a key.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        Self::of(&ciborium::from_reader::<Value, _>(bytes).ok()?)
    }

    /// What a CBOR map says, if it is a whole key of a known sort.
    pub(super) fn of(key: &Value) -> Option<Self> {
        match (number(key, 1)?, number(key, 3)?) {
            (2, ES256) if number(key, -1)? == 1 => {
                let (x, y) = (bytes(key, -2)?, bytes(key, -3)?);
                let whole = x.len() == 32 && y.len() == 32;
                whole.then(|| Self::P256([&[4], x, y].concat()))
            }
            (1, EDDSA) if number(key, -1)? == 6 => {
                let x = bytes(key, -2)?;
                (x.len() == 32).then(|| Self::Ed25519(x.to_vec()))
            }
            (3, RS256) => Some(Self::Rsa {
                modulus: bytes(key, -1)?.to_vec(),
                exponent: bytes(key, -2)?.to_vec(),
            }),
            _ => None,
        }
    }

    /// Whether a signature of a message is one by this key.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::Ed25519(point) => {
                UnparsedPublicKey::new(&ED25519, point).verify(message, signature)
            }
            Self::Rsa { modulus, exponent } => RsaPublicKeyComponents {
                n: modulus,
                e: exponent,
            }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
        }
        .is_ok()
    }
}

fn entry(map: &Value, key: i64) -> Option<&Value> {
    let key = Value::from(key);
    let mut entries = map.as_map()?.iter();
    entries
        .find(|(name, _)| *name == key)
        .map(|(_, value)| value)
}

fn number(map: &Value, key: i64) -> Option<i64> {
    entry(map, key)?.as_integer()?.try_into().ok()
}

fn bytes(map: &Value, key: i64) -> Option<&[u8]> {
    entry(map, key)?.as_bytes().map(Vec::as_slice)
}
