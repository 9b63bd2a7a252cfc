//! Signing in with a password. What else is asked for is in `factors/`.
//!
//! An unknown address costs the same work and is locked after the same number of failures as a known one. The lock is
//! looked at when it is this attempt's turn to compute a hash, and again in the statement that begins the session.

use rapport_kernel::{Error, ErrorCode, Result, Timestamp};
use rapport_store as store;
use store::Proof;

use crate::answers::{SessionAnswer, SignInAnswer};
use crate::check::normal_email;
use crate::flows::trail::{Client, of_sign_in};
use crate::password::{Turn, is_bcrypt};
use crate::{Accounts, SignIn};
use rapport_store::AuditKind;

/// So many failures in a row lock an account.
pub(super) const FAILURES: i64 = 5;

/// For so long.
pub(super) const LOCK_SECONDS: i64 = 15 * 60;

/// Longer passwords were never accepted, so they are not hashed.
pub(super) const LONGEST_PASSWORD_BYTES: usize = 1024;

impl Accounts {
    /// Signs in, or says what else must be shown. `client` is where the request comes from.
    pub async fn sign_in(
        &self,
        input: &SignIn,
        client: impl Into<Client<'_>>,
    ) -> Result<SignInAnswer> {
        let client = client.into();
        let email = normal_email(&input.email);
        if input.password.len() > LONGEST_PASSWORD_BYTES {
            return Err(wrong());
        }
        // The turn is kept until a failure is counted, so that few guesses are under way when the lock comes.
        let turn = self.hasher.turn().await?;
        let (found, now) = (self.identity.user_by_email(&email).await?, self.now());
        let Some(user) = found else {
            if let Some(until) = self.strangers.locked_until(&email, now) {
                return Err(locked(until, now));
            }
            turn.verify_nobody(&input.password).await?;
            self.strangers
                .count(&email, FAILURES, now, now.plus_seconds(LOCK_SECONDS));
            return Err(wrong());
        };
        refuse_locked(&user, now)?;
        if !turn.verify(&input.password, &user.password_hash).await? {
            self.count_failure(&user, client).await?;
            tracing::info!(user = %user.id, "sign-in failed");
            return Err(wrong());
        }
        let user = self.with_better_hash(&turn, user, &input.password).await?;
        drop(turn);
        self.after_password(&user, client).await
    }

    /// The user with a hash of our own, when the password was brought in from another system.
    async fn with_better_hash(
        &self,
        turn: &Turn<'_>,
        mut user: store::User,
        password: &str,
    ) -> Result<store::User> {
        if is_bcrypt(&user.password_hash) {
            let hash = turn.hash(password).await?;
            if self.identity.improve_hash(&user, &hash).await? {
                tracing::info!(user = %user.id, "a password's hash was improved");
                user.password_hash = hash;
            }
        }
        Ok(user)
    }

    /// Counts what was shown wrong; too much of it locks the account.
    pub(super) async fn count_failure(&self, user: &store::User, client: Client<'_>) -> Result<()> {
        let now = self.now();
        let until = now.plus_seconds(LOCK_SECONDS);
        let failed = of_sign_in(user, AuditKind::SignInFailed, client);
        let store = self.noting_by(user, failed);
        store.count_failure(user, FAILURES, now, until).await?;
        let after = self.identity.user(user.tenant, user.id).await?;
        if after.is_some_and(|after| locked_until(&after, now).is_some()) {
            self.note_sign_in(user, AuditKind::Locked, client).await?;
        }
        Ok(())
    }

    /// Begins the session of a user who showed the password, or what stands for it, and these proofs.
    pub(super) async fn begin(
        &self,
        user: &store::User,
        proofs: &[Proof],
        client: Client<'_>,
    ) -> Result<SessionAnswer> {
        let now = self.now();
        let (session, secret) =
            self.new_session(user.tenant, user.id, user.session_epoch, client, now);
        let store = self.noting_by(user, of_sign_in(user, AuditKind::SignIn, client));
        if !store.sign_in_with(user, &session, proofs).await? {
            return Err(self.why_not(user, now).await?);
        }
        self.note_first_user();
        let tenant = self.tenant_of(user).await?;
        self.session_answer(&session, &secret, user, &tenant).await
    }

    /// The password was right, yet no session began: locked or changed meanwhile, or inactive.
    async fn why_not(&self, user: &store::User, now: Timestamp) -> Result<Error> {
        let user = self.identity.user(user.tenant, user.id).await?;
        let until = user.and_then(|user| locked_until(&user, now));
        Ok(until.map_or_else(wrong, |until| locked(until, now)))
    }
}

/// An account that is locked is told so, whatever was shown.
pub(super) fn refuse_locked(user: &store::User, now: Timestamp) -> Result<()> {
    locked_until(user, now).map_or(Ok(()), |until| Err(locked(until, now)))
}

pub(super) fn locked_until(user: &store::User, now: Timestamp) -> Option<Timestamp> {
    user.locked_until.filter(|until| *until > now)
}

fn wrong() -> Error {
    Error::new(ErrorCode::BAD_CREDENTIALS, "e-mail or password is wrong")
}

pub(super) fn locked(until: Timestamp, now: Timestamp) -> Error {
    let left = (until.as_micros() - now.as_micros()).div_euclid(1_000_000) + 1;
    let minutes = left.div_euclid(60) + 1;
    let message = format!("too many failed sign-ins, try again in {minutes} minutes");
    Error::new(ErrorCode::LOCKED, message).with_extra("retry_after", left.to_string())
}
