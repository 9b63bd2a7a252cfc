//! Legal holds: records and users that must not go while they stand.

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use crate::row::RowRef;
use crate::sql::{SqlText, Statement};
use crate::{Result, TenantStore};

/// Something that must be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: Uuid,
    /// The entity's name, or `user`.
    pub entity: String,
    /// The record or user.
    pub record: Uuid,
    /// Why.
    pub reason: String,
    /// Who set it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// Who ended it, and when.
    pub released: Option<(UserId, Timestamp)>,
}

const COLUMNS: &str =
    "id, entity, record_id, reason, created_by, created_at, released_by, released_at";

/// Holds asked for at once.
const AT_ONCE: usize = 500;

impl TenantStore {
    /// All holds, the newest first; those that ended too, when they are wanted.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn holds(&self, ended_too: bool) -> Result<Vec<Hold>> {
        let mut sql = self.select_holds();
        if !ended_too {
            sql.push(" AND released_at IS NULL");
        }
        sql.push(" ORDER BY created_at DESC, id DESC");
        self.store().read_all(sql.finish(), read).await
    }

    /// A hold.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn hold(&self, id: Uuid) -> Result<Option<Hold>> {
        let mut sql = self.select_holds();
        sql.push(" AND id = ").param(id);
        self.store().read_one(sql.finish(), read).await
    }

    /// The holds that stand on some records or users.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn holds_on(&self, records: &[Uuid]) -> Result<Vec<Hold>> {
        let mut found = Vec::new();
        for some in records.chunks(AT_ONCE) {
            let mut sql = self.select_holds();
            sql.push(" AND released_at IS NULL AND record_id IN (");
            for (at, id) in some.iter().enumerate() {
                sql.push(if at > 0 { ", " } else { "" }).param(*id);
            }
            sql.push(") ORDER BY created_at, id");
            found.extend(self.store().read_all(sql.finish(), read).await?);
        }
        Ok(found)
    }

    /// A hold that stands on any record of an entity.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn hold_in(&self, entity: &str) -> Result<Option<Hold>> {
        let mut sql = self.select_holds();
        sql.push(" AND released_at IS NULL AND entity = ")
            .param(entity);
        sql.push(" ORDER BY created_at, id LIMIT 1");
        self.store().read_one(sql.finish(), read).await
    }

    fn select_holds(&self) -> SqlText {
        let mut sql = SqlText::new("SELECT ");
        sql.push(COLUMNS)
            .push(" FROM legal_holds WHERE tenant_id = ")
            .param(self.tenant());
        sql
    }
}

/// ` AND NOT EXISTS` a hold on a record: for statements that must not touch what is held.
pub(super) fn unless_held(sql: &mut SqlText, tenant: TenantId, record: Uuid) {
    sql.push(" AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.released_at IS NULL AND h.tenant_id = ")
        .param(tenant);
    sql.push(" AND h.record_id = ").param(record).push(")");
}

/// The statement that sets or ends a hold.
pub(crate) fn put(tenant: TenantId, hold: &Hold) -> Statement {
    let mut sql = SqlText::new("INSERT INTO legal_holds (tenant_id, ");
    sql.push(COLUMNS).push(") VALUES (").param(tenant);
    sql.push(", ").param(hold.id);
    sql.push(", ").param(hold.entity.as_str());
    sql.push(", ").param(hold.record);
    sql.push(", ").param(hold.reason.as_str());
    sql.push(", ").param(hold.created_by);
    sql.push(", ").param(hold.created_at);
    sql.push(", ").param(hold.released.map(|(user, _)| user));
    sql.push(", ").param(hold.released.map(|(_, at)| at));
    sql.push(
        ") ON CONFLICT (tenant_id, id) DO UPDATE SET released_by = excluded.released_by, \
         released_at = excluded.released_at",
    );
    sql.finish()
}

fn read(row: &RowRef<'_>) -> Result<Hold> {
    let released = row.opt_uuid(6)?.zip(row.opt_int(7)?);
    Ok(Hold {
        id: row.uuid(0)?,
        entity: row.text(1)?.to_owned(),
        record: row.uuid(2)?,
        reason: row.text(3)?.to_owned(),
        created_by: UserId(row.uuid(4)?),
        created_at: Timestamp::from_micros(row.int(5)?),
        released: released.map(|(user, at)| (UserId(user), Timestamp::from_micros(at))),
    })
}
