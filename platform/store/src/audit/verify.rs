//! Whether a tenant's trail is as it was written.
//!
//! Every place is computed again from its entry. What was changed and whose hashes were then all computed anew shows
//! only to somebody who kept an earlier head elsewhere: see [`TenantStore::verify_chain`].

use serde::Serialize;
use uuid::Uuid;

use super::chain::ChainHead;
use super::read::{HASHED, HASHED_COLUMNS, read_hashed};
use super::walk::{Place, Walk};
use crate::row::RowRef;
use crate::sql::SqlText;
use crate::{DatabaseKind, Result, TenantStore};

/// Places read at a time.
const PAGE: u32 = 1000;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A column of the entry, its text, or its place is not what was hashed.
    Edited,
    /// The entry of a place is gone, or the place itself.
    Deleted,
    /// The entry stands where another one stood.
    Moved,
    /// The entry has no place: it did not come by the one road.
    Inserted,
    /// The chain ends before the head that was kept.
    Cut,
    /// The place of the head that was kept has another hash.
    Rewritten,
    /// The entry's text was removed without an erasure.
    Emptied,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainProblem {
    /// What.
    pub kind: ProblemKind,
    /// The place.
    pub sequence: Option<i64>,
    /// The entry.
    pub entry: Option<Uuid>,
    /// In words.
    pub message: String,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// How many places were checked.
    pub entries: i64,
    /// How many of them are erased.
    pub erased: i64,
    /// The last place.
    pub head: Option<ChainHead>,
    /// What is wrong, by place; at most 200 of them.
    pub problems: Vec<ChainProblem>,
    /// How much is wrong.
    pub found: usize,
}

impl TenantStore {
    /// Checks the whole chain of the tenant, also against heads that were kept elsewhere.
    ///
    /// # Errors
    /// The database does not answer. What is wrong with the chain is in the report.
    pub async fn verify_chain(&self, kept: &[ChainHead]) -> Result<ChainReport> {
        self.store().chain_waiting().await?;
        let mut walk = Walk::new();
        loop {
            let places = self.places(walk.last).await?;
            if places.is_empty() {
                break;
            }
            places.into_iter().for_each(|place| walk.step(place));
        }
        walk.explain();
        for head in kept {
            let there = self.hash_at(head.sequence).await?;
            walk.compare(head, there.as_deref());
        }
        for (id, entity) in self.placeless().await? {
            let text = format!("an entry about {entity} has no place in the chain");
            walk.tell(ProblemKind::Inserted, None, Some(id), &text);
        }
        Ok(walk.report)
    }

    async fn places(&self, after: i64) -> Result<Vec<Place>> {
        let mut sql = SqlText::new("SELECT ");
        sql.push(HASHED).push(
            ", c.sequence, c.entry, c.hash FROM audit_chain AS c LEFT JOIN audit AS a \
             ON a.tenant_id = c.tenant_id AND a.id = c.entry WHERE c.tenant_id = ",
        );
        sql.param(self.tenant())
            .push(" AND c.sequence > ")
            .param(after);
        sql.push(" ORDER BY c.sequence LIMIT ").param(PAGE);
        self.store()
            .read_all(sql.finish().heavy(), |row: &RowRef<'_>| {
                let found = if row.is_null(1)? {
                    None
                } else {
                    Some(read_hashed(row)?)
                };
                Ok(Place {
                    sequence: row.int(HASHED_COLUMNS)?,
                    entry: row.uuid(HASHED_COLUMNS + 1)?,
                    hash: row
                        .opt_bytes(HASHED_COLUMNS + 2)?
                        .unwrap_or_default()
                        .to_vec(),
                    found,
                })
            })
            .await
    }

    async fn hash_at(&self, sequence: i64) -> Result<Option<Vec<u8>>> {
        let mut sql = SqlText::new("SELECT hash FROM audit_chain WHERE tenant_id = ");
        sql.param(self.tenant())
            .push(" AND sequence = ")
            .param(sequence);
        let read = |row: &RowRef<'_>| Ok(row.opt_bytes(0)?.unwrap_or_default().to_vec());
        self.store().read_one(sql.finish(), read).await
    }

    /// Entries without a place. Those that wait for theirs are not meant.
    async fn placeless(&self) -> Result<Vec<(Uuid, String)>> {
        let mut sql = SqlText::new("SELECT a.id, a.entity FROM audit AS a WHERE a.tenant_id = ");
        sql.param(self.tenant());
        match self.store().kind() {
            DatabaseKind::Sqlite => {
                sql.push(" AND a.id NOT IN (SELECT entry FROM audit_chain WHERE tenant_id = ")
                    .again(1)
                    .push(")");
            }
            DatabaseKind::Postgres => {
                sql.push(
                    " AND NOT EXISTS (SELECT 1 FROM audit_chain AS c WHERE c.tenant_id = a.tenant_id \
                     AND c.entry = a.id) AND NOT EXISTS (SELECT 1 FROM audit_waiting AS w \
                     WHERE w.tenant_id = a.tenant_id AND w.entry = a.id)",
                );
            }
        }
        sql.push(" ORDER BY a.id LIMIT 1000");
        let read = |row: &RowRef<'_>| Ok((row.uuid(0)?, row.text(1)?.to_owned()));
        self.store().read_all(sql.finish().heavy(), read).await
    }
}
