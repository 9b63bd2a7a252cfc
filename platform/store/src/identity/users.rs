//! Tenants and users: founding, finding, counting failures, changing.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::profiles::{StoredProfile, insert_profile};
use super::rows::{self, TENANT, Tenant, USER, User};
use super::settle::Settled;
use super::{Identity, Session};
use crate::Result;
use crate::row::RowRef;
use crate::sql::{SqlText, Statement};
use crate::transact::Step;

/// A user to be made.
#[derive(Clone)]
pub struct NewUser {
    /// Its id.
    pub id: UserId,
    /// In lower case.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// A PHC string.
    pub password_hash: String,
    /// What the user may do.
    pub profile: Uuid,
    /// The place in the role tree.
    pub role: Option<Uuid>,
    /// Language and region.
    pub locale: String,
    /// IANA time zone.
    pub time_zone: String,
}

impl fmt::Debug for NewUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewUser")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What came of founding a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Founded {
    /// Tenant and user are there.
    Done,
    /// Only the first tenant may be founded, and there is one.
    NotFirst,
    /// Another tenant has this slug.
    SlugTaken,
    /// Another user has this e-mail.
    EmailTaken,
}

/// What an administrator may change of a user; none leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserChange {
    /// The name shown.
    pub name: Option<String>,
    /// What the user may do.
    pub profile: Option<Uuid>,
    /// The place in the role tree, or none.
    pub role: Option<Option<Uuid>>,
    /// Whether the user may come in.
    pub active: Option<bool>,
    /// All teams the user is a member of.
    pub teams: Option<BTreeSet<Uuid>>,
}

/// What came of changing a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserChanged {
    /// It is changed.
    Done,
    /// This tenant has no such user.
    Missing,
    /// Nobody would be left to administer the tenant.
    LastAdmin,
    /// The profile, the role or a team is not there.
    Unknown,
}

/// What users may change of themselves; none leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileChange {
    /// The name shown.
    pub name: Option<String>,
    /// Language and region.
    pub locale: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// The preferences as they were read and as they shall be.
    pub preferences: Option<(String, String)>,
}

impl Identity {
    /// Makes a tenant with its profiles and its first user. `only_first`: refused when anybody is here already.
    pub async fn found_tenant(
        &self,
        tenant: &Tenant,
        profiles: &[StoredProfile],
        user: &NewUser,
        only_first: bool,
        at: Timestamp,
    ) -> Result<Founded> {
        let mut steps = vec![
            Self::mark_founded(only_first, at),
            Step::one(Statement::new(
                r#"INSERT INTO tenants ("id", "name", "slug", "currency", "time_zone", "locale", "created_at", "updated_at")
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT ("slug") DO NOTHING"#,
                vec![
                    tenant.id.into(),
                    tenant.name.clone().into(),
                    tenant.slug.clone().into(),
                    tenant.currency.as_str().into(),
                    tenant.time_zone.clone().into(),
                    tenant.locale.clone().into(),
                    at.into(),
                ],
            )),
        ];
        for profile in profiles {
            steps.push(insert_profile(tenant.id, profile, at)?);
        }
        steps.push(insert_user(tenant.id, user, at));
        Ok(match self.attempt(steps).await? {
            None => Founded::Done,
            Some(0) => Founded::NotFirst,
            Some(1) => Founded::SlugTaken,
            Some(_) => Founded::EmailTaken,
        })
    }

    /// The row that lets only one of several parallel first sign-ups through.
    fn mark_founded(only_first: bool, at: Timestamp) -> Step {
        let params = vec![at.to_string().into()];
        if only_first {
            Step::one(Statement::new(
                r#"INSERT INTO installation_settings ("name", "value")
                   SELECT 'founded', $1 WHERE NOT EXISTS (SELECT 1 FROM users)
                   ON CONFLICT ("name") DO NOTHING"#,
                params,
            ))
        } else {
            Step::any(Statement::new(
                r#"INSERT INTO installation_settings ("name", "value") VALUES ('founded', $1)
                   ON CONFLICT ("name") DO NOTHING"#,
                params,
            ))
        }
    }

    /// Adds a user to a tenant. False: another user has this e-mail.
    pub async fn add_user(&self, tenant: TenantId, user: &NewUser, at: Timestamp) -> Result<bool> {
        let refused = self
            .of(tenant)
            .attempt(vec![insert_user(tenant, user, at)])
            .await?;
        Ok(refused.is_none())
    }

    /// A tenant.
    pub async fn tenant(&self, id: TenantId) -> Result<Option<Tenant>> {
        let text = format!(r#"SELECT {TENANT} FROM tenants t WHERE t."id" = $1"#);
        let statement = Statement::new(text, vec![id.into()]);
        self.store.read_one(statement, rows::tenant).await
    }

    /// A tenant by its slug.
    pub async fn tenant_by_slug(&self, slug: &str) -> Result<Option<Tenant>> {
        let text = format!(r#"SELECT {TENANT} FROM tenants t WHERE t."slug" = $1"#);
        let statement = Statement::new(text, vec![slug.into()]);
        self.store.read_one(statement, rows::tenant).await
    }

    /// All tenants, oldest first; for the operator of the installation.
    pub async fn tenants(&self) -> Result<Vec<Tenant>> {
        let text = format!(r#"SELECT {TENANT} FROM tenants t ORDER BY t."id""#);
        let statement = Statement::new(text, Vec::new());
        self.store.read_all(statement, rows::tenant).await
    }

    /// A user of a tenant.
    pub async fn user(&self, tenant: TenantId, id: UserId) -> Result<Option<User>> {
        let text =
            format!(r#"SELECT {USER} FROM users u WHERE u."tenant_id" = $1 AND u."id" = $2"#);
        let statement = Statement::new(text, vec![tenant.into(), id.into()]);
        self.of(tenant).store.read_one(statement, rows::user).await
    }

    /// The user of an e-mail, in whichever tenant.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<User>> {
        let text = format!(r#"SELECT {USER} FROM users u WHERE u."email" = $1"#);
        let statement = Statement::new(text, vec![email.into()]);
        self.store.read_one(statement, rows::user).await
    }

    /// The names of some users of a tenant, also of those who left, and of API keys, which act like users. Ids of other
    /// tenants are not answered.
    pub async fn user_names(&self, tenant: TenantId, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = SqlText::new(r#"SELECT "id", "name" FROM users WHERE "tenant_id" = "#);
        sql.param(tenant).push(r#" AND "id" IN ("#);
        for (at, id) in ids.iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" }).param(*id);
        }
        sql.push(")");
        let read = |row: &RowRef<'_>| Ok((row.uuid(0)?, row.text(1)?.to_owned()));
        let mut names = self.of(tenant).store.read_all(sql.finish(), read).await?;
        let found: HashSet<Uuid> = names.iter().map(|(id, _)| *id).collect();
        let others: Vec<Uuid> = ids
            .iter()
            .copied()
            .filter(|id| !found.contains(id))
            .collect();
        if !others.is_empty() {
            names.extend(self.api_key_names(tenant, &others).await?);
        }
        Ok(names)
    }

    /// The users of a tenant by name.
    pub async fn users(&self, tenant: TenantId) -> Result<Vec<User>> {
        let text = format!(
            r#"SELECT {USER} FROM users u WHERE u."tenant_id" = $1 ORDER BY u."name", u."id""#
        );
        let statement = Statement::new(text, vec![tenant.into()]);
        self.of(tenant).store.read_all(statement, rows::user).await
    }

    /// Counts a failed sign-in; from the `limit`-th on the user is locked until `until`.
    pub async fn count_failure(
        &self,
        user: &User,
        limit: i64,
        at: Timestamp,
        until: Timestamp,
    ) -> Result<()> {
        // A lock that is over starts the count anew.
        let statement = Statement::new(
            r#"UPDATE users SET
                "failed_logins" = CASE WHEN "locked_until" <= $1 THEN 1 ELSE "failed_logins" + 1 END,
                "locked_until" = CASE
                    WHEN "locked_until" > $1 THEN "locked_until"
                    WHEN "locked_until" IS NULL AND "failed_logins" + 1 >= $2 THEN $3
                    ELSE NULL END
               WHERE "tenant_id" = $4 AND "id" = $5"#,
            vec![
                at.into(),
                limit.into(),
                until.into(),
                user.tenant.into(),
                user.id.into(),
            ],
        );
        self.of(user.tenant).change(statement).await.map(drop)
    }

    /// Begins a session and forgets failures. False: meanwhile locked, inactive, or with another password.
    pub async fn sign_in(&self, user: &User, session: &Session) -> Result<bool> {
        self.sign_in_with(user, session, &[]).await
    }

    /// Changes a user as an administrator may.
    pub async fn change_user(
        &self,
        tenant: TenantId,
        id: UserId,
        change: &UserChange,
        at: Timestamp,
    ) -> Result<UserChanged> {
        let mut steps = vec![lock_tenant(tenant, at), update_user(tenant, id, change, at)];
        if let Some(role) = change.role {
            steps.push(place_user(tenant, id, role));
        }
        if let Some(teams) = &change.teams {
            steps.extend(super::teams::teams_of_user(tenant, id, teams));
        }
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => UserChanged::Done,
            Settled::Broken | Settled::Taken => UserChanged::Unknown,
            Settled::Unmatched(_) if self.user(tenant, id).await?.is_none() => UserChanged::Missing,
            Settled::Unmatched(_) => UserChanged::LastAdmin,
        })
    }

    /// Changes a user's own profile. False: no such user, or the preferences changed meanwhile.
    pub async fn change_profile(
        &self,
        tenant: TenantId,
        id: UserId,
        change: &ProfileChange,
        at: Timestamp,
    ) -> Result<bool> {
        let (old, new) = change.preferences.clone().unzip();
        let step = Step::one(Statement::new(
            r#"UPDATE users SET "name" = COALESCE($1, "name"), "locale" = COALESCE($2, "locale"),
                "time_zone" = COALESCE($3, "time_zone"), "preferences" = COALESCE($4, "preferences"), "updated_at" = $5
               WHERE "tenant_id" = $6 AND "id" = $7 AND "preferences" = COALESCE($8, "preferences")"#,
            vec![
                change.name.clone().into(),
                change.locale.clone().into(),
                change.time_zone.clone().into(),
                new.into(),
                at.into(),
                tenant.into(),
                id.into(),
                old.into(),
            ],
        ));
        Ok(self.of(tenant).attempt(vec![step]).await?.is_none())
    }

    /// Gives a user another password, unlocks and ends all sessions.
    pub async fn set_password(&self, user: &User, hash: &str, at: Timestamp) -> Result<()> {
        let statement = Statement::new(
            r#"UPDATE users SET "password_hash" = $1, "failed_logins" = 0, "locked_until" = NULL,
                "session_epoch" = "session_epoch" + 1, "updated_at" = $2
               WHERE "tenant_id" = $3 AND "id" = $4"#,
            vec![hash.into(), at.into(), user.tenant.into(), user.id.into()],
        );
        self.of(user.tenant).change(statement).await.map(drop)
    }
}

/// Forgets failures of a user who is as `user` was read: active, with the same password and not locked.
pub(super) fn forgive(user: &User, at: Timestamp) -> Step {
    Step::one(Statement::new(
        r#"UPDATE users SET "failed_logins" = 0, "locked_until" = NULL, "last_login_at" = $1
           WHERE "tenant_id" = $2 AND "id" = $3 AND "active" AND "password_hash" = $4
             AND ("locked_until" IS NULL OR "locked_until" <= $1)"#,
        vec![
            at.into(),
            user.tenant.into(),
            user.id.into(),
            user.password_hash.clone().into(),
        ],
    ))
}

/// Makes changes of one tenant's administrators wait for each other; the next statement then sees what is committed.
pub(super) fn lock_tenant(tenant: TenantId, at: Timestamp) -> Step {
    Step::any(Statement::new(
        r#"UPDATE tenants SET "updated_at" = $1 WHERE "id" = $2"#,
        vec![at.into(), tenant.into()],
    ))
}

fn update_user(tenant: TenantId, id: UserId, change: &UserChange, at: Timestamp) -> Step {
    // An active administrator stays one, or there is another.
    Step::one(Statement::new(
        r#"UPDATE users SET "name" = COALESCE($1, "name"), "profile_id" = COALESCE($2, "profile_id"),
            "session_epoch" = "session_epoch" + CASE WHEN "active" AND NOT COALESCE($3, "active") THEN 1 ELSE 0 END,
            "active" = COALESCE($3, "active"), "updated_at" = $4
           WHERE "tenant_id" = $5 AND "id" = $6
             AND (NOT ("active" AND EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = $5
                         AND p."id" = users."profile_id" AND p."administrator"))
               OR (COALESCE($3, "active") AND EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = $5
                         AND p."id" = COALESCE($2, users."profile_id") AND p."administrator"))
               OR EXISTS (SELECT 1 FROM users o
                          JOIN profiles p ON p."tenant_id" = o."tenant_id" AND p."id" = o."profile_id"
                          WHERE o."tenant_id" = $5 AND o."id" <> $6 AND o."active" AND p."administrator"))"#,
        vec![
            change.name.clone().into(),
            change.profile.into(),
            change.active.into(),
            at.into(),
            tenant.into(),
            id.into(),
        ],
    ))
}

/// Puts a user into the role tree, or takes the user out.
fn place_user(tenant: TenantId, id: UserId, role: Option<Uuid>) -> Step {
    Step::one(Statement::new(
        r#"UPDATE users SET "role_id" = $1 WHERE "tenant_id" = $2 AND "id" = $3"#,
        vec![role.into(), tenant.into(), id.into()],
    ))
}

pub(super) fn insert_user(tenant: TenantId, user: &NewUser, at: Timestamp) -> Step {
    Step::one(Statement::new(
        r#"INSERT INTO users ("tenant_id", "id", "email", "name", "password_hash", "profile_id", "role_id",
            "locale", "time_zone", "active", "preferences", "created_at", "updated_at")
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE, '{}', $10, $10) ON CONFLICT ("email") DO NOTHING"#,
        vec![
            tenant.into(),
            user.id.into(),
            user.email.clone().into(),
            user.name.clone().into(),
            user.password_hash.clone().into(),
            user.profile.into(),
            user.role.into(),
            user.locale.clone().into(),
            user.time_zone.clone().into(),
            at.into(),
        ],
    ))
}
