//! What came of a transaction that others may have been ahead of.

use super::Identity;
use crate::transact::Step;
use crate::{ConstraintKind, Result, StoreError};

/// What came of the steps; all but the first mean that nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// All took effect.
    Done,
    /// The step at this position touched another number of rows than it must.
    Unmatched(usize),
    /// A value that must be unique is there already.
    Taken,
    /// A link would have had no target, or its target would have gone.
    Broken,
}

impl Identity {
    /// Runs all steps in one transaction.
    pub(super) async fn settle(&self, steps: Vec<Step>) -> Result<Settled> {
        let Err(failure) = self.run(steps).await else {
            return Ok(Settled::Done);
        };
        match failure.error {
            StoreError::Unmatched { step } => Ok(Settled::Unmatched(step)),
            StoreError::Constraint {
                kind: ConstraintKind::Unique,
                ..
            } => Ok(Settled::Taken),
            StoreError::Constraint {
                kind: ConstraintKind::ForeignKey,
                ..
            } => Ok(Settled::Broken),
            error => Err(error),
        }
    }
}
