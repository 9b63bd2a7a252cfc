//! Signing in with a password.
//!
//! An unknown address costs the same work and is locked after the same number of failures as a known one. The lock is
//! looked at when it is this attempt's turn to compute a hash, and again in the statement that begins the session.

use rapport_kernel::{Error, ErrorCode, Result, Timestamp};
use rapport_store as store;

use crate::answers::SessionAnswer;
use crate::check::normal_email;
use crate::{Accounts, SignIn};

/// So many failures in a row lock an account.
const FAILURES: i64 = 5;

/// For so long.
const LOCK_SECONDS: i64 = 15 * 60;

/// Longer passwords were never accepted, so they are not hashed.
const LONGEST_PASSWORD_BYTES: usize = 1024;

impl Accounts {
    /// Signs in. `agent` is how the client calls itself.
    pub async fn sign_in(&self, input: &SignIn, agent: &str) -> Result<SessionAnswer> {
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
        if let Some(until) = locked_until(&user, now) {
            return Err(locked(until, now));
        }
        if !turn.verify(&input.password, &user.password_hash).await? {
            let now = self.now();
            let until = now.plus_seconds(LOCK_SECONDS);
            self.identity
                .count_failure(&user, FAILURES, now, until)
                .await?;
            tracing::info!(user = %user.id, "sign-in failed");
            return Err(wrong());
        }
        drop(turn);
        self.begin(&user, agent).await
    }

    async fn begin(&self, user: &store::User, agent: &str) -> Result<SessionAnswer> {
        let now = self.now();
        let (session, secret) =
            self.new_session(user.tenant, user.id, user.session_epoch, agent, now);
        if !self.identity.sign_in(user, &session).await? {
            return Err(self.why_not(user, now).await?);
        }
        self.note_first_user();
        let tenant = self.tenant_of(user).await?;
        self.session_answer(&session, &secret, user, &tenant)
    }

    /// The password was right, yet no session began: locked or changed meanwhile, or inactive.
    async fn why_not(&self, user: &store::User, now: Timestamp) -> Result<Error> {
        let user = self.identity.user(user.tenant, user.id).await?;
        let until = user.and_then(|user| locked_until(&user, now));
        Ok(until.map_or_else(wrong, |until| locked(until, now)))
    }
}

fn locked_until(user: &store::User, now: Timestamp) -> Option<Timestamp> {
    user.locked_until.filter(|until| *until > now)
}

fn wrong() -> Error {
    Error::new(ErrorCode::BAD_CREDENTIALS, "e-mail or password is wrong")
}

fn locked(until: Timestamp, now: Timestamp) -> Error {
    let left = (until.as_micros() - now.as_micros()).div_euclid(1_000_000) + 1;
    let minutes = left.div_euclid(60) + 1;
    let message = format!("too many failed sign-ins, try again in {minutes} minutes");
    Error::new(ErrorCode::LOCKED, message).with_extra("retry_after", left.to_string())
}
