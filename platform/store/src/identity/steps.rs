//! Sign-ins that are half done, and what completes them: each step and each proof is good once.

use std::fmt;

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::factors::{TotpConfirmation, confirm, replace_codes};
use super::{Identity, Session, User};
use crate::Result;
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::transact::Step;

/// A sign-in that waits for its next request.
#[derive(Clone)]
pub struct SignInStep {
    /// The part of its secret that finds it.
    pub handle: String,
    /// What it waits for.
    pub kind: &'static str,
    /// Hash of what the next request must show.
    pub token_hash: Vec<u8>,
    /// Whose sign-in it is, when that is known already.
    pub user: Option<(TenantId, UserId)>,
    /// What the next request needs to know. No secret.
    pub detail: String,
    /// Not good from then on.
    pub expires_at: Timestamp,
}

impl fmt::Debug for SignInStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignInStep")
            .field("kind", &self.kind)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// A step as it was kept.
#[derive(Clone)]
pub struct KeptStep {
    /// Hash of what the request must show.
    pub token_hash: Vec<u8>,
    /// Whose sign-in it is.
    pub user: Option<(TenantId, UserId)>,
    /// What the request needs to know.
    pub detail: String,
}

/// What a sign-in shows besides the password. Each is good once: used in the transaction that begins the session.
#[derive(Clone)]
pub enum Proof {
    /// The step that waited for it, by its handle.
    Step(String),
    /// A code of the authenticator app, by its time step.
    Totp(i64),
    /// The first code of a new authenticator app.
    NewTotp(TotpConfirmation),
    /// A recovery code, by its hash.
    RecoveryCode(Vec<u8>),
    /// A passkey, by its id, with the count of uses it tells.
    Passkey(Uuid, i64),
}

impl Identity {
    /// Keeps a step. Earlier ones of the same user and kind, and all that have expired, are forgotten.
    pub async fn keep_step(&self, step: &SignInStep, now: Timestamp) -> Result<()> {
        let (tenant, user) = step.user.unzip();
        let forget = Step::any(Statement::new(
            r#"DELETE FROM sign_in_steps
               WHERE "expires_at" <= $1 OR ("tenant_id" = $2 AND "user_id" = $3 AND "kind" = $4)"#,
            vec![now.into(), tenant.into(), user.into(), step.kind.into()],
        ));
        let keep = Step::one(Statement::new(
            r#"INSERT INTO sign_in_steps ("handle", "kind", "token_hash", "tenant_id", "user_id", "detail", "expires_at")
               VALUES ($1, $2, $3, $4, $5, $6, $7)"#,
            vec![
                step.handle.clone().into(),
                step.kind.into(),
                Param::Bytes(step.token_hash.clone()),
                tenant.into(),
                user.into(),
                step.detail.clone().into(),
                step.expires_at.into(),
            ],
        ));
        self.store.transact(vec![forget, keep]).await?;
        Ok(())
    }

    /// A step that is still good.
    pub async fn step(
        &self,
        kind: &'static str,
        handle: &str,
        now: Timestamp,
    ) -> Result<Option<KeptStep>> {
        let statement = Statement::new(
            r#"SELECT s."token_hash", s."tenant_id", s."user_id", s."detail" FROM sign_in_steps s
               WHERE s."handle" = $1 AND s."kind" = $2 AND s."expires_at" > $3"#,
            vec![handle.into(), kind.into(), now.into()],
        );
        self.store.read_one(statement, kept).await
    }

    /// Counts a try at a step before it is looked at. False: that was one too many, or the step is over.
    pub async fn try_step(&self, handle: &str, limit: i64, now: Timestamp) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE sign_in_steps SET "tries" = "tries" + 1
               WHERE "handle" = $1 AND "tries" < $2 AND "expires_at" > $3"#,
            vec![handle.into(), limit.into(), now.into()],
        ));
        Ok(self.attempt(vec![step]).await?.is_none())
    }

    /// Uses a step that leads to no session by itself. False: it was used or is over.
    pub async fn use_step(&self, handle: &str, now: Timestamp) -> Result<bool> {
        Ok(self.attempt(vec![used(handle, now)]).await?.is_none())
    }

    /// Begins a session with what was shown, and forgives failures. False: something of it was used already, or the
    /// user is meanwhile locked, inactive, or has another password.
    pub async fn sign_in_with(
        &self,
        user: &User,
        session: &Session,
        proofs: &[Proof],
    ) -> Result<bool> {
        let mut steps = vec![super::users::forgive(user, session.created_at)];
        for proof in proofs {
            steps.extend(shown(user, proof, session.created_at));
        }
        steps.push(super::sessions::insert_session(session));
        steps.push(super::sessions::forget_old(session));
        Ok(self.of(user.tenant).attempt(steps).await?.is_none())
    }
}

fn shown(user: &User, proof: &Proof, at: Timestamp) -> Vec<Step> {
    match proof {
        Proof::Step(handle) => vec![used(handle, at)],
        Proof::Totp(step) => vec![Step::one(Statement::new(
            r#"UPDATE totp_factors SET "last_step" = $1
               WHERE "tenant_id" = $2 AND "user_id" = $3 AND "confirmed_at" IS NOT NULL AND "last_step" < $1"#,
            vec![(*step).into(), user.tenant.into(), user.id.into()],
        ))],
        Proof::NewTotp(confirmation) => {
            let mut steps = vec![confirm(user.tenant, user.id, confirmation)];
            let codes = replace_codes(user.tenant, user.id, &confirmation.codes, at);
            steps.extend(codes);
            steps
        }
        Proof::RecoveryCode(hash) => vec![Step::one(Statement::new(
            r#"UPDATE recovery_codes SET "used_at" = $1
               WHERE "tenant_id" = $2 AND "user_id" = $3 AND "code_hash" = $4 AND "used_at" IS NULL"#,
            vec![
                at.into(),
                user.tenant.into(),
                user.id.into(),
                Param::Bytes(hash.clone()),
            ],
        ))],
        Proof::Passkey(id, count) => vec![super::passkeys::count_use(user, *id, *count, at)],
    }
}

fn used(handle: &str, at: Timestamp) -> Step {
    Step::one(Statement::new(
        r#"DELETE FROM sign_in_steps WHERE "handle" = $1 AND "expires_at" > $2"#,
        vec![handle.into(), at.into()],
    ))
}

fn kept(row: &RowRef<'_>) -> Result<KeptStep> {
    let user = match (row.opt_uuid(1)?, row.opt_uuid(2)?) {
        (Some(tenant), Some(user)) => Some((TenantId(tenant), UserId(user))),
        _ => None,
    };
    Ok(KeptStep {
        token_hash: row.opt_bytes(0)?.unwrap_or_default().to_vec(),
        user,
        detail: row.text(3)?.to_owned(),
    })
}
