//! Passwords that are forgotten, reset and changed.
//!
//! Whether an address belongs to somebody cannot be learned: asking for a link costs the same single statement for
//! every address, and the user is looked up when the letter leaves.

use rapport_kernel::{Error, ErrorCode, Result, Timestamp};
use rapport_store as store;
use serde_json::json;
use store::{AccountToken, NewPassword, TokenPurpose};

use super::sign_in::{FAILURES, LOCK_SECONDS, LONGEST_PASSWORD_BYTES, locked, locked_until};
use crate::authenticate::Session;
use crate::check::{Checks, normal_email};
use crate::flows::trail::of_user;
use crate::mail::Kind;
use crate::token::{Secret, same};
use crate::{Accounts, ForgottenPassword, PasswordChange, PasswordReset, PasswordRule};
use rapport_store::AuditKind;

/// In front of every secret that lets a password be chosen.
const PASSWORD_WORD: &str = "rpt_p_";

/// In front of every secret that proves an address.
pub(super) const VERIFICATION_WORD: &str = "rpt_v_";

/// Secrets that prove an address are good for a day, those for a password for an hour.
const VERIFICATION_SECONDS: i64 = 86_400;
const PASSWORD_SECONDS: i64 = 3_600;

/// Addresses longer than this are nobody's.
const LONGEST_EMAIL: usize = 254;

impl Accounts {
    /// Sends a link for another password to that address, if it is somebody's and letters can be sent.
    pub async fn forgot_password(&self, input: &ForgottenPassword) -> Result<()> {
        let email = normal_email(&input.email);
        if email.len() > LONGEST_EMAIL || email.chars().any(char::is_control) {
            return Ok(());
        }
        self.queue_forgotten(&email).await
    }

    /// Chooses another password with a secret. All sessions of the user end, and a lock is taken away.
    pub async fn reset_with_token(&self, input: &PasswordReset) -> Result<()> {
        self.reset_with_token_by(PasswordRule::Ours, input).await
    }

    /// The same by the rule of whoever asks for the password.
    pub async fn reset_with_token_by(
        &self,
        rule: PasswordRule,
        input: &PasswordReset,
    ) -> Result<()> {
        let now = self.now();
        let token = self
            .open_token(TokenPurpose::Password, PASSWORD_WORD, &input.token, now)
            .await?;
        let user = self.identity.user(token.tenant, token.user).await?;
        let user = user.filter(|user| user.active).ok_or_else(gone)?;
        let tenant = self.tenant_of(&user).await?;
        let mut checks = Checks::default();
        checks.password_by(rule, &input.password, &user.email, &tenant.name);
        checks.finish()?;
        let hash = self.hasher.turn().await?.hash(&input.password).await?;
        let password = NewPassword {
            hash: &hash,
            keep: None,
            at: self.now(),
            mail: self.letter_to(&user, Kind::PasswordChanged, &json!({})),
        };
        let store = self.noting_by(&user, of_user(&user, AuditKind::Password, "reset"));
        if !store.spend_for_password(&token, &password).await? {
            return Err(gone());
        }
        self.states.begin_epoch();
        self.mail_waits();
        tracing::info!(user = %user.id, "password reset");
        Ok(())
    }

    /// Replaces the caller's password, which must be known. All other sessions end.
    pub async fn change_password(&self, session: &Session, input: &PasswordChange) -> Result<()> {
        self.change_password_by(PasswordRule::Ours, session, input)
            .await
    }

    /// The same by the rule of whoever asks for the password.
    pub async fn change_password_by(
        &self,
        rule: PasswordRule,
        session: &Session,
        input: &PasswordChange,
    ) -> Result<()> {
        session.must_be_own()?;
        let wrong = || {
            let message = "is not the present password";
            Error::field("current", ErrorCode::INVALID, message)
        };
        if input.current.len() > LONGEST_PASSWORD_BYTES {
            return Err(wrong());
        }
        let turn = self.hasher.turn().await?;
        let user = self.user_of(session).await?;
        if let Some(until) = locked_until(&user, self.now()) {
            return Err(locked(until, self.now()));
        }
        if !turn.verify(&input.current, &user.password_hash).await? {
            let now = self.now();
            let until = now.plus_seconds(LOCK_SECONDS);
            let failed = of_user(&user, AuditKind::SignInFailed, "wrong_password");
            let store = self.noting(session, failed);
            store.count_failure(&user, FAILURES, now, until).await?;
            return Err(wrong());
        }
        let tenant = self.tenant_of(&user).await?;
        let mut checks = Checks::default();
        checks.password_by(rule, &input.password, &user.email, &tenant.name);
        checks.finish()?;
        let password = NewPassword {
            hash: &turn.hash(&input.password).await?,
            keep: Some(session.id),
            at: self.now(),
            mail: self.letter_to(&user, Kind::PasswordChanged, &json!({})),
        };
        drop(turn);
        let store = self.noting(session, of_user(&user, AuditKind::Password, "change"));
        if !store.change_password(&user, &password).await? {
            let message = "the password was changed meanwhile";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        self.states.begin_epoch();
        self.mail_waits();
        tracing::info!(user = %user.id, "password changed");
        Ok(())
    }

    /// A secret in force.
    pub(super) async fn open_token(
        &self,
        purpose: TokenPurpose,
        word: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<AccountToken> {
        let presented = Secret::parse(word, text).ok_or_else(gone)?;
        let token = self
            .identity
            .token_by_handle(purpose, &presented.handle, now)
            .await?;
        token
            .filter(|token| same(&presented.hash(), &token.token_hash))
            .ok_or_else(gone)
    }

    /// A link with a fresh secret, for a letter that leaves now.
    pub(crate) async fn sent_link(
        &self,
        user: &store::User,
        purpose: TokenPurpose,
    ) -> Result<String> {
        let (link, _) = self.new_link(user, purpose, None).await?;
        Ok(link)
    }

    /// A link with a fresh secret, and when it ends. `by` is whoever is shown it in place of the user.
    pub(super) async fn new_link(
        &self,
        user: &store::User,
        purpose: TokenPurpose,
        by: Option<rapport_kernel::UserId>,
    ) -> Result<(String, Timestamp)> {
        let (secret, now) = (Secret::new(self.random.as_ref()), self.now());
        let (page, word, seconds) = match purpose {
            TokenPurpose::Verification => ("verify-email", VERIFICATION_WORD, VERIFICATION_SECONDS),
            TokenPurpose::Password => ("reset-password", PASSWORD_WORD, PASSWORD_SECONDS),
        };
        let token = AccountToken {
            tenant: user.tenant,
            id: self.new_id(),
            user: user.id,
            purpose,
            handle: secret.handle.clone(),
            token_hash: secret.hash(),
            email: user.email.clone(),
            created_by: by,
            created_at: now,
            expires_at: now.plus_seconds(seconds),
        };
        self.identity.keep_token(&token).await?;
        let base = &self.options.public_url;
        let link = format!("{base}/{page}?token={}", secret.text(word));
        Ok((link, token.expires_at))
    }
}

pub(super) fn gone() -> Error {
    Error::new(
        ErrorCode::NOT_FOUND,
        "the link does not exist, is used or has expired",
    )
}
