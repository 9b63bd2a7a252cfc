//! Second factors: the secret of an authenticator app, recovery codes, and whether a tenant demands any.

use std::fmt;

use rapport_kernel::{TenantId, Timestamp, UserId};

use super::{Identity, User};
use crate::Result;
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::transact::Step;

/// The authenticator app of a user.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpFactor {
    /// Encrypted.
    pub secret: Vec<u8>,
    /// The time step of the last code that was accepted.
    pub last_step: i64,
    /// When the user proved that the app has the secret; before that it counts for nothing.
    pub confirmed_at: Option<Timestamp>,
}

impl fmt::Debug for TotpFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TotpFactor")
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}

/// What a user has besides the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factors {
    /// The authenticator app, also one that is not confirmed.
    pub totp: Option<TotpFactor>,
    /// Recovery codes that are not used yet.
    pub recovery_codes: i64,
    /// Passkeys.
    pub passkeys: i64,
    /// The tenant demands a second factor of everybody.
    pub required: bool,
}

impl Factors {
    /// Whether the authenticator app counts.
    #[must_use]
    pub fn confirmed(&self) -> bool {
        self.totp
            .as_ref()
            .is_some_and(|totp| totp.confirmed_at.is_some())
    }
}

impl Identity {
    /// What a user has besides the password.
    pub async fn factors(&self, tenant: TenantId, user: UserId) -> Result<Factors> {
        let statement = Statement::new(
            r#"SELECT t."second_factor_required", f."secret", f."last_step", f."confirmed_at",
                 (SELECT count(*) FROM recovery_codes c
                  WHERE c."tenant_id" = $1 AND c."user_id" = $2 AND c."used_at" IS NULL),
                 (SELECT count(*) FROM passkeys p WHERE p."tenant_id" = $1 AND p."user_id" = $2)
               FROM tenants t
               LEFT JOIN totp_factors f ON f."tenant_id" = t."id" AND f."user_id" = $2
               WHERE t."id" = $1"#,
            vec![tenant.into(), user.into()],
        );
        let found = self.of(tenant).store.read_one(statement, factors).await?;
        Ok(found.unwrap_or(Factors {
            totp: None,
            recovery_codes: 0,
            passkeys: 0,
            required: false,
        }))
    }

    /// Keeps the secret of an app that is not confirmed yet. False: the user has a confirmed one.
    pub async fn begin_totp(
        &self,
        tenant: TenantId,
        user: UserId,
        secret: &[u8],
        at: Timestamp,
    ) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"INSERT INTO totp_factors ("tenant_id", "user_id", "secret", "last_step", "created_at")
               VALUES ($1, $2, $3, 0, $4)
               ON CONFLICT ("tenant_id", "user_id") DO UPDATE
               SET "secret" = excluded."secret", "last_step" = 0, "created_at" = excluded."created_at"
               WHERE totp_factors."confirmed_at" IS NULL"#,
            vec![
                tenant.into(),
                user.into(),
                Param::Bytes(secret.to_vec()),
                at.into(),
            ],
        ));
        Ok(self.of(tenant).attempt(vec![step]).await?.is_none())
    }

    /// Confirms the app by the time step of a code made with `secret`, and gives the user these recovery codes.
    /// False: confirmed meanwhile, or it holds another secret.
    pub async fn confirm_totp(
        &self,
        tenant: TenantId,
        user: UserId,
        confirmation: &TotpConfirmation,
    ) -> Result<bool> {
        let mut steps = vec![confirm(tenant, user, confirmation)];
        steps.extend(replace_codes(
            tenant,
            user,
            &confirmation.codes,
            confirmation.at,
        ));
        Ok(self.of(tenant).attempt(steps).await?.is_none())
    }

    /// Takes the app away; without any factor left its recovery codes go too.
    pub async fn remove_totp(&self, tenant: TenantId, user: UserId) -> Result<bool> {
        let remove = Step::one(Statement::new(
            r#"DELETE FROM totp_factors WHERE "tenant_id" = $1 AND "user_id" = $2"#,
            vec![tenant.into(), user.into()],
        ));
        let steps = vec![remove, forget_idle_codes(tenant, user)];
        Ok(self.of(tenant).attempt(steps).await?.is_none())
    }

    /// Takes every factor of a user away and ends the user's sessions.
    pub async fn remove_factors(&self, user: &User, at: Timestamp) -> Result<()> {
        let of_user = || vec![user.tenant.into(), user.id.into()];
        let steps = vec![
            Step::any(Statement::new(
                r#"DELETE FROM totp_factors WHERE "tenant_id" = $1 AND "user_id" = $2"#,
                of_user(),
            )),
            Step::any(Statement::new(
                r#"DELETE FROM passkeys WHERE "tenant_id" = $1 AND "user_id" = $2"#,
                of_user(),
            )),
            forget_idle_codes(user.tenant, user.id),
            Step::one(Statement::new(
                r#"UPDATE users SET "session_epoch" = "session_epoch" + 1, "updated_at" = $1
                   WHERE "tenant_id" = $2 AND "id" = $3"#,
                vec![at.into(), user.tenant.into(), user.id.into()],
            )),
        ];
        self.of(user.tenant).run(steps).await?;
        Ok(())
    }

    /// Gives a user other recovery codes, by their hashes.
    pub async fn replace_recovery_codes(
        &self,
        tenant: TenantId,
        user: UserId,
        codes: &[Vec<u8>],
        at: Timestamp,
    ) -> Result<()> {
        self.of(tenant)
            .run(replace_codes(tenant, user, codes, at))
            .await?;
        Ok(())
    }

    /// Whether the tenant demands a second factor of everybody.
    pub async fn second_factor_required(&self, tenant: TenantId) -> Result<bool> {
        let statement = Statement::new(
            r#"SELECT t."second_factor_required" FROM tenants t WHERE t."id" = $1"#,
            vec![tenant.into()],
        );
        let found = self
            .of(tenant)
            .store
            .read_one(statement, |row| row.bool(0))
            .await?;
        Ok(found.unwrap_or_default())
    }

    /// Demands a second factor of everybody, or does not.
    pub async fn require_second_factor(
        &self,
        tenant: TenantId,
        required: bool,
        at: Timestamp,
    ) -> Result<()> {
        let statement = Statement::new(
            r#"UPDATE tenants SET "second_factor_required" = $1, "updated_at" = $2 WHERE "id" = $3"#,
            vec![required.into(), at.into(), tenant.into()],
        );
        self.of(tenant).change(statement).await.map(drop)
    }
}

/// The proof that an app has its secret.
#[derive(Clone)]
pub struct TotpConfirmation {
    /// The secret as it is kept.
    pub secret: Vec<u8>,
    /// The time step of the code.
    pub step: i64,
    /// Hashes of the recovery codes the user is given.
    pub codes: Vec<Vec<u8>>,
    /// When.
    pub at: Timestamp,
}

pub(super) fn confirm(tenant: TenantId, user: UserId, confirmation: &TotpConfirmation) -> Step {
    Step::one(Statement::new(
        r#"UPDATE totp_factors SET "confirmed_at" = $1, "last_step" = $2
           WHERE "tenant_id" = $3 AND "user_id" = $4 AND "confirmed_at" IS NULL AND "secret" = $5"#,
        vec![
            confirmation.at.into(),
            confirmation.step.into(),
            tenant.into(),
            user.into(),
            Param::Bytes(confirmation.secret.clone()),
        ],
    ))
}

pub(super) fn replace_codes(
    tenant: TenantId,
    user: UserId,
    codes: &[Vec<u8>],
    at: Timestamp,
) -> Vec<Step> {
    let mut steps = vec![Step::any(Statement::new(
        r#"DELETE FROM recovery_codes WHERE "tenant_id" = $1 AND "user_id" = $2"#,
        vec![tenant.into(), user.into()],
    ))];
    steps.extend(codes.iter().map(|code| {
        Step::one(Statement::new(
            r#"INSERT INTO recovery_codes ("tenant_id", "user_id", "code_hash", "created_at") VALUES ($1, $2, $3, $4)"#,
            vec![
                tenant.into(),
                user.into(),
                Param::Bytes(code.clone()),
                at.into(),
            ],
        ))
    }));
    steps
}

/// Codes recover the use of a factor; without one they would open nothing.
pub(super) fn forget_idle_codes(tenant: TenantId, user: UserId) -> Step {
    Step::any(Statement::new(
        r#"DELETE FROM recovery_codes WHERE "tenant_id" = $1 AND "user_id" = $2
             AND NOT EXISTS (SELECT 1 FROM totp_factors f WHERE f."tenant_id" = $1 AND f."user_id" = $2)
             AND NOT EXISTS (SELECT 1 FROM passkeys p WHERE p."tenant_id" = $1 AND p."user_id" = $2)"#,
        vec![tenant.into(), user.into()],
    ))
}

fn factors(row: &RowRef<'_>) -> Result<Factors> {
    let totp = match row.opt_bytes(1)? {
        Some(secret) => Some(TotpFactor {
            secret: secret.to_vec(),
            last_step: row.int(2)?,
            confirmed_at: row.opt_int(3)?.map(Timestamp::from_micros),
        }),
        None => None,
    };
    Ok(Factors {
        totp,
        required: row.bool(0)?,
        recovery_codes: row.int(4)?,
        passkeys: row.int(5)?,
    })
}
