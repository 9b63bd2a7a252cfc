//! The second step of a sign-in: the password was right, a code is awaited.
//!
//! The step is found by a token that is good for 5 minutes, 5 tries and the password it was given for.

use rapport_kernel::{Error, ErrorCode, Result};
use rapport_mail::Method;
use rapport_store as store;
use sha2::{Digest, Sha256};
use store::{Proof, SignInStep};

use super::recovery;
use crate::Accounts;
use crate::answers::{MfaAnswer, SessionAnswer, SignInAnswer, TotpSetup};
use crate::flows::sign_in::refuse_locked;
use crate::flows::trail::Client;
use crate::inputs::{MfaCode, MfaToken};
use crate::token::{Secret, same};
use crate::totp;

/// In front of every token of a half sign-in.
const MFA_WORD: &str = "rpt_m_";

const KIND: &str = "mfa";
const GOOD_SECONDS: i64 = 5 * 60;
const TRIES: i64 = 5;

/// What the step waits for.
const CODE: &str = "code";
const SETUP: &str = "setup";

/// A half sign-in that was presented.
pub(in crate::flows) struct Half {
    pub(in crate::flows) user: store::User,
    pub(in crate::flows) handle: String,
    waits_for: String,
}

impl Accounts {
    /// Goes on after the password, or what stands for it: a session, or the step that comes before it.
    pub(in crate::flows) async fn after_password(
        &self,
        user: &store::User,
        client: Client<'_>,
    ) -> Result<SignInAnswer> {
        let factors = self.identity.factors(user.tenant, user.id).await?;
        let mut methods = Vec::new();
        if factors.confirmed() {
            methods.push("totp");
        }
        // A passkey alone is a convenience, unless the company wants two factors of everybody.
        if factors.passkeys > 0 && (factors.confirmed() || factors.required) {
            methods.push("passkey");
        }
        if !methods.is_empty() && factors.recovery_codes > 0 {
            methods.push("recovery");
        }
        if methods.is_empty() && !factors.required {
            let session = self.begin(user, &[], client).await?;
            return Ok(SignInAnswer::Session(Box::new(session)));
        }
        let waits_for = if methods.is_empty() { SETUP } else { CODE };
        let secret = Secret::new(self.random.as_ref());
        let now = self.now();
        let step = SignInStep {
            handle: secret.handle.clone(),
            kind: KIND,
            token_hash: bound(&secret, user),
            user: Some((user.tenant, user.id)),
            detail: waits_for.to_owned(),
            expires_at: now.plus_seconds(GOOD_SECONDS),
        };
        self.identity.keep_step(&step, now).await?;
        Ok(SignInAnswer::Mfa {
            mfa: MfaAnswer {
                token: secret.text(MFA_WORD),
                setup_required: methods.is_empty(),
                methods,
                expires_in: GOOD_SECONDS,
            },
        })
    }

    /// Completes a sign-in with a code of the app or a recovery code.
    pub async fn complete_sign_in(
        &self,
        input: &MfaCode,
        client: impl Into<Client<'_>>,
    ) -> Result<SessionAnswer> {
        let client = client.into();
        let half = self.half(&input.token).await?;
        if !self
            .identity
            .try_step(&half.handle, TRIES, self.now())
            .await?
        {
            return Err(over());
        }
        let (proof, recovery_codes) = match self.proof(&half, &input.code).await? {
            Some(proof) => proof,
            None => return Err(self.wrong_code(&half.user, client).await?),
        };
        let proofs = [Proof::Step(half.handle), proof];
        match self.begin(&half.user, &proofs, client).await {
            Ok(session) => {
                if recovery_codes.is_some() {
                    self.queue_new_method(&half.user, Method::App).await?;
                }
                Ok(SessionAnswer {
                    recovery_codes,
                    ..session
                })
            }
            // Used by another request meanwhile, or no code of this user.
            Err(error) if error.code == ErrorCode::BAD_CREDENTIALS => {
                Err(self.wrong_code(&half.user, client).await?)
            }
            Err(error) => Err(error),
        }
    }

    /// The secret of an authenticator app for a user who must have one before the first session.
    pub async fn begin_required_totp(&self, input: &MfaToken) -> Result<TotpSetup> {
        let half = self.half(&input.token).await?;
        if half.waits_for != SETUP {
            let message = "this sign-in waits for a code, not for another authenticator app";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        self.new_totp(&half.user).await
    }

    /// The half sign-in of a token, if it is good and its user may come in.
    pub(in crate::flows) async fn half(&self, token: &str) -> Result<Half> {
        let presented = Secret::parse(MFA_WORD, token).ok_or_else(over)?;
        let now = self.now();
        let kept = self.identity.step(KIND, &presented.handle, now).await?;
        let kept = kept.ok_or_else(over)?;
        let (tenant, user) = kept.user.ok_or_else(over)?;
        let user = self.identity.user(tenant, user).await?;
        let user = user.filter(|user| user.active).ok_or_else(over)?;
        if !same(&kept.token_hash, &bound(&presented, &user)) {
            return Err(over());
        }
        refuse_locked(&user, now)?;
        Ok(Half {
            user,
            handle: presented.handle,
            waits_for: kept.detail,
        })
    }

    /// What a code proves. None: nothing.
    async fn proof(&self, half: &Half, code: &str) -> Result<Option<(Proof, Option<Vec<String>>)>> {
        if half.waits_for == SETUP {
            let confirmation = self.confirmation(&half.user, code).await?;
            return Ok(confirmation
                .map(|(confirmation, codes)| (Proof::NewTotp(confirmation), Some(codes))));
        }
        if totp::typed(code).is_none() {
            let proof = Proof::RecoveryCode(recovery::hash(&self.keys, code));
            return Ok(Some((proof, None)));
        }
        let user = &half.user;
        let factors = self.identity.factors(user.tenant, user.id).await?;
        let Some(totp) = factors.totp.filter(|totp| totp.confirmed_at.is_some()) else {
            return Ok(None);
        };
        let step = self.matching(user.id, &totp, code)?;
        Ok(step.map(|step| (Proof::Totp(step), None)))
    }

    async fn wrong_code(&self, user: &store::User, client: Client<'_>) -> Result<Error> {
        self.count_failure(user, client).await?;
        tracing::info!(user = %user.id, "sign-in failed: wrong code");
        Ok(Error::new(
            ErrorCode::BAD_CREDENTIALS,
            "the code is wrong or was used already",
        ))
    }
}

/// What is kept of a token: its hash together with the password's, so that another password ends it.
fn bound(secret: &Secret, user: &store::User) -> Vec<u8> {
    Sha256::new()
        .chain_update(secret.bytes)
        .chain_update(&user.password_hash)
        .finalize()
        .to_vec()
}

fn over() -> Error {
    Error::new(
        ErrorCode::UNAUTHENTICATED,
        "this sign-in is over, begin again with the password",
    )
}
