//! Profiles: what their users may do.

use std::sync::Arc;

use rapport_kernel::{Profile, TenantId, Timestamp};
use uuid::Uuid;

use super::settle::Settled;
use super::{Identity, rights};
use crate::Result;
use crate::row::RowRef;
use crate::sql::Statement;
use crate::transact::Step;

/// A profile with what only people read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProfile {
    /// The profile.
    pub profile: Profile,
    /// What it is for.
    pub description: String,
}

/// A profile as it is kept now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptProfile {
    /// The profile.
    pub stored: StoredProfile,
    /// Counts its changes.
    pub version: i64,
    /// How many users have it, inactive ones too.
    pub users: i64,
}

/// What came of adding or changing a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileKept {
    /// It is kept.
    Done,
    /// Another profile has this name.
    NameTaken,
    /// It is gone, or was changed since it was read.
    Changed,
    /// Nobody would be left to administer the tenant.
    LastAdministrator,
}

const PROFILE: &str = r#"p."id", p."name", p."description", p."administrator", p."own_records_only", p."rights", p."version""#;

impl Identity {
    /// The profiles of a tenant by name.
    pub async fn profiles(&self, tenant: TenantId) -> Result<Vec<KeptProfile>> {
        let text = format!(
            r#"SELECT {PROFILE}, (SELECT count(*) FROM users u WHERE u."tenant_id" = p."tenant_id" AND u."profile_id" = p."id")
               FROM profiles p WHERE p."tenant_id" = $1 ORDER BY p."name""#
        );
        let statement = Statement::new(text, vec![tenant.into()]);
        self.of(tenant).store.read_all(statement, kept).await
    }

    /// A profile of a tenant.
    pub async fn profile(&self, tenant: TenantId, id: Uuid) -> Result<Option<KeptProfile>> {
        let text = format!(
            r#"SELECT {PROFILE}, (SELECT count(*) FROM users u WHERE u."tenant_id" = p."tenant_id" AND u."profile_id" = p."id")
               FROM profiles p WHERE p."tenant_id" = $1 AND p."id" = $2"#
        );
        let statement = Statement::new(text, vec![tenant.into(), id.into()]);
        self.of(tenant).store.read_one(statement, kept).await
    }

    /// A profile of a tenant by its name.
    pub async fn profile_named(&self, tenant: TenantId, name: &str) -> Result<Option<Uuid>> {
        let statement = Statement::new(
            r#"SELECT "id" FROM profiles WHERE "tenant_id" = $1 AND "name" = $2"#,
            vec![tenant.into(), name.into()],
        );
        self.of(tenant)
            .store
            .read_one(statement, |row| row.uuid(0))
            .await
    }

    /// Adds a profile.
    pub async fn add_profile(
        &self,
        tenant: TenantId,
        profile: &StoredProfile,
        at: Timestamp,
    ) -> Result<ProfileKept> {
        let steps = vec![insert_profile(tenant, profile, at)?];
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => ProfileKept::Done,
            Settled::Taken => ProfileKept::NameTaken,
            Settled::Unmatched(_) | Settled::Broken => ProfileKept::Changed,
        })
    }

    /// Replaces a profile that is still at a version.
    pub async fn replace_profile(
        &self,
        tenant: TenantId,
        profile: &StoredProfile,
        version: i64,
        at: Timestamp,
    ) -> Result<ProfileKept> {
        let steps = vec![
            super::users::lock_tenant(tenant, at),
            update_profile(tenant, profile, version, at)?,
        ];
        match self.of(tenant).settle(steps).await? {
            Settled::Done => return Ok(ProfileKept::Done),
            Settled::Taken => return Ok(ProfileKept::NameTaken),
            Settled::Unmatched(_) | Settled::Broken => {}
        }
        let now = self.profile(tenant, profile.profile.id).await?;
        let still = now.is_some_and(|now| now.version == version);
        Ok(if still {
            ProfileKept::LastAdministrator
        } else {
            ProfileKept::Changed
        })
    }

    /// Removes a profile that nobody has, no key has and to which nobody is invited. False: there is none, or it is in use.
    pub async fn remove_profile(&self, tenant: TenantId, id: Uuid, at: Timestamp) -> Result<bool> {
        let forget = Step::any(Statement::new(
            r#"UPDATE invitations SET "profile_id" = NULL WHERE "tenant_id" = $1 AND "profile_id" = $2
               AND ("used_at" IS NOT NULL OR "revoked_at" IS NOT NULL OR "expires_at" <= $3)"#,
            vec![tenant.into(), id.into(), at.into()],
        ));
        let remove = Step::one(Statement::new(
            r#"DELETE FROM profiles WHERE "tenant_id" = $1 AND "id" = $2
               AND NOT EXISTS (SELECT 1 FROM api_keys k
                               WHERE k."tenant_id" = $1 AND k."profile_id" = $2 AND k."revoked_at" IS NULL)"#,
            vec![tenant.into(), id.into()],
        ));
        Ok(self.of(tenant).settle(vec![forget, remove]).await? == Settled::Done)
    }
}

/// The row of a new profile.
pub(super) fn insert_profile(
    tenant: TenantId,
    stored: &StoredProfile,
    at: Timestamp,
) -> Result<Step> {
    let profile = &stored.profile;
    Ok(Step::one(Statement::new(
        r#"INSERT INTO profiles ("tenant_id", "id", "name", "description", "administrator", "own_records_only",
            "rights", "created_at", "updated_at")
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)"#,
        vec![
            tenant.into(),
            profile.id.into(),
            profile.name.clone().into(),
            stored.description.clone().into(),
            profile.administrator.into(),
            profile.own_records_only.into(),
            rights::text(profile)?.into(),
            at.into(),
        ],
    )))
}

fn update_profile(
    tenant: TenantId,
    stored: &StoredProfile,
    version: i64,
    at: Timestamp,
) -> Result<Step> {
    let profile = &stored.profile;
    Ok(Step::one(Statement::new(
        r#"UPDATE profiles SET "name" = $1, "description" = $2, "administrator" = $3, "own_records_only" = $4,
            "rights" = $5, "updated_at" = $6, "version" = "version" + 1
           WHERE "tenant_id" = $7 AND "id" = $8 AND "version" = $9
             AND ($3 OR NOT "administrator"
               OR EXISTS (SELECT 1 FROM users o
                          JOIN profiles a ON a."tenant_id" = o."tenant_id" AND a."id" = o."profile_id"
                          WHERE o."tenant_id" = $7 AND o."active" AND a."administrator" AND a."id" <> $8))"#,
        vec![
            profile.name.clone().into(),
            stored.description.clone().into(),
            profile.administrator.into(),
            profile.own_records_only.into(),
            rights::text(profile)?.into(),
            at.into(),
            tenant.into(),
            profile.id.into(),
            version.into(),
        ],
    )))
}

fn kept(row: &RowRef<'_>) -> Result<KeptProfile> {
    Ok(KeptProfile {
        stored: stored(row)?,
        version: row.int(6)?,
        users: row.int(7)?,
    })
}

fn stored(row: &RowRef<'_>) -> Result<StoredProfile> {
    let rights = rights::parse(row.text(5)?)?;
    Ok(StoredProfile {
        profile: Profile {
            id: row.uuid(0)?,
            name: row.text(1)?.to_owned(),
            administrator: row.bool(3)?,
            own_records_only: row.bool(4)?,
            entities: rights.entities,
            other_entities: rights.other,
            settings: rights.settings,
        },
        description: row.text(2)?.to_owned(),
    })
}

impl Identity {
    /// The profiles of a tenant as the access model has them.
    pub(super) async fn profiles_of_model(&self, tenant: TenantId) -> Result<Vec<Arc<Profile>>> {
        let text = format!(r#"SELECT {PROFILE} FROM profiles p WHERE p."tenant_id" = $1"#);
        let statement = Statement::new(text, vec![tenant.into()]);
        let map = |row: &RowRef<'_>| Ok(Arc::new(stored(row)?.profile));
        self.of(tenant).store.read_all(statement, map).await
    }
}
