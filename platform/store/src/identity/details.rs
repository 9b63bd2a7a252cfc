//! What is kept of users beyond signing in: a number of their own in the tenant, names by which other systems know
//! them, and facts such as a telephone number. Clients of other systems ask for these; nothing of ours decides by them.

use rapport_kernel::{TenantId, Timestamp, UserId};

use super::Identity;
use super::settle::Settled;
use crate::row::RowRef;
use crate::sql::Statement;
use crate::transact::Step;
use crate::{Result, StoreError};

/// How often users without a number are numbered: others may do so at the same time.
const TRIES: usize = 5;

/// What is kept of a user beyond signing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDetails {
    /// The user.
    pub user: UserId,
    /// From 1 on, in the order in which users came; never given twice in a tenant.
    pub number: i64,
    /// The number of the user at work, unique in the tenant.
    pub work_id: Option<String>,
    /// A name without spaces, unique in the tenant.
    pub username: Option<String>,
    /// A JSON object of facts.
    pub facts: String,
    /// When the user was taken out of the lists of other systems' clients.
    pub removed_at: Option<Timestamp>,
    /// When the user was made.
    pub created_at: Timestamp,
    /// When the user was last changed.
    pub updated_at: Timestamp,
    /// When the user last signed in.
    pub last_login_at: Option<Timestamp>,
}

/// What came of changing details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailsKept {
    /// They are kept.
    Done,
    /// They were changed meanwhile.
    Changed,
    /// Another user has this work id or user name.
    Taken,
}

impl Identity {
    /// The details of all users of a tenant, by number. Users who have no number yet get one.
    pub async fn details(&self, tenant: TenantId) -> Result<Vec<UserDetails>> {
        for _ in 0..TRIES {
            if let Some(all) = self.numbered(tenant).await? {
                return Ok(all);
            }
            self.number_users(tenant).await?;
        }
        Err(StoreError::Busy)
    }

    /// None: somebody has no number yet.
    async fn numbered(&self, tenant: TenantId) -> Result<Option<Vec<UserDetails>>> {
        let statement = Statement::new(
            r#"SELECT u."id", d."number", d."work_id", d."username", d."facts", d."removed_at",
                 u."created_at", u."updated_at", u."last_login_at"
               FROM users u
               LEFT JOIN user_details d ON d."tenant_id" = u."tenant_id" AND d."user_id" = u."id"
               WHERE u."tenant_id" = $1 ORDER BY d."number", u."id""#,
            vec![tenant.into()],
        );
        let rows = self.of(tenant).store.read_all(statement, details).await?;
        Ok(rows.into_iter().collect())
    }

    async fn number_users(&self, tenant: TenantId) -> Result<()> {
        let statement = Statement::new(
            r#"INSERT INTO user_details ("tenant_id", "user_id", "number", "facts")
               SELECT u."tenant_id", u."id",
                 (SELECT COALESCE(MAX(k."number"), 0) FROM user_details k WHERE k."tenant_id" = $1)
                   + ROW_NUMBER() OVER (ORDER BY u."created_at", u."id"), '{}'
               FROM users u
               WHERE u."tenant_id" = $1 AND NOT EXISTS (SELECT 1 FROM user_details d
                 WHERE d."tenant_id" = u."tenant_id" AND d."user_id" = u."id")
               ON CONFLICT DO NOTHING"#,
            vec![tenant.into()],
        );
        self.of(tenant).change(statement).await.map(drop)
    }

    /// Replaces the details of a user who has some; `read` are the facts as they were read.
    pub async fn change_details(
        &self,
        tenant: TenantId,
        details: &UserDetails,
        read: &str,
        at: Timestamp,
    ) -> Result<DetailsKept> {
        let steps = vec![
            Step::one(Statement::new(
                r#"UPDATE user_details SET "work_id" = $1, "username" = $2, "facts" = $3, "removed_at" = $4
                   WHERE "tenant_id" = $5 AND "user_id" = $6 AND "facts" = $7"#,
                vec![
                    details.work_id.clone().into(),
                    details.username.clone().into(),
                    details.facts.clone().into(),
                    details.removed_at.into(),
                    tenant.into(),
                    details.user.into(),
                    read.into(),
                ],
            )),
            Step::any(Statement::new(
                r#"UPDATE users SET "updated_at" = $1 WHERE "tenant_id" = $2 AND "id" = $3"#,
                vec![at.into(), tenant.into(), details.user.into()],
            )),
        ];
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => DetailsKept::Done,
            Settled::Taken => DetailsKept::Taken,
            Settled::Unmatched(_) | Settled::Broken => DetailsKept::Changed,
        })
    }

    /// Whether another user of the tenant has this work id or user name.
    pub async fn name_taken(
        &self,
        tenant: TenantId,
        work_id: Option<&str>,
        username: Option<&str>,
    ) -> Result<Option<&'static str>> {
        let statement = Statement::new(
            r#"SELECT CAST(CASE WHEN "work_id" = $1 THEN 1 ELSE 0 END AS BIGINT) FROM user_details
               WHERE ("work_id" = $1 OR "username" = $2) AND "tenant_id" = $3"#,
            vec![
                work_id.map(str::to_owned).into(),
                username.map(str::to_owned).into(),
                tenant.into(),
            ],
        );
        let found = self
            .of(tenant)
            .store
            .read_one(statement, |row| row.int(0))
            .await?;
        Ok(found.map(|is_work_id| {
            if is_work_id == 1 {
                "work_id"
            } else {
                "username"
            }
        }))
    }

    /// Gives a user another address to sign in with. False: another user has it.
    pub async fn change_email(
        &self,
        tenant: TenantId,
        user: UserId,
        email: &str,
        at: Timestamp,
    ) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE users SET "email" = $1, "email_verified_at" = NULL, "updated_at" = $2
               WHERE "tenant_id" = $3 AND "id" = $4"#,
            vec![email.into(), at.into(), tenant.into(), user.into()],
        ));
        Ok(matches!(
            self.of(tenant).settle(vec![step]).await?,
            Settled::Done
        ))
    }
}

/// None: the user has no number yet.
fn details(row: &RowRef<'_>) -> Result<Option<UserDetails>> {
    let Some(number) = row.opt_int(1)? else {
        return Ok(None);
    };
    Ok(Some(UserDetails {
        user: UserId(row.uuid(0)?),
        number,
        work_id: row.opt_text(2)?.map(str::to_owned),
        username: row.opt_text(3)?.map(str::to_owned),
        facts: row.text(4)?.to_owned(),
        removed_at: row.opt_int(5)?.map(Timestamp::from_micros),
        created_at: Timestamp::from_micros(row.int(6)?),
        updated_at: Timestamp::from_micros(row.int(7)?),
        last_login_at: row.opt_int(8)?.map(Timestamp::from_micros),
    }))
}
