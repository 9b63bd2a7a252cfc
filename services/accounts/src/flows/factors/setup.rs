//! What users do with their own second factors.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rapport_kernel::{Error, ErrorCode, Result, UserId};
use rapport_mail::Method;
use rapport_store as store;
use store::TotpConfirmation;

use super::recovery;
use crate::answers::{FactorsAnswer, RecoveryCodes, TotpSetup};
use crate::authenticate::Session;
use crate::flows::trail::of_user;
use crate::inputs::{PasswordOnly, TotpCode};
use crate::totp::{self, SECRET_BYTES};
use crate::{Accounts, qr};
use rapport_store::AuditKind;

/// The name authenticator apps show.
const ISSUER: &str = "Rapport";

impl Accounts {
    /// What the caller has besides the password.
    pub async fn factors(&self, session: &Session) -> Result<FactorsAnswer> {
        session.must_not_be_a_key()?;
        let (tenant, user) = (session.tenant, session.actor.user);
        let factors = self.identity.factors(tenant, user).await?;
        Ok(FactorsAnswer {
            totp: factors.confirmed(),
            recovery_codes: factors.recovery_codes,
            passkeys: factors.passkeys,
            required: factors.required,
        })
    }

    /// Makes the secret of an authenticator app. It counts once a code of it was shown.
    pub async fn begin_totp(&self, session: &Session) -> Result<TotpSetup> {
        session.must_be_own()?;
        let user = self.user_of(session).await?;
        self.new_totp(&user).await
    }

    /// Shows that the app has the secret; from now on sign-in asks for its codes.
    pub async fn confirm_totp(&self, session: &Session, input: &TotpCode) -> Result<RecoveryCodes> {
        session.must_be_own()?;
        let user = self.user_of(session).await?;
        let (confirmation, recovery_codes) = self
            .confirmation(&user, &input.code)
            .await?
            .ok_or_else(|| Error::field("code", ErrorCode::INVALID, "is not the app's code"))?;
        let store = self.noting(session, of_user(&user, AuditKind::Factor, "add_totp"));
        let confirmed = store.confirm_totp(user.tenant, user.id, &confirmation);
        if !confirmed.await? {
            return Err(confirmed_already());
        }
        tracing::info!(user = %user.id, "authenticator app set up");
        self.queue_new_method(&user, Method::App).await?;
        Ok(RecoveryCodes { recovery_codes })
    }

    /// Takes the caller's authenticator app away.
    pub async fn remove_totp(&self, session: &Session, input: &PasswordOnly) -> Result<()> {
        let user = self.confirm_password(session, &input.password).await?;
        let store = self.noting(session, of_user(&user, AuditKind::Factor, "remove_totp"));
        if !store.remove_totp(user.tenant, user.id).await? {
            return Err(Error::not_found("authenticator app"));
        }
        tracing::info!(user = %user.id, "authenticator app removed");
        Ok(())
    }

    /// Other recovery codes; the old ones are good for nothing any more.
    pub async fn new_recovery_codes(
        &self,
        session: &Session,
        input: &PasswordOnly,
    ) -> Result<RecoveryCodes> {
        let user = self.confirm_password(session, &input.password).await?;
        let factors = self.identity.factors(user.tenant, user.id).await?;
        if !factors.confirmed() && factors.passkeys == 0 {
            let message = "recovery codes need an authenticator app or a passkey";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        let (recovery_codes, hashes) = recovery::new_codes(self.random.as_ref(), &self.keys);
        let note = of_user(&user, AuditKind::Factor, "new_recovery_codes");
        self.noting(session, note)
            .replace_recovery_codes(user.tenant, user.id, &hashes, self.now())
            .await?;
        tracing::info!(user = %user.id, "recovery codes replaced");
        self.queue_new_method(&user, Method::RecoveryCodes).await?;
        Ok(RecoveryCodes { recovery_codes })
    }

    /// Makes and keeps a secret that is not confirmed yet.
    pub(super) async fn new_totp(&self, user: &store::User) -> Result<TotpSetup> {
        let mut secret = [0u8; SECRET_BYTES];
        self.random.fill(&mut secret);
        let place = place(user.id);
        let closed = self.seal.close(self.random.as_ref(), &place, &secret)?;
        let kept = self
            .identity
            .begin_totp(user.tenant, user.id, &closed, self.now());
        if !kept.await? {
            return Err(confirmed_already());
        }
        let secret = totp::base32(&secret);
        let account = utf8_percent_encode(&user.email, NON_ALPHANUMERIC);
        let uri = format!(
            "otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period=30"
        );
        Ok(TotpSetup {
            qr: qr::svg(&uri)?,
            secret,
            uri,
        })
    }

    /// What confirms an app that is not confirmed yet, with the new recovery codes. None: it is not its code.
    pub(super) async fn confirmation(
        &self,
        user: &store::User,
        code: &str,
    ) -> Result<Option<(TotpConfirmation, Vec<String>)>> {
        let factors = self.identity.factors(user.tenant, user.id).await?;
        let Some(totp) = factors.totp else {
            return Err(Error::new(
                ErrorCode::CONFLICT,
                "begin with the secret of the authenticator app",
            ));
        };
        if totp.confirmed_at.is_some() {
            return Err(confirmed_already());
        }
        let Some(step) = self.matching(user.id, &totp, code)? else {
            return Ok(None);
        };
        let (codes, hashes) = recovery::new_codes(self.random.as_ref(), &self.keys);
        let confirmation = TotpConfirmation {
            secret: totp.secret,
            step,
            codes: hashes,
            at: self.now(),
        };
        Ok(Some((confirmation, codes)))
    }

    /// The time step of a code, if it is one of the app and newer than the last one that was accepted.
    pub(super) fn matching(
        &self,
        user: UserId,
        totp: &store::TotpFactor,
        code: &str,
    ) -> Result<Option<i64>> {
        let secret = self.seal.open(&place(user), &totp.secret)?;
        let step = totp::typed(code).and_then(|typed| totp::matching(&secret, &typed, self.now()));
        Ok(step.filter(|step| *step > totp.last_step))
    }
}

/// Where a secret is kept: it opens for this user only.
fn place(user: UserId) -> Vec<u8> {
    [b"totp ".as_slice(), user.0.as_bytes()].concat()
}

fn confirmed_already() -> Error {
    let message = "an authenticator app is set up already; remove it first";
    Error::new(ErrorCode::CONFLICT, message)
}
