//! Long work as rows: bulk changes, imports, demo data. A job survives a restart and is claimed by one worker at a time.

use rapport_kernel::{OperationId, TenantId, Timestamp, UserId};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::row::RowRef;
use crate::sql::{Param, SqlText, Statement};
use crate::transact::Step;
use crate::{Result, Store, StoreError, TenantStore};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum JobStatus {
    Queued,
    Running,
    Done,
    Failed,
}

impl JobStatus {
    /// The name on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    fn parse(text: &str) -> Result<Self> {
        [Self::Queued, Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| StoreError::Unreadable(format!("job status `{text}`")))
    }
}

/// One piece of long work.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// The job.
    pub id: Uuid,
    /// What sort of work: `bulk`, `import`, ...
    pub kind: String,
    /// Where it stands.
    pub status: JobStatus,
    /// Steps done.
    pub done: i64,
    /// Steps in all; 0 while unknown.
    pub total: i64,
    /// What to do, and what the work keeps between its steps.
    pub state: Json,
    /// What came out.
    pub result: Json,
    /// Why it failed.
    pub error: Option<String>,
    /// The operation its changes belong to.
    pub operation: Option<OperationId>,
    /// Who asked for it.
    pub created_by: UserId,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last moved.
    pub updated_at: Timestamp,
    /// Until when its worker holds it; a running job past that moment may be claimed again.
    pub lease_until: Option<Timestamp>,
    /// How often it was claimed.
    pub attempts: i64,
}

const COLUMNS: &str = "id, kind, status, done, total, state, result, error, operation, created_by, \
     created_at, updated_at, lease_until, attempts";

/// The statement that makes or replaces a job.
pub(crate) fn put(tenant: TenantId, job: &Job) -> Statement {
    let values = [
        Param::Uuid(job.id),
        job.kind.as_str().into(),
        job.status.as_str().into(),
        job.done.into(),
        job.total.into(),
        Param::Json(job.state.to_string()),
        Param::Json(job.result.to_string()),
        job.error.clone().into(),
        job.operation.into(),
        job.created_by.into(),
        job.created_at.into(),
        job.updated_at.into(),
        job.lease_until.into(),
        job.attempts.into(),
    ];
    let mut sql = SqlText::new("INSERT INTO jobs (tenant_id, ");
    sql.push(COLUMNS).push(") VALUES (").param(tenant);
    for value in values {
        sql.push(", ").param(value);
    }
    sql.push(
        ") ON CONFLICT (tenant_id, id) DO UPDATE SET status = excluded.status, done = excluded.done, \
         total = excluded.total, state = excluded.state, result = excluded.result, error = excluded.error, \
         operation = excluded.operation, updated_at = excluded.updated_at, \
         lease_until = excluded.lease_until, attempts = excluded.attempts",
    );
    sql.finish()
}

fn read(row: &RowRef<'_>) -> Result<Job> {
    Ok(Job {
        id: row.uuid(0)?,
        kind: row.text(1)?.to_owned(),
        status: JobStatus::parse(row.text(2)?)?,
        done: row.int(3)?,
        total: row.int(4)?,
        state: json(row.json(5)?)?,
        result: json(row.json(6)?)?,
        error: row.opt_text(7)?.map(str::to_owned),
        operation: row.opt_uuid(8)?.map(OperationId),
        created_by: UserId(row.uuid(9)?),
        created_at: Timestamp::from_micros(row.int(10)?),
        updated_at: Timestamp::from_micros(row.int(11)?),
        lease_until: row.opt_int(12)?.map(Timestamp::from_micros),
        attempts: row.int(13)?,
    })
}

pub(crate) fn json(text: &str) -> Result<Json> {
    serde_json::from_str(text).map_err(|error| StoreError::Unreadable(error.to_string()))
}

impl TenantStore {
    /// The job of that id.
    pub async fn job(&self, id: Uuid) -> Result<Option<Job>> {
        let mut sql = SqlText::new("SELECT ");
        sql.push(COLUMNS).push(" FROM jobs WHERE tenant_id = ");
        sql.param(self.tenant()).push(" AND id = ").param(id);
        self.store().read_one(sql.finish(), read).await
    }

    /// The newest jobs of a kind.
    pub async fn jobs(&self, kind: &str, limit: u32) -> Result<Vec<Job>> {
        let mut sql = SqlText::new("SELECT ");
        sql.push(COLUMNS).push(" FROM jobs WHERE tenant_id = ");
        sql.param(self.tenant()).push(" AND kind = ").param(kind);
        sql.push(" ORDER BY created_at DESC, id DESC LIMIT ")
            .param(limit);
        self.store().read_all(sql.finish(), read).await
    }

    /// Makes or replaces a job outside a batch: progress, and its end when nothing else is written.
    pub async fn put_job(&self, job: &Job) -> Result<()> {
        self.store()
            .transact(vec![Step::any(put(self.tenant(), job))])
            .await?;
        Ok(())
    }
}

impl Store {
    /// Takes the oldest job of any tenant that waits, or whose worker is gone, and holds it until `lease_until`.
    pub async fn claim_job(
        &self,
        kinds: &[&str],
        now: Timestamp,
        lease_until: Timestamp,
    ) -> Result<Option<(TenantId, Job)>> {
        if kinds.is_empty() {
            return Ok(None);
        }
        let mut sql = SqlText::new(
            "UPDATE jobs SET status = 'running', attempts = attempts + 1, updated_at = ",
        );
        sql.param(now).push(", lease_until = ").param(lease_until);
        sql.push(
            " WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM jobs \
             WHERE (status = 'queued' OR (status = 'running' AND lease_until < ",
        );
        sql.again(1).push(")) AND kind IN (");
        for (at, kind) in kinds.iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" }).param(*kind);
        }
        sql.push(") ORDER BY created_at, id LIMIT 1");
        if self.kind() == crate::DatabaseKind::Postgres {
            sql.push(" FOR UPDATE SKIP LOCKED");
        }
        sql.push(") RETURNING tenant_id, id");
        let outcomes = self.transact(vec![Step::any(sql.finish())]).await?;
        let claimed = outcomes.first().and_then(|outcome| {
            let tenant = outcome.uuid(0)?;
            Some((TenantId(tenant), outcome.uuid(1)?))
        });
        let Some((tenant, id)) = claimed else {
            return Ok(None);
        };
        let job = self.tenant(tenant).job(id).await?;
        Ok(job.map(|job| (tenant, job)))
    }
}
