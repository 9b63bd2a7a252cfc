//! Answers kept for repeats of a request: written by `commit/`, read here.

use rapport_kernel::{TenantId, Timestamp};

use crate::sql::{SqlText, Statement};
use crate::transact::Step;
use crate::{Result, Store, StoreError, StoredAnswer, TenantStore};

/// How long an answer is kept.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// The statement that keeps an answer. It touches no row when a valid one is there already.
pub(crate) fn put(tenant: TenantId, answer: &StoredAnswer) -> Statement {
    let mut sql = SqlText::new(
        "INSERT INTO idempotency (tenant_id, scope, key, fingerprint, status, body, at) VALUES (",
    );
    sql.param(tenant).push(", ").param(answer.scope.as_str());
    sql.push(", ").param(answer.key.as_str());
    sql.push(", ").param(answer.fingerprint.as_str());
    sql.push(", ").param(i64::from(answer.status));
    sql.push(", ").param(answer.body.as_str());
    sql.push(", ").param(answer.at);
    sql.push(
        ") ON CONFLICT (tenant_id, scope, key) DO UPDATE SET fingerprint = excluded.fingerprint, \
         status = excluded.status, body = excluded.body, at = excluded.at WHERE idempotency.at < ",
    );
    sql.param(answer.at.plus_seconds(-KEPT_SECONDS));
    sql.push(" RETURNING status");
    sql.finish()
}

impl TenantStore {
    /// The answer kept under a key. Whether it is still valid is for the caller to see by its moment.
    pub async fn idempotent(&self, scope: &str, key: &str) -> Result<Option<StoredAnswer>> {
        let mut sql = SqlText::new(
            "SELECT fingerprint, status, body, at FROM idempotency WHERE tenant_id = ",
        );
        sql.param(self.tenant()).push(" AND scope = ").param(scope);
        sql.push(" AND key = ").param(key);
        let (scope, key) = (scope.to_owned(), key.to_owned());
        self.store()
            .read_one(sql.finish(), move |row| {
                Ok(StoredAnswer {
                    scope: scope.clone(),
                    key: key.clone(),
                    fingerprint: row.text(0)?.to_owned(),
                    status: u16::try_from(row.int(1)?)
                        .map_err(|error| StoreError::Unreadable(error.to_string()))?,
                    body: row.text(2)?.to_owned(),
                    at: Timestamp::from_micros(row.int(3)?),
                })
            })
            .await
    }
}

impl Store {
    /// Forgets answers that are no longer valid. Answers how many.
    pub async fn forget_answers(&self, now: Timestamp) -> Result<u64> {
        let mut sql = SqlText::new("DELETE FROM idempotency WHERE at < ");
        sql.param(now.plus_seconds(-KEPT_SECONDS));
        let outcomes = self.transact(vec![Step::any(sql.finish())]).await?;
        Ok(outcomes.first().map_or(0, |outcome| outcome.affected))
    }
}
