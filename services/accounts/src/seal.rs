//! Secrets that must be read again by the server alone: encrypted with a key of the installation, bound to their place.
//!
//! ChaCha20-Poly1305 with a random nonce in front. A text that was moved to another place does not open.

use rapport_kernel::{Error, Random, Result};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Encrypts and decrypts.
pub(crate) struct Seal {
    key: LessSafeKey,
}

impl Seal {
    pub(crate) fn new(key: &[u8; 32]) -> Result<Self> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, key).map_err(|_| broken("made"))?;
        Ok(Self {
            key: LessSafeKey::new(key),
        })
    }

    /// Encrypts. `place` names where the text is kept.
    pub(crate) fn close(
        &self,
        random: &dyn Random,
        place: &[u8],
        secret: &[u8],
    ) -> Result<Vec<u8>> {
        let mut nonce = [0u8; NONCE_LEN];
        random.fill(&mut nonce);
        let mut text = secret.to_vec();
        let sealed = Nonce::assume_unique_for_key(nonce);
        self.key
            .seal_in_place_append_tag(sealed, Aad::from(place), &mut text)
            .map_err(|_| broken("encrypted"))?;
        Ok([nonce.as_slice(), &text].concat())
    }

    /// Decrypts what was encrypted for the same place.
    pub(crate) fn open(&self, place: &[u8], closed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, text) = closed
            .split_at_checked(NONCE_LEN)
            .ok_or_else(|| broken("decrypted"))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken("decrypted"))?;
        let mut text = text.to_vec();
        let opened = self
            .key
            .open_in_place(nonce, Aad::from(place), &mut text)
            .map_err(|_| broken("decrypted"))?;
        Ok(opened.to_vec())
    }
}

fn broken(what: &str) -> Error {
    let text = format!("a kept secret cannot be {what}: was the installation's key replaced?");
    Error::internal(std::io::Error::other(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl Random for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn only_the_same_key_at_the_same_place_opens() {
        let seal = Seal::new(&[1; 32]).unwrap();
        let closed = seal.close(&Sevens, b"here", b"secret").unwrap();
        assert!(!closed.windows(6).any(|part| part == b"secret"));
        assert_eq!(seal.open(b"here", &closed).unwrap(), b"secret");
        assert!(seal.open(b"there", &closed).is_err());
        assert!(Seal::new(&[2; 32]).unwrap().open(b"here", &closed).is_err());
        for at in 0..closed.len() {
            let mut changed = closed.clone();
            changed[at] ^= 1;
            assert!(seal.open(b"here", &changed).is_err(), "byte {at}");
            assert!(seal.open(b"here", &closed[..at]).is_err(), "cut at {at}");
        }
    }
}
