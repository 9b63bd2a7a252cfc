//! Whether a tenant's trail is as it was written.
//!
//! Every place is computed again from its entry. What was changed and whose hashes were then all computed anew shows
//! only to somebody who kept an earlier head elsewhere: see [`TenantStore::verify_chain`].

use std::collections::BTreeSet;

use serde::Serialize;
use uuid::Uuid;

use super::chain::{ChainHead, ORIGIN, hex};
use super::entry::{self, Hash};
use super::read::{HASHED, HASHED_COLUMNS, Hashed, read_hashed};
use crate::row::RowRef;
use crate::sql::SqlText;
use crate::{AuditKind, DatabaseKind, Difference, Result, TenantStore};

/// Places read at a time.
const PAGE: u32 = 1000;

/// More problems than these are counted, not told.
const TOLD: usize = 200;

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

/// A place and the entry that stands there.
struct Place {
    sequence: i64,
    entry: Uuid,
    hash: Vec<u8>,
    found: Option<Hashed>,
}

/// A place whose hash is not what its entry gives.
struct Wrong {
    sequence: i64,
    entry: Uuid,
    before: Vec<u8>,
    hash: Vec<u8>,
    digest: Hash,
}

/// The walk along the chain.
struct Walk {
    before: Vec<u8>,
    last: i64,
    report: ChainReport,
    wrong: Vec<Wrong>,
    erased: BTreeSet<Uuid>,
    emptied: Vec<(i64, Uuid)>,
}

impl Walk {
    fn new() -> Self {
        Self {
            before: ORIGIN.to_vec(),
            last: 0,
            report: ChainReport {
                entries: 0,
                erased: 0,
                head: None,
                problems: Vec::new(),
                found: 0,
            },
            wrong: Vec::new(),
            erased: BTreeSet::new(),
            emptied: Vec::new(),
        }
    }

    fn tell(&mut self, kind: ProblemKind, sequence: Option<i64>, entry: Option<Uuid>, text: &str) {
        self.report.found += 1;
        if self.report.problems.len() < TOLD {
            self.report.problems.push(ChainProblem {
                kind,
                sequence,
                entry,
                message: text.to_owned(),
            });
        }
    }

    fn step(&mut self, place: Place) {
        let expected = self.last + 1;
        if place.sequence > expected {
            let text = match place.sequence - 1 {
                only if only == expected => format!("place {only} is missing"),
                until => format!("places {expected} to {until} are missing"),
            };
            self.tell(ProblemKind::Deleted, Some(expected), None, &text);
        }
        let gap = place.sequence != expected;
        self.last = place.sequence;
        self.report.entries += 1;
        let before = std::mem::replace(&mut self.before, place.hash.clone());
        match &place.found {
            None => {
                let text = "the entry of this place is gone";
                self.tell(
                    ProblemKind::Deleted,
                    Some(place.sequence),
                    Some(place.entry),
                    text,
                );
            }
            // What stood before is unknown, so the hash says nothing; the text still does.
            Some(entry) => self.check(entry, &place, (!gap).then_some(before)),
        }
        self.report.head = Some(ChainHead {
            sequence: place.sequence,
            hash: hex(&place.hash),
            entry: place.entry,
            at: place.found.map(|entry| entry.at),
        });
    }

    fn check(&mut self, entry: &Hashed, place: &Place, before: Option<Vec<u8>>) {
        let content = entry.content.clone().unwrap_or_default();
        match &entry.salt {
            Some(salt) => {
                if entry::content(salt, &entry.title, &entry.changes).as_slice() != content {
                    let text = "title or changes are not what was written";
                    self.tell(
                        ProblemKind::Edited,
                        Some(place.sequence),
                        Some(entry.id),
                        text,
                    );
                    return;
                }
            }
            None => self.emptied(entry, place.sequence),
        }
        if entry.kind == AuditKind::Erase.as_str() {
            self.erased.extend(entries_of(&entry.changes));
        }
        let digest = entry.entry().digest(&content);
        let Some(before) = before else { return };
        if entry::place(&before, place.sequence, &digest).as_slice() != place.hash {
            self.wrong.push(Wrong {
                sequence: place.sequence,
                entry: place.entry,
                before,
                hash: place.hash.clone(),
                digest,
            });
        }
    }

    fn emptied(&mut self, entry: &Hashed, sequence: i64) {
        self.report.erased += 1;
        self.emptied.push((sequence, entry.id));
        if !entry.title.is_empty() || entry.changes != "[]" {
            let text = "the entry counts as erased but has a text";
            self.tell(ProblemKind::Edited, Some(sequence), Some(entry.id), text);
        }
    }

    /// Says what each wrong place means, now that all are known.
    fn explain(&mut self) {
        let wrong = std::mem::take(&mut self.wrong);
        for one in &wrong {
            // Moved: the hash fits another entry whose own place is wrong as well.
            let other = wrong.iter().take(TOLD).find(|other| {
                other.entry != one.entry
                    && entry::place(&one.before, one.sequence, &other.digest).as_slice() == one.hash
            });
            match other {
                Some(other) => {
                    let text = format!("this is the place of entry {}", other.entry);
                    self.tell(
                        ProblemKind::Moved,
                        Some(one.sequence),
                        Some(one.entry),
                        &text,
                    );
                }
                None => {
                    let text = "the entry or its place is not what was written";
                    self.tell(
                        ProblemKind::Edited,
                        Some(one.sequence),
                        Some(one.entry),
                        text,
                    );
                }
            }
        }
        for (sequence, id) in std::mem::take(&mut self.emptied) {
            if !self.erased.contains(&id) {
                let text = "the text was removed, but no erasure is in the trail";
                self.tell(ProblemKind::Emptied, Some(sequence), Some(id), text);
            }
        }
        self.report
            .problems
            .sort_by_key(|problem| problem.sequence.unwrap_or(i64::MAX));
    }

    /// Compares with heads that were kept elsewhere.
    fn compare(&mut self, kept: &ChainHead, there: Option<&[u8]>) {
        let sequence = Some(kept.sequence);
        match there {
            Some(hash) if hex(hash) == kept.hash => {}
            Some(_) => {
                let text = "the chain was written anew: the head that was kept has another hash";
                self.tell(ProblemKind::Rewritten, sequence, None, text);
            }
            None => {
                let text = format!(
                    "the chain ends with place {}, but the head that was kept is place {}",
                    self.last, kept.sequence
                );
                self.tell(ProblemKind::Cut, sequence, None, &text);
            }
        }
    }
}

/// The entries that an erasure says it emptied.
fn entries_of(changes: &str) -> Vec<Uuid> {
    let changes: Vec<Difference> = serde_json::from_str(changes).unwrap_or_default();
    let named = changes.into_iter().find(|change| change.field == "entries");
    named
        .and_then(|change| serde_json::from_value(change.new).ok())
        .unwrap_or_default()
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
