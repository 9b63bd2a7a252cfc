//! What a passkey must show (WebAuthn Level 3, sections 7.1 and 7.2), for what this product asks of one: no
//! attestation, a discoverable credential, the user verified by the authenticator.
//!
//! Parsing and comparing are here, signatures are ring's, CBOR is ciborium's. It knows no users and keeps nothing:
//! challenges and counters are `flows/passkeys/`'s. Start with `ceremony.rs`.

mod authenticator;
mod ceremony;
mod cose;

pub(crate) use ceremony::{Assertion, Party, challenge_of};

/// Signature algorithms that are accepted, as COSE numbers them, the best first.
pub(crate) const ALGORITHMS: &[i64] = &[cose::ES256, cose::EDDSA, cose::RS256];
