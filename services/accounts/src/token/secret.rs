//! Opaque tokens: a word for people and secret scanners, a handle that finds the row, and 256 secret bits.
//!
//! Only the SHA-256 of the secret is stored. The handle alone is good for nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rapport_kernel::Random;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const HANDLE_BYTES: usize = 9;
const HANDLE_LETTERS: usize = 12;
const SECRET_LETTERS: usize = 43;

/// A token as its holder has it.
#[derive(Clone)]
pub(crate) struct Secret {
    pub(crate) handle: String,
    pub(crate) bytes: [u8; 32],
}

impl Secret {
    /// A new one.
    pub(crate) fn new(random: &dyn Random) -> Self {
        let mut handle = [0u8; HANDLE_BYTES];
        random.fill(&mut handle);
        let mut bytes = [0u8; 32];
        random.fill(&mut bytes);
        Self {
            handle: BASE64.encode(handle),
            bytes,
        }
    }

    /// Its text, with a word in front.
    pub(crate) fn text(&self, word: &str) -> String {
        format!("{word}{}{}", self.handle, Self::encoded(&self.bytes))
    }

    /// Reads a text with that word in front.
    pub(crate) fn parse(word: &str, text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix(word)?;
        if rest.len() != HANDLE_LETTERS + SECRET_LETTERS {
            return None;
        }
        let (handle, secret) = rest.split_at_checked(HANDLE_LETTERS)?;
        BASE64.decode(handle).ok()?;
        Some(Self {
            handle: handle.to_owned(),
            bytes: Self::decoded(secret)?,
        })
    }

    /// 32 bytes as text.
    pub(crate) fn encoded(bytes: &[u8; 32]) -> String {
        BASE64.encode(bytes)
    }

    /// 32 bytes out of a text.
    pub(crate) fn decoded(text: &str) -> Option<[u8; 32]> {
        (text.len() == SECRET_LETTERS).then_some(())?;
        BASE64.decode(text).ok()?.try_into().ok()
    }

    /// What is stored of it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        hash(&self.bytes)
    }
}

/// What is stored of a secret.
pub(crate) fn hash(bytes: &[u8; 32]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// Compares hashes without telling where they differ.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (at, byte) in bytes.iter_mut().enumerate() {
                *byte = u8::try_from(at).unwrap();
            }
        }
    }

    #[test]
    fn a_secret_reads_back_and_nothing_else_does() {
        let secret = Secret::new(&Counting);
        let text = secret.text("rpt_r_");
        let read = Secret::parse("rpt_r_", &text).unwrap();
        assert_eq!(read.handle, secret.handle);
        assert_eq!(read.bytes, secret.bytes);
        assert!(Secret::parse("rpt_i_", &text).is_none());
        assert!(Secret::parse("rpt_r_", &text[..text.len() - 1]).is_none());
        assert!(Secret::parse("rpt_r_", &text.replace('A', "ä")).is_none());
        assert!(Secret::parse("rpt_r_", "").is_none());
    }
}
