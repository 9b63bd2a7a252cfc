//! Events of committed changes, written with each change by `commit/`.
//!
//! A relay that publishes them claims rows and marks them; until one runs, they are kept for a while and forgotten.
//! Whoever follows them reads by time and looks back a little: an event bears the moment its change was planned,
//! and a slow commit shows it later than others of the same moment.

use rapport_kernel::{RecordId, TenantId, Timestamp};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::jobs::json;
use crate::row::RowRef;
use crate::sql::SqlText;
use crate::transact::Step;
use crate::{Result, Store, TenantStore};

/// How long an event is kept, published or not.
const KEPT_SECONDS: i64 = 7 * 24 * 60 * 60;

impl Store {
    /// Forgets events older than a week; answers how many.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn forget_events(&self, now: Timestamp) -> Result<u64> {
        let mut sql = SqlText::new("DELETE FROM outbox WHERE created_at < ");
        sql.param(now.plus_seconds(-KEPT_SECONDS));
        let outcomes = self.transact(vec![Step::any(sql.finish())]).await?;
        Ok(outcomes.first().map_or(0, |outcome| outcome.affected))
    }
}

/// One committed change of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxEvent {
    /// Its id.
    pub id: Uuid,
    /// Whose record it is.
    pub tenant: TenantId,
    /// Entity and verb, such as `deal.updated`; the verbs are `created`, `updated`, `deleted` and `restored`.
    pub kind: String,
    /// The entity.
    pub entity: String,
    /// The record.
    pub record: RecordId,
    /// The record's version after the change.
    pub version: i64,
    /// `{operation, actor, action, fields}`; names of fields, no values.
    pub payload: Json,
    /// When the change was planned.
    pub at: Timestamp,
}

const COLUMNS: &str =
    "id, tenant_id, type, entity, record_id, version, payload, created_at FROM outbox";

fn read(row: &RowRef<'_>) -> Result<OutboxEvent> {
    Ok(OutboxEvent {
        id: row.uuid(0)?,
        tenant: TenantId(row.uuid(1)?),
        kind: row.text(2)?.to_owned(),
        entity: row.text(3)?.to_owned(),
        record: RecordId(row.uuid(4)?),
        version: row.int(5)?,
        payload: json(row.json(6)?)?,
        at: Timestamp::from_micros(row.int(7)?),
    })
}

impl Store {
    /// Events of all tenants that come after a moment and an id, in that order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn events_since(
        &self,
        (at, id): (Timestamp, Uuid),
        limit: u32,
    ) -> Result<Vec<OutboxEvent>> {
        let mut sql = SqlText::new("SELECT ");
        sql.push(COLUMNS)
            .push(" WHERE published_at IS NULL AND created_at >= ")
            .param(at);
        sql.push(" AND (created_at > ").again(1);
        sql.push(" OR id > ").param(id);
        sql.push(") ORDER BY created_at, id LIMIT ").param(limit);
        self.read_all(sql.finish(), read).await
    }
}

impl TenantStore {
    /// Events of the tenant that come after one of them, oldest first; none when that one is not kept any more.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn events_after(&self, id: Uuid, limit: u32) -> Result<Option<Vec<OutboxEvent>>> {
        let mut sql = SqlText::new("SELECT ");
        sql.push(COLUMNS).push(" WHERE tenant_id = ");
        sql.param(self.tenant()).push(" AND id = ").param(id);
        let Some(last) = self.store().read_one(sql.finish(), read).await? else {
            return Ok(None);
        };
        let mut sql = SqlText::new("SELECT ");
        sql.push(COLUMNS).push(" WHERE tenant_id = ");
        sql.param(self.tenant())
            .push(" AND published_at IS NULL AND created_at >= ");
        sql.param(last.at).push(" AND id <> ").param(id);
        sql.push(" AND (created_at > ").again(2);
        sql.push(" OR id > ").again(3);
        sql.push(") ORDER BY created_at, id LIMIT ").param(limit);
        self.store().read_all(sql.finish(), read).await.map(Some)
    }
}
