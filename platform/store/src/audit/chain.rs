//! Places in the chain: who gets which, and the last one.

use std::collections::BTreeMap;
use std::time::Duration;

use rapport_kernel::{TenantId, Timestamp};
use serde_json::json;
use uuid::Uuid;

use super::entry::{Hash, Link, place};
use crate::row::RowRef;
use crate::scope::Scope;
use crate::sql::{Param, SqlText, Statement};
use crate::sqlite::run_steps;
use crate::store::Backend;
use crate::transact::{Step, StepError};
use crate::{ConstraintKind, DatabaseKind, Result, Store, StoreError, TenantStore};

/// What stands before the first place.
pub(super) const ORIGIN: Hash = [0; 32];

/// Entries that get their places in one transaction.
const AT_ONCE: u32 = 2000;

/// How long entries are gathered before they get their places.
const GATHER: Duration = Duration::from_millis(150);

/// How often it is looked for entries of processes that are gone.
const LOOK: Duration = Duration::from_secs(15);

/// How often a round is tried again that met another process.
const TRIES: usize = 20;

/// The last place of a chain: whoever keeps it elsewhere can tell later that nothing before it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// The sequence, from 1.
    pub sequence: i64,
    /// The hash, 64 hexadecimal digits.
    pub hash: String,
    /// The entry.
    pub entry: Uuid,
    /// When the entry was made.
    pub at: Option<Timestamp>,
}

/// Sequence and hash of a tenant's last place.
#[derive(Clone, Debug)]
struct Last {
    sequence: i64,
    hash: Vec<u8>,
}

impl Last {
    /// The place after this one.
    fn next(&mut self, link: &Link) -> (i64, &[u8]) {
        self.sequence += 1;
        self.hash = place(&self.hash, self.sequence, &link.digest).to_vec();
        (self.sequence, &self.hash)
    }
}

impl Default for Last {
    fn default() -> Self {
        Self {
            sequence: 0,
            hash: ORIGIN.to_vec(),
        }
    }
}

fn last(tenant: TenantId) -> Statement {
    let mut sql = SqlText::new("SELECT sequence, hash FROM audit_chain WHERE tenant_id = ");
    sql.param(tenant).push(" ORDER BY sequence DESC LIMIT 1");
    sql.finish()
}

/// Gives an entry its place, in the transaction of SQLite's writer that wrote it.
pub(crate) fn append(connection: &rusqlite::Connection, link: &Link) -> Result<()> {
    let found = run_steps(connection, &[Step::any(last(link.tenant))])?;
    let mut last = Last::default();
    if let Some(outcome) = found.first()
        && let (Some(sequence), Some(hash)) = (outcome.int(0), outcome.bytes(1))
    {
        last = Last {
            sequence,
            hash: hash.to_vec(),
        };
    }
    let (sequence, hash) = last.next(link);
    let mut sql =
        SqlText::new("INSERT INTO audit_chain (tenant_id, sequence, entry, hash) VALUES (");
    sql.param(link.tenant).push(", ").param(sequence);
    sql.push(", ").param(link.entry);
    sql.push(", ").param(Param::Bytes(hash.to_vec())).push(")");
    run_steps(connection, &[Step::any(sql.finish())])?;
    Ok(())
}

impl Store {
    /// Gives entries their places until the future is dropped. With SQLite there is nothing to wait for.
    pub async fn keep_chain(&self) {
        let Backend::Postgres(postgres) = self.backend() else {
            return std::future::pending().await;
        };
        loop {
            // Noted by this process, or left by one that is gone.
            let _ = tokio::time::timeout(LOOK, postgres.audited.notified()).await;
            tokio::time::sleep(GATHER).await;
            if let Err(error) = self.chain_waiting().await {
                tracing::warn!(%error, "audit entries could not be chained yet; it is tried again");
                postgres.audited.notify_one();
            }
        }
    }

    /// Gives all committed entries that wait their places.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn chain_waiting(&self) -> Result<()> {
        if self.kind() == DatabaseKind::Sqlite {
            return Ok(());
        }
        let mut tries = 0;
        // The queue is one for all tenants.
        let platform = self.within(Scope::Platform);
        loop {
            match platform.chain_round().await {
                Ok(0) => return Ok(()),
                Ok(_) => tries = 0,
                Err(
                    StoreError::Unmatched { .. }
                    | StoreError::Constraint {
                        kind: ConstraintKind::Unique,
                        ..
                    },
                ) if tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// One transaction. Two processes may try the same entries: the second one fails and sees what is left.
    async fn chain_round(&self) -> Result<usize> {
        let mut sql = SqlText::new("SELECT tenant_id, entry, digest FROM audit_waiting LIMIT ");
        sql.param(AT_ONCE);
        let mut links = self.read_all(sql.finish(), read_link).await?;
        if links.is_empty() {
            return Ok(0);
        }
        // Within a round, entries are in the order of their time.
        links.sort_unstable_by_key(|link| (link.tenant, link.entry));
        let mut heads: BTreeMap<TenantId, Last> = BTreeMap::new();
        let mut rows = Vec::with_capacity(links.len());
        for link in &links {
            let head = match heads.entry(link.tenant) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => {
                    let found = self.read_one(last(link.tenant), read_last).await?;
                    new.insert(found.unwrap_or_default())
                }
            };
            let (sequence, hash) = head.next(link);
            rows.push(json!({ "t": link.tenant, "s": sequence, "e": link.entry, "h": hex(hash) }));
        }
        let count = links.len();
        self.transact(chain_steps(rows))
            .await
            .map_err(|StepError { error, .. }| error)?;
        Ok(count)
    }
}

/// The entries leave the queue, all of them, and get their places.
fn chain_steps(rows: Vec<serde_json::Value>) -> Vec<Step> {
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let rows = serde_json::Value::Array(rows).to_string();
    let mut taken =
        SqlText::new("WITH gone AS (DELETE FROM audit_waiting AS w USING json_to_recordset(");
    taken.param(Param::Json(rows.clone()));
    taken.push(
        "::json) AS x (t UUID, e UUID) WHERE w.tenant_id = x.t AND w.entry = x.e RETURNING 1) \
         SELECT n FROM (SELECT count(*) AS n FROM gone) AS c WHERE n = ",
    );
    taken.param(count).push("::bigint");
    let mut placed = SqlText::new(
        "INSERT INTO audit_chain (tenant_id, sequence, entry, hash) SELECT t, s, e, decode(h, 'hex') \
         FROM json_to_recordset(",
    );
    placed
        .param(Param::Json(rows))
        .push("::json) AS x (t UUID, s BIGINT, e UUID, h TEXT)");
    vec![Step::one(taken.finish()), Step::any(placed.finish())]
}

impl TenantStore {
    /// The last place of the tenant's chain, with everything that was committed before this call. None: no entries.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn chain_head(&self) -> Result<Option<ChainHead>> {
        self.store().chain_waiting().await?;
        let mut sql = SqlText::new(
            "SELECT c.sequence, c.hash, c.entry, a.at FROM audit_chain AS c LEFT JOIN audit AS a \
             ON a.tenant_id = c.tenant_id AND a.id = c.entry WHERE c.tenant_id = ",
        );
        sql.param(self.tenant())
            .push(" ORDER BY c.sequence DESC LIMIT 1");
        let read = |row: &RowRef<'_>| {
            Ok(ChainHead {
                sequence: row.int(0)?,
                hash: hex(row.opt_bytes(1)?.unwrap_or_default()),
                entry: row.uuid(2)?,
                at: row.opt_int(3)?.map(Timestamp::from_micros),
            })
        };
        self.store().read_one(sql.finish(), read).await
    }
}

fn read_link(row: &RowRef<'_>) -> Result<Link> {
    let digest = row.opt_bytes(2)?.unwrap_or_default();
    Ok(Link {
        tenant: TenantId(row.uuid(0)?),
        entry: row.uuid(1)?,
        digest: digest
            .try_into()
            .map_err(|_| StoreError::Unreadable("a digest is not 32 bytes".to_owned()))?,
    })
}

fn read_last(row: &RowRef<'_>) -> Result<Last> {
    Ok(Last {
        sequence: row.int(0)?,
        hash: row.opt_bytes(1)?.unwrap_or_default().to_vec(),
    })
}

/// Hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
