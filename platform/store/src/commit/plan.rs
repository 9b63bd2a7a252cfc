//! A batch as the steps of one transaction. Made by the caller's task, so that the writer thread only runs them.

use rapport_kernel::TenantId;

use super::insert::{NumberPlace, insert};
use super::numbers::{self, Numbers};
use super::update::Target;
use super::{system, trail};
use crate::transact::{Outcome, Step};
use crate::{
    Applied, Change, ChangeKind, DatabaseKind, Result, StoreError, WriteBatch, idempotency,
};

/// What a step is for, to explain its failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Idempotency,
    Change(usize),
    Trail,
    System(usize),
}

/// What a change answers once its step is done.
enum Answer {
    Insert(Box<NumberPlace>),
    Changed { version: i64 },
}

/// The steps and what belongs to them.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    origins: Vec<Origin>,
    /// For each change the step of its record and what it answers.
    answers: Vec<(usize, Answer)>,
}

impl Plan {
    pub(super) fn of(kind: DatabaseKind, tenant: TenantId, batch: &WriteBatch) -> Result<Self> {
        let room = batch.changes.len() * 4 + batch.system.len() + 1;
        let mut plan = Self {
            steps: Vec::with_capacity(room),
            origins: Vec::with_capacity(room),
            answers: Vec::with_capacity(batch.changes.len()),
        };
        // First, so that the second of two equal requests does nothing else.
        if let Some(answer) = &batch.idempotency {
            let step = Step::one(idempotency::put(tenant, answer));
            plan.add(Origin::Idempotency, step);
        }
        for (at, change) in batch.changes.iter().enumerate() {
            plan.add_change(kind, tenant, batch, change, at)?;
            for statement in numbers::keep_ahead(tenant, change) {
                plan.add(Origin::Trail, Step::any(statement));
            }
        }
        for (at, change) in batch.system.iter().enumerate() {
            for step in system::steps(kind, tenant, batch, (change, at)) {
                plan.add(Origin::System(at), step);
            }
        }
        Ok(plan)
    }

    fn add(&mut self, origin: Origin, step: Step) {
        self.origins.push(origin);
        self.steps.push(step);
    }

    fn add_change(
        &mut self,
        kind: DatabaseKind,
        tenant: TenantId,
        batch: &WriteBatch,
        change: &Change,
        at: usize,
    ) -> Result<()> {
        let target = Target {
            kind,
            tenant,
            batch,
            change,
        };
        let changed = |version: i64| Answer::Changed { version };
        let (step, answer, version) = match &change.kind {
            ChangeKind::Insert(record) => {
                let (sql, place) = insert(tenant, batch, change, record)?;
                // An insert touches one row or fails by itself.
                (Step::any(sql.finish()), Answer::Insert(Box::new(place)), 1)
            }
            ChangeKind::Update { expected, set } => {
                let step = Step::one(target.update(*expected, set)?.finish());
                (step, changed(expected + 1), expected + 1)
            }
            ChangeKind::Delete { expected } => {
                let step = Step::one(target.delete(*expected).finish());
                (step, changed(expected + 1), expected + 1)
            }
            ChangeKind::Restore { expected } => {
                let step = Step::one(target.restore(*expected).finish());
                (step, changed(expected + 1), expected + 1)
            }
            ChangeKind::Guard { expected } => {
                self.answers.push((self.steps.len(), changed(*expected)));
                let step = Step::one(target.guard(*expected).finish());
                self.add(Origin::Change(at), step);
                return Ok(());
            }
        };
        self.answers.push((self.steps.len(), answer));
        self.add(Origin::Change(at), step);
        let (audit, event) = trail::ids(batch, change, at, version);
        self.add(
            Origin::Trail,
            trail::audit(kind, tenant, batch, change, (audit, at, version)),
        );
        self.add(
            Origin::Trail,
            Step::any(trail::outbox(tenant, batch, change, event, version)),
        );
        self.add_search(tenant, change);
        Ok(())
    }

    /// What search knows of a record follows the record.
    fn add_search(&mut self, tenant: TenantId, change: &Change) {
        let statement = match (&change.kind, &change.search) {
            (ChangeKind::Delete { .. }, _) => trail::remove_search(tenant, change),
            (_, Some(text)) => trail::put_search(tenant, &change.entity.name, change.id, text),
            _ => return,
        };
        self.add(Origin::Trail, Step::any(statement));
    }

    /// What a step is for.
    pub(super) fn origin(origins: &[Origin], step: Option<usize>) -> Option<Origin> {
        step.and_then(|step| origins.get(step)).copied()
    }

    /// Puts the numbers in. Answers the finished steps and what to make of their outcomes.
    pub(super) fn number(
        self,
        batch: &WriteBatch,
        mut numbers: Numbers,
    ) -> (Vec<Step>, Vec<Origin>, Vec<Done>) {
        let Self {
            mut steps,
            origins,
            answers,
        } = self;
        let mut done = Vec::with_capacity(answers.len());
        for ((step, answer), change) in answers.into_iter().zip(&batch.changes) {
            done.push(match answer {
                Answer::Changed { version } => Done::Changed {
                    step,
                    id: change.id,
                    version,
                },
                Answer::Insert(place) => {
                    let seq = numbers.next(&change.entity.name);
                    let applied = steps
                        .get_mut(step)
                        .map(|step| place.fill(&mut step.statement.params, change.id, seq));
                    match applied {
                        Some(applied) => Done::Inserted(applied),
                        None => continue,
                    }
                }
            });
        }
        (steps, origins, done)
    }
}

/// What is known of a change, and where the rest stands.
pub(super) enum Done {
    Inserted(Applied),
    Changed {
        step: usize,
        id: rapport_kernel::RecordId,
        version: i64,
    },
}

impl Done {
    pub(super) fn applied(self, outcomes: &[Outcome]) -> Result<Applied> {
        match self {
            Self::Inserted(applied) => Ok(applied),
            Self::Changed { step, id, version } => {
                let outcome = outcomes.get(step);
                let seq = outcome.and_then(|outcome| outcome.int(0));
                let code = outcome
                    .and_then(|outcome| outcome.text(1))
                    .map(str::to_owned);
                Ok(Applied {
                    id,
                    version,
                    seq: seq.ok_or_else(|| {
                        StoreError::Unreadable("a change answered no number".to_owned())
                    })?,
                    code,
                })
            }
        }
    }
}
