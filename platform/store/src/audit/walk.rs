//! The walk along a chain: every place is computed again, and what does not fit is named.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::chain::{ChainHead, ORIGIN, hex};
use super::entry::{self, Hash};
use super::read::Hashed;
use super::verify::{ChainProblem, ChainReport, ProblemKind};
use crate::{AuditKind, Difference};

/// More problems than these are counted, not told.
const TOLD: usize = 200;

/// A place and the entry that stands there.
pub(super) struct Place {
    pub(super) sequence: i64,
    pub(super) entry: Uuid,
    pub(super) hash: Vec<u8>,
    pub(super) found: Option<Hashed>,
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
pub(super) struct Walk {
    before: Vec<u8>,
    pub(super) last: i64,
    pub(super) report: ChainReport,
    wrong: Vec<Wrong>,
    erased: BTreeSet<Uuid>,
    emptied: Vec<(i64, Uuid)>,
}

impl Walk {
    pub(super) fn new() -> Self {
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

    pub(super) fn tell(
        &mut self,
        kind: ProblemKind,
        sequence: Option<i64>,
        entry: Option<Uuid>,
        text: &str,
    ) {
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

    pub(super) fn step(&mut self, place: Place) {
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
    pub(super) fn explain(&mut self) {
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
    pub(super) fn compare(&mut self, kept: &ChainHead, there: Option<&[u8]>) {
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
