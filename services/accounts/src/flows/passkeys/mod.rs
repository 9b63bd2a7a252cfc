//! Passkeys: adding, naming and removing them, and signing in with one.
//!
//! A passkey that verified its user is both factors at once: it takes the place of password and code. Each challenge
//! is good once and for 5 minutes; it is found again by its own hash. Start with `sign_in.rs`.

mod manage;
mod sign_in;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rapport_kernel::{Result, TenantId, UserId};
use rapport_store as store;
use sha2::{Digest, Sha256};
use store::SignInStep;

use crate::Accounts;
use crate::webauthn::Party;

const GOOD_SECONDS: i64 = 5 * 60;
const MILLISECONDS: i64 = GOOD_SECONDS * 1000;
const CHALLENGE_BYTES: usize = 32;

impl Accounts {
    /// Who asks for passkeys.
    fn party(&self) -> Party {
        Party::at(&self.options.public_url)
    }

    /// A new challenge, kept until it is answered. `detail` says what for.
    async fn challenge(
        &self,
        kind: &'static str,
        user: Option<(TenantId, UserId)>,
        detail: &str,
    ) -> Result<String> {
        let mut challenge = [0u8; CHALLENGE_BYTES];
        self.random.fill(&mut challenge);
        let now = self.now();
        let step = SignInStep {
            handle: handle(&challenge),
            kind,
            token_hash: Sha256::digest(challenge).to_vec(),
            user,
            detail: detail.to_owned(),
            expires_at: now.plus_seconds(GOOD_SECONDS),
        };
        self.identity.keep_step(&step, now).await?;
        Ok(BASE64.encode(challenge))
    }
}

/// What finds the step of a challenge.
fn handle(challenge: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(b"passkey ")
        .chain_update(challenge)
        .finalize();
    BASE64.encode(digest)
}
