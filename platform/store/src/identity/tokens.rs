//! Secrets a user was sent: each proves an address or lets another password be chosen, once.

use std::fmt;

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::mails::{NewMail, insert_mail};
use super::{Identity, User};
use crate::Result;
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::transact::Step;

/// What a secret is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPurpose {
    /// Proves that the user reads the address.
    Verification,
    /// Lets the user choose another password.
    Password,
}

impl TokenPurpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Password => "password",
        }
    }
}

/// A secret that a user was sent, or an administrator handed over.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountToken {
    /// The tenant.
    pub tenant: TenantId,
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserId,
    /// What it is good for.
    pub purpose: TokenPurpose,
    /// The part of the secret that finds it.
    pub handle: String,
    /// Hash of the whole secret.
    pub token_hash: Vec<u8>,
    /// The address it was made for; another address of the user makes it void.
    pub email: String,
    /// Who made it, when it was not sent to the address.
    pub created_by: Option<UserId>,
    /// When.
    pub created_at: Timestamp,
    /// Not good from then on.
    pub expires_at: Timestamp,
}

impl fmt::Debug for AccountToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountToken")
            .field("id", &self.id)
            .field("user", &self.user)
            .field("purpose", &self.purpose)
            .finish_non_exhaustive()
    }
}

/// A password that replaces another.
#[derive(Clone, Debug)]
pub struct NewPassword<'a> {
    /// The new hash.
    pub hash: &'a str,
    /// The session that goes on; all others end.
    pub keep: Option<Uuid>,
    /// When.
    pub at: Timestamp,
    /// Tells the user.
    pub mail: Option<NewMail>,
}

impl Identity {
    /// Keeps a secret. Those that ran out are forgotten.
    pub async fn keep_token(&self, token: &AccountToken) -> Result<()> {
        let forget = Step::any(Statement::new(
            r#"DELETE FROM account_tokens WHERE "tenant_id" = $1 AND "user_id" = $2 AND "expires_at" < $3"#,
            vec![
                token.tenant.into(),
                token.user.into(),
                token.created_at.into(),
            ],
        ));
        let insert = Step::one(Statement::new(
            r#"INSERT INTO account_tokens ("tenant_id", "id", "user_id", "purpose", "handle", "token_hash", "email",
                "created_by", "created_at", "expires_at") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"#,
            vec![
                token.tenant.into(),
                token.id.into(),
                token.user.into(),
                token.purpose.as_str().into(),
                token.handle.clone().into(),
                Param::Bytes(token.token_hash.clone()),
                token.email.clone().into(),
                token.created_by.into(),
                token.created_at.into(),
                token.expires_at.into(),
            ],
        ));
        self.of(token.tenant)
            .store
            .transact(vec![forget, insert])
            .await?;
        Ok(())
    }

    /// An unused secret by its handle.
    pub async fn token_by_handle(
        &self,
        purpose: TokenPurpose,
        handle: &str,
        now: Timestamp,
    ) -> Result<Option<AccountToken>> {
        let statement = Statement::new(
            r#"SELECT "tenant_id", "id", "user_id", "handle", "token_hash", "email", "created_by", "created_at", "expires_at"
               FROM account_tokens WHERE "handle" = $1 AND "purpose" = $2 AND "used_at" IS NULL AND "expires_at" > $3"#,
            vec![handle.into(), purpose.as_str().into(), now.into()],
        );
        let read = move |row: &RowRef<'_>| {
            Ok(AccountToken {
                tenant: TenantId(row.uuid(0)?),
                id: row.uuid(1)?,
                user: UserId(row.uuid(2)?),
                purpose,
                handle: row.text(3)?.to_owned(),
                token_hash: row.opt_bytes(4)?.unwrap_or_default().to_vec(),
                email: row.text(5)?.to_owned(),
                created_by: row.opt_uuid(6)?.map(UserId),
                created_at: Timestamp::from_micros(row.int(7)?),
                expires_at: Timestamp::from_micros(row.int(8)?),
            })
        };
        self.store.read_one(statement, read).await
    }

    /// Spends a secret for a proven address. False: spent, run out, or made for another address.
    pub async fn verify_email(&self, token: &AccountToken, at: Timestamp) -> Result<bool> {
        let steps = vec![spend(token, at), verified(token, at)];
        Ok(self.of(token.tenant).attempt(steps).await?.is_none())
    }

    /// Spends a secret for another password: it unlocks, ends all sessions and voids the user's other secrets. One
    /// that came by mail proves the address as well. False: spent, run out, or made for another address.
    pub async fn spend_for_password(
        &self,
        token: &AccountToken,
        password: &NewPassword<'_>,
    ) -> Result<bool> {
        let at = password.at;
        let mut steps = vec![
            spend(token, at),
            Step::one(Statement::new(
                r#"UPDATE users SET "password_hash" = $1, "failed_logins" = 0, "locked_until" = NULL,
                    "session_epoch" = "session_epoch" + 1, "updated_at" = $2
                   WHERE "tenant_id" = $3 AND "id" = $4 AND "email" = $5 AND "active""#,
                vec![
                    password.hash.into(),
                    at.into(),
                    token.tenant.into(),
                    token.user.into(),
                    token.email.clone().into(),
                ],
            )),
            void_others(token.tenant, token.user, at),
        ];
        if token.created_by.is_none() {
            steps.push(verified(token, at));
        }
        steps.extend(password.mail.as_ref().map(insert_mail));
        Ok(self.of(token.tenant).attempt(steps).await?.is_none())
    }

    /// Gives a user another password in place of the one in `user`. It unlocks, and ends all sessions but the one to
    /// keep. False: the password was changed meanwhile.
    pub async fn change_password(&self, user: &User, password: &NewPassword<'_>) -> Result<bool> {
        let mut steps = vec![
            Step::one(Statement::new(
                r#"UPDATE users SET "password_hash" = $1, "failed_logins" = 0, "locked_until" = NULL,
                    "session_epoch" = "session_epoch" + 1, "updated_at" = $2
                   WHERE "tenant_id" = $3 AND "id" = $4 AND "password_hash" = $5"#,
                vec![
                    password.hash.into(),
                    password.at.into(),
                    user.tenant.into(),
                    user.id.into(),
                    user.password_hash.clone().into(),
                ],
            )),
            void_others(user.tenant, user.id, password.at),
        ];
        if let Some(session) = password.keep {
            steps.push(Step::any(Statement::new(
                r#"UPDATE sessions SET "session_epoch" = "session_epoch" + 1
                   WHERE "tenant_id" = $1 AND "user_id" = $2 AND "id" = $3 AND "session_epoch" = $4"#,
                vec![
                    user.tenant.into(),
                    user.id.into(),
                    session.into(),
                    user.session_epoch.into(),
                ],
            )));
        }
        steps.extend(password.mail.as_ref().map(insert_mail));
        Ok(self.of(user.tenant).attempt(steps).await?.is_none())
    }

    /// Replaces a hash by a better one of the same password. Sessions go on. False: changed meanwhile.
    pub async fn improve_hash(&self, user: &User, hash: &str) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE users SET "password_hash" = $1
               WHERE "tenant_id" = $2 AND "id" = $3 AND "password_hash" = $4"#,
            vec![
                hash.into(),
                user.tenant.into(),
                user.id.into(),
                user.password_hash.clone().into(),
            ],
        ));
        Ok(self.of(user.tenant).attempt(vec![step]).await?.is_none())
    }

    /// Forgets failed sign-ins and takes the lock away. False: no such user.
    pub async fn unlock(&self, tenant: TenantId, id: UserId) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE users SET "failed_logins" = 0, "locked_until" = NULL
               WHERE "tenant_id" = $1 AND "id" = $2"#,
            vec![tenant.into(), id.into()],
        ));
        Ok(self.of(tenant).attempt(vec![step]).await?.is_none())
    }

    /// When the user's address was proven, and until when the user is locked out.
    pub async fn standing(
        &self,
        tenant: TenantId,
        id: UserId,
    ) -> Result<Option<(Option<Timestamp>, Option<Timestamp>)>> {
        let statement = Statement::new(
            r#"SELECT "email_verified_at", "locked_until" FROM users WHERE "tenant_id" = $1 AND "id" = $2"#,
            vec![tenant.into(), id.into()],
        );
        let read = |row: &RowRef<'_>| {
            let verified = row.opt_int(0)?.map(Timestamp::from_micros);
            Ok((verified, row.opt_int(1)?.map(Timestamp::from_micros)))
        };
        self.of(tenant).store.read_one(statement, read).await
    }
}

fn spend(token: &AccountToken, at: Timestamp) -> Step {
    Step::one(Statement::new(
        r#"UPDATE account_tokens SET "used_at" = $1
           WHERE "tenant_id" = $2 AND "id" = $3 AND "used_at" IS NULL AND "expires_at" > $1"#,
        vec![at.into(), token.tenant.into(), token.id.into()],
    ))
}

fn verified(token: &AccountToken, at: Timestamp) -> Step {
    Step::one(Statement::new(
        r#"UPDATE users SET "email_verified_at" = COALESCE("email_verified_at", $1)
           WHERE "tenant_id" = $2 AND "id" = $3 AND "email" = $4"#,
        vec![
            at.into(),
            token.tenant.into(),
            token.user.into(),
            token.email.clone().into(),
        ],
    ))
}

/// After a password was chosen no earlier link may choose another.
fn void_others(tenant: TenantId, user: UserId, at: Timestamp) -> Step {
    Step::any(Statement::new(
        r#"UPDATE account_tokens SET "used_at" = $1
           WHERE "tenant_id" = $2 AND "user_id" = $3 AND "purpose" = 'password' AND "used_at" IS NULL"#,
        vec![at.into(), tenant.into(), user.into()],
    ))
}
