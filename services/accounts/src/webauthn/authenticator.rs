//! Authenticator data: what the authenticator itself says (section 6.1).

use ciborium::Value;
use sha2::{Digest, Sha256};

use super::cose::PublicKey;

const HASH_BYTES: usize = 32;
const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const CREDENTIAL_INCLUDED: u8 = 0x40;
const EXTENSIONS_INCLUDED: u8 = 0x80;
const AAGUID_BYTES: usize = 16;

/// The longest name of a credential (section 4).
const LONGEST_ID: usize = 1023;

/// What every ceremony tells.
pub(super) struct Data<'a> {
    flags: u8,
    pub(super) count: u32,
    rest: &'a [u8],
}

/// A credential that was made.
pub(super) struct Credential {
    pub(super) id: Vec<u8>,
    pub(super) public_key: Vec<u8>,
}

impl<'a> Data<'a> {
    /// Reads it, if it is for that party and the user was there and verified.
    pub(super) fn read(bytes: &'a [u8], party: &str) -> Result<Self, &'static str> {
        let short = "the authenticator data is cut off";
        let (hash, rest) = bytes.split_at_checked(HASH_BYTES).ok_or(short)?;
        let (flags, rest) = rest.split_first().ok_or(short)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(short)?;
        if hash != Sha256::digest(party).as_slice() {
            return Err("the passkey is of another site");
        }
        if flags & USER_PRESENT == 0 || flags & USER_VERIFIED == 0 {
            return Err("the authenticator did not verify the user");
        }
        Ok(Self {
            flags: *flags,
            count: u32::from_be_bytes(*count),
            rest,
        })
    }

    /// The credential in it (section 6.5.1).
    pub(super) fn credential(&self) -> Result<Credential, &'static str> {
        let short = "the credential data is cut off";
        if self.flags & CREDENTIAL_INCLUDED == 0 {
            return Err("no credential is told");
        }
        let (_, rest) = self.rest.split_at_checked(AAGUID_BYTES).ok_or(short)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or(short)?;
        let length = usize::from(u16::from_be_bytes(*length));
        if length == 0 || length > LONGEST_ID {
            return Err("the credential's name has a wrong length");
        }
        let (id, rest) = rest.split_at_checked(length).ok_or(short)?;
        let mut after = rest;
        let key: Value =
            ciborium::from_reader(&mut after).map_err(|_| "the public key cannot be read")?;
        PublicKey::of(&key).ok_or("the public key is of a sort that is not used")?;
        if !after.is_empty() && self.flags & EXTENSIONS_INCLUDED == 0 {
            return Err("the authenticator data goes on after its end");
        }
        let public_key = rest.get(..rest.len() - after.len()).ok_or(short)?;
        Ok(Credential {
            id: id.to_vec(),
            public_key: public_key.to_vec(),
        })
    }
}
