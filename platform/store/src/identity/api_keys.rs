//! Keys for programs. A key acts with the rights of a profile for the user who made it.

use std::fmt;

use rapport_kernel::{Currency, TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::Identity;
use super::rows::currency;
use crate::Result;
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::transact::Step;

/// A key in force.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// The tenant.
    pub tenant: TenantId,
    /// Its id, by which the trail names it.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// The part of the secret that finds it.
    pub prefix: String,
    /// Hash of the whole secret.
    pub secret_hash: Vec<u8>,
    /// The profile it acts with.
    pub profile: Uuid,
    /// Who made it, and owns what it makes.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// Not good from then on.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What a request with a key needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyState {
    /// The key.
    pub key: ApiKey,
    /// Whether its maker may come in.
    pub maker_active: bool,
    /// The maker's time zone.
    pub time_zone: String,
    /// The tenant's base currency.
    pub currency: Currency,
}

const KEY: &str = r#"k."tenant_id", k."id", k."name", k."prefix", k."secret_hash", k."profile_id", k."created_by", k."created_at", k."expires_at", k."last_used_at""#;

impl Identity {
    /// Keeps a key. False: the profile is gone.
    pub async fn add_api_key(&self, key: &ApiKey) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"INSERT INTO api_keys ("tenant_id", "id", "name", "prefix", "secret_hash", "profile_id", "created_by",
                "created_at", "expires_at")
               SELECT $1, $2, $3, $4, $5, p."id", $6, $7, $8 FROM profiles p
               WHERE p."tenant_id" = $1 AND p."id" = $9"#,
            vec![
                key.tenant.into(),
                key.id.into(),
                key.name.clone().into(),
                key.prefix.clone().into(),
                Param::Bytes(key.secret_hash.clone()),
                key.created_by.into(),
                key.created_at.into(),
                key.expires_at.into(),
                key.profile.into(),
            ],
        ));
        Ok(self.of(key.tenant).attempt(vec![step]).await?.is_none())
    }

    /// The keys of a tenant that were not revoked, newest first; of one maker when that is given.
    pub async fn api_keys(&self, tenant: TenantId, maker: Option<UserId>) -> Result<Vec<ApiKey>> {
        let text = format!(
            r#"SELECT {KEY} FROM api_keys k WHERE k."tenant_id" = $1 AND k."revoked_at" IS NULL
               AND k."created_by" = COALESCE($2, k."created_by") ORDER BY k."id" DESC"#
        );
        let statement = Statement::new(text, vec![tenant.into(), maker.into()]);
        self.of(tenant).store.read_all(statement, read).await
    }

    /// A key that was not revoked, with its maker, by the part of the secret that finds it.
    pub async fn api_key_state(&self, prefix: &str) -> Result<Option<ApiKeyState>> {
        let text = format!(
            r#"SELECT {KEY}, u."active", u."time_zone", t."currency" FROM api_keys k
               JOIN users u ON u."tenant_id" = k."tenant_id" AND u."id" = k."created_by"
               JOIN tenants t ON t."id" = k."tenant_id"
               WHERE k."prefix" = $1 AND k."revoked_at" IS NULL"#
        );
        let statement = Statement::new(text, vec![prefix.into()]);
        let read = |row: &RowRef<'_>| {
            Ok(ApiKeyState {
                key: read(row)?,
                maker_active: row.bool(10)?,
                time_zone: row.text(11)?.to_owned(),
                currency: currency(row.text(12)?)?,
            })
        };
        self.store.read_one(statement, read).await
    }

    /// Ends a key. False: there is no such key in force.
    pub async fn revoke_api_key(&self, tenant: TenantId, id: Uuid, at: Timestamp) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE api_keys SET "revoked_at" = $1
               WHERE "tenant_id" = $2 AND "id" = $3 AND "revoked_at" IS NULL"#,
            vec![at.into(), tenant.into(), id.into()],
        ));
        Ok(self.of(tenant).attempt(vec![step]).await?.is_none())
    }

    /// Notes that a key was used, unless it was noted since that moment.
    pub async fn api_key_used(
        &self,
        tenant: TenantId,
        id: Uuid,
        at: Timestamp,
        noted_since: Timestamp,
    ) -> Result<()> {
        let statement = Statement::new(
            r#"UPDATE api_keys SET "last_used_at" = $1
               WHERE "tenant_id" = $2 AND "id" = $3 AND ("last_used_at" IS NULL OR "last_used_at" <= $4)"#,
            vec![at.into(), tenant.into(), id.into(), noted_since.into()],
        );
        self.of(tenant).change(statement).await.map(drop)
    }

    /// What the trail calls some keys of a tenant, revoked ones too.
    pub(super) async fn api_key_names(
        &self,
        tenant: TenantId,
        ids: &[Uuid],
    ) -> Result<Vec<(Uuid, String)>> {
        let mut sql = crate::sql::SqlText::new(
            r#"SELECT "id", 'API key ' || "name" FROM api_keys WHERE "tenant_id" = "#,
        );
        sql.param(tenant).push(r#" AND "id" IN ("#);
        for (at, id) in ids.iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" }).param(*id);
        }
        sql.push(")");
        let read = |row: &RowRef<'_>| Ok((row.uuid(0)?, row.text(1)?.to_owned()));
        self.of(tenant).store.read_all(sql.finish(), read).await
    }
}

fn read(row: &RowRef<'_>) -> Result<ApiKey> {
    let moment = |at: usize| -> Result<Option<Timestamp>> {
        Ok(row.opt_int(at)?.map(Timestamp::from_micros))
    };
    Ok(ApiKey {
        tenant: TenantId(row.uuid(0)?),
        id: row.uuid(1)?,
        name: row.text(2)?.to_owned(),
        prefix: row.text(3)?.to_owned(),
        secret_hash: row.opt_bytes(4)?.unwrap_or_default().to_vec(),
        profile: row.uuid(5)?,
        created_by: UserId(row.uuid(6)?),
        created_at: Timestamp::from_micros(row.int(7)?),
        expires_at: moment(8)?,
        last_used_at: moment(9)?,
    })
}
