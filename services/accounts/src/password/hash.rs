//! Argon2id, off the async threads and only a few at a time. bcrypt only to verify what was brought in from elsewhere.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use rapport_kernel::{Error, ErrorCode, Random, Result};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Memory in KiB, passes and lanes (OWASP's first recommendation).
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// Longer than this nobody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// The hash of a user who has no password, whatever is tried.
pub(crate) const NO_PASSWORD: &str = "!";

/// Costs of bcrypt that are accepted: below is no protection, above takes seconds for each sign-in.
const BCRYPT_COSTS: std::ops::RangeInclusive<u32> = 8..=15;

/// Whether a hash is bcrypt's, in one of the forms that mean the same.
pub(crate) fn is_bcrypt(hash: &str) -> bool {
    ["$2a$", "$2b$", "$2y$"]
        .iter()
        .any(|form| hash.starts_with(form))
}

/// Whether a hash of another system can be verified here, or why not.
pub(crate) fn importable(hash: &str) -> std::result::Result<(), String> {
    if !is_bcrypt(hash) {
        return Err("is not a bcrypt hash ($2a$, $2b$ or $2y$)".to_owned());
    }
    let parts: bcrypt::HashParts = hash
        .parse()
        .map_err(|error| format!("is not a whole bcrypt hash: {error}"))?;
    if BCRYPT_COSTS.contains(&parts.get_cost()) {
        Ok(())
    } else {
        let (least, most) = (BCRYPT_COSTS.start(), BCRYPT_COSTS.end());
        Err(format!("must have a cost from {least} to {most}"))
    }
}

/// Hashes and verifies passwords.
pub(crate) struct Hasher {
    argon: Argon2<'static>,
    random: Arc<dyn Random>,
    turns: Semaphore,
}

/// The right to compute one hash. Each costs memory and tens of milliseconds of one core.
pub(crate) struct Turn<'a> {
    hasher: &'a Hasher,
    _permit: SemaphorePermit<'a>,
}

impl Hasher {
    pub(crate) fn new(random: Arc<dyn Random>) -> Result<Self> {
        let (memory, passes, lanes) = COST;
        let params = Params::new(memory, passes, lanes, None).map_err(Error::internal)?;
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Ok(Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            random,
            turns: Semaphore::new(cores),
        })
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>> {
        let busy = || Error::new(ErrorCode::UNAVAILABLE, "too many sign-ins at the same time");
        let permit = tokio::time::timeout(PATIENCE, self.turns.acquire())
            .await
            .map_err(|_| busy())?
            .map_err(Error::internal)?;
        Ok(Turn {
            hasher: self,
            _permit: permit,
        })
    }
}

impl Turn<'_> {
    /// The PHC string of a new password.
    pub(crate) async fn hash(&self, password: &str) -> Result<String> {
        let mut salt = [0u8; 16];
        self.hasher.random.fill(&mut salt);
        let argon = self.hasher.argon.clone();
        let password = password.to_owned();
        let hashed = off_thread(move || {
            let hash = argon.hash_password_with_salt(password.as_bytes(), &salt)?;
            Ok(hash.to_string())
        });
        hashed.await?.map_err(Error::internal)
    }

    /// Whether a password is the one of a stored hash.
    pub(crate) async fn verify(&self, password: &str, hash: &str) -> Result<bool> {
        if is_bcrypt(hash) {
            return verify_bcrypt(password, hash).await;
        }
        if hash == NO_PASSWORD {
            self.verify_nobody(password).await?;
            return Ok(false);
        }
        let argon = self.hasher.argon.clone();
        let (password, hash) = (password.to_owned(), hash.to_owned());
        let verified = off_thread(move || argon.verify_password(password.as_bytes(), &*hash));
        match verified.await? {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(error) => Err(Error::internal(error)),
        }
    }

    /// The work of a verification for nobody, so that unknown addresses take as long as known ones.
    pub(crate) async fn verify_nobody(&self, password: &str) -> Result<()> {
        let argon = self.hasher.argon.clone();
        let password = password.to_owned();
        let hashed =
            off_thread(move || argon.hash_password_with_salt(password.as_bytes(), &[0; 16]));
        hashed.await?.map(drop).map_err(Error::internal)
    }
}

async fn verify_bcrypt(password: &str, hash: &str) -> Result<bool> {
    let (password, hash) = (password.to_owned(), hash.to_owned());
    let verified = tokio::task::spawn_blocking(move || bcrypt::verify(password, &hash)).await;
    verified.map_err(Error::internal)?.map_err(Error::internal)
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
) -> Result<Result<T, HashError>> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_hashes_of_a_sensible_cost_are_brought_in() {
        let good = "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
        assert_eq!(importable(good), Ok(()));
        let check = |hash: &str, part: &str| {
            let told = importable(hash).unwrap_err();
            assert!(told.contains(part), "{told}");
        };
        check("5f4dcc3b5aa765d61d8327deb882cf99", "is not a bcrypt hash");
        check(
            "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
            "is not a bcrypt hash",
        );
        check(&good[..50], "whole");
        check(&good.replace("$10$", "$04$"), "cost from 8 to 15");
        check(&good.replace("$10$", "$31$"), "cost from 8 to 15");
        check("", "is not a bcrypt hash");
    }
}
