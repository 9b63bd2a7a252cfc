//! Passkeys: public keys that stand for a user.

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::factors::forget_idle_codes;
use super::{Identity, User};
use crate::Result;
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::transact::Step;

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The tenant.
    pub tenant: TenantId,
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserId,
    /// What the user calls it.
    pub name: String,
    /// What the authenticator calls it.
    pub credential_id: Vec<u8>,
    /// The public key, as COSE (RFC 9052) writes it.
    pub public_key: Vec<u8>,
    /// How often it was used, by its own count; 0 for those that do not count.
    pub sign_count: i64,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last signed somebody in.
    pub last_used_at: Option<Timestamp>,
}

const PASSKEY: &str = r#"p."tenant_id", p."id", p."user_id", p."name", p."credential_id", p."public_key", p."sign_count", p."created_at", p."last_used_at""#;

impl Identity {
    /// Keeps a passkey. False: somebody has it already.
    pub async fn add_passkey(&self, passkey: &Passkey) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"INSERT INTO passkeys ("tenant_id", "id", "user_id", "name", "credential_id", "public_key",
                "sign_count", "created_at") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT ("credential_id") DO NOTHING"#,
            vec![
                passkey.tenant.into(),
                passkey.id.into(),
                passkey.user.into(),
                passkey.name.clone().into(),
                Param::Bytes(passkey.credential_id.clone()),
                Param::Bytes(passkey.public_key.clone()),
                passkey.sign_count.into(),
                passkey.created_at.into(),
            ],
        ));
        Ok(self.of(passkey.tenant).attempt(vec![step]).await?.is_none())
    }

    /// The passkeys of a user, oldest first.
    pub async fn passkeys(&self, tenant: TenantId, user: UserId) -> Result<Vec<Passkey>> {
        let text = format!(
            r#"SELECT {PASSKEY} FROM passkeys p WHERE p."tenant_id" = $1 AND p."user_id" = $2 ORDER BY p."id""#
        );
        let statement = Statement::new(text, vec![tenant.into(), user.into()]);
        self.of(tenant).store.read_all(statement, passkey).await
    }

    /// The passkey an authenticator calls so, whose ever it is.
    pub async fn passkey_by_credential(&self, credential: &[u8]) -> Result<Option<Passkey>> {
        let text = format!(r#"SELECT {PASSKEY} FROM passkeys p WHERE p."credential_id" = $1"#);
        let statement = Statement::new(text, vec![Param::Bytes(credential.to_vec())]);
        self.store.read_one(statement, passkey).await
    }

    /// Removes a passkey of a user. False: there is none.
    pub async fn remove_passkey(&self, tenant: TenantId, user: UserId, id: Uuid) -> Result<bool> {
        let remove = Step::one(Statement::new(
            r#"DELETE FROM passkeys WHERE "tenant_id" = $1 AND "user_id" = $2 AND "id" = $3"#,
            vec![tenant.into(), user.into(), id.into()],
        ));
        let steps = vec![remove, forget_idle_codes(tenant, user)];
        Ok(self.of(tenant).attempt(steps).await?.is_none())
    }
}

/// Notes a use. A count that did not grow comes from a copy of the passkey and matches nothing.
pub(super) fn count_use(user: &User, id: Uuid, count: i64, at: Timestamp) -> Step {
    Step::one(Statement::new(
        r#"UPDATE passkeys SET "sign_count" = $1, "last_used_at" = $2
           WHERE "tenant_id" = $3 AND "user_id" = $4 AND "id" = $5
             AND ("sign_count" < $1 OR ("sign_count" = 0 AND $1 = 0))"#,
        vec![
            count.into(),
            at.into(),
            user.tenant.into(),
            user.id.into(),
            id.into(),
        ],
    ))
}

fn passkey(row: &RowRef<'_>) -> Result<Passkey> {
    Ok(Passkey {
        tenant: TenantId(row.uuid(0)?),
        id: row.uuid(1)?,
        user: UserId(row.uuid(2)?),
        name: row.text(3)?.to_owned(),
        credential_id: row.opt_bytes(4)?.unwrap_or_default().to_vec(),
        public_key: row.opt_bytes(5)?.unwrap_or_default().to_vec(),
        sign_count: row.int(6)?,
        created_at: Timestamp::from_micros(row.int(7)?),
        last_used_at: row.opt_int(8)?.map(Timestamp::from_micros),
    })
}
