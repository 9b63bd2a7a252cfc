//! How statements write: a list of steps in one transaction.

use uuid::Uuid;

use crate::audit::Link;
use crate::row::{Cell, RowRef};
use crate::sql::Statement;
use crate::store::Backend;
use crate::{Result, Store, StoreError};

/// How many rows a step must return or change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Expect {
    /// Any number.
    #[default]
    Any,
    /// Exactly one, or the transaction is rolled back with [`StoreError::Unmatched`].
    One,
}

/// One statement of a transaction.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) statement: Statement,
    pub(crate) expect: Expect,
    /// The audit entry the step writes, which needs a place in the chain.
    pub(crate) link: Option<Link>,
}

impl Step {
    /// A step that may touch any number of rows.
    pub(crate) fn any(statement: Statement) -> Self {
        Self {
            statement,
            expect: Expect::Any,
            link: None,
        }
    }

    /// A step that must return or change exactly one row.
    pub(crate) fn one(statement: Statement) -> Self {
        Self {
            statement,
            expect: Expect::One,
            link: None,
        }
    }

    /// A step that writes an audit entry.
    pub(crate) fn chained(statement: Statement, link: Link) -> Self {
        Self {
            statement,
            expect: Expect::Any,
            link: Some(link),
        }
    }
}

/// A value a step returned.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OwnedCell {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

/// What a step returned (`RETURNING`, `SELECT`) and how many rows it touched.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) affected: u64,
    pub(crate) rows: Vec<Vec<OwnedCell>>,
}

/// A failure together with the step that had it; no step means the transaction as a whole.
#[derive(Clone, Debug)]
pub(crate) struct StepError {
    pub(crate) step: Option<usize>,
    pub(crate) error: StoreError,
}

impl From<StoreError> for StepError {
    fn from(error: StoreError) -> Self {
        Self { step: None, error }
    }
}

impl From<StepError> for StoreError {
    fn from(failure: StepError) -> Self {
        failure.error
    }
}

impl Outcome {
    /// Copies a row.
    pub(crate) fn add(&mut self, row: &RowRef<'_>, columns: usize) -> Result<()> {
        let cells = (0..columns)
            .map(|at| Ok(OwnedCell::from(row.cell(at)?)))
            .collect::<Result<_>>()?;
        self.rows.push(cells);
        Ok(())
    }

    fn cell(&self, column: usize) -> Option<&OwnedCell> {
        self.rows.first().and_then(|row| row.get(column))
    }

    /// An integer of the first row.
    pub(crate) fn int(&self, column: usize) -> Option<i64> {
        match self.cell(column) {
            Some(OwnedCell::Int(value)) => Some(*value),
            Some(OwnedCell::Bool(value)) => Some(i64::from(*value)),
            _ => None,
        }
    }

    /// A text of the first row.
    pub(crate) fn text(&self, column: usize) -> Option<&str> {
        match self.cell(column) {
            Some(OwnedCell::Text(value)) => Some(value),
            _ => None,
        }
    }

    /// Bytes of the first row.
    pub(crate) fn bytes(&self, column: usize) -> Option<&[u8]> {
        match self.cell(column) {
            Some(OwnedCell::Bytes(value)) => Some(value),
            _ => None,
        }
    }

    /// A UUID of the first row.
    pub(crate) fn uuid(&self, column: usize) -> Option<Uuid> {
        match self.cell(column) {
            Some(OwnedCell::Bytes(value)) => Uuid::from_slice(value).ok(),
            _ => None,
        }
    }

    pub(crate) fn check(&self, expect: Expect, step: usize) -> Result<()> {
        let rows = u64::try_from(self.rows.len()).unwrap_or(u64::MAX);
        match expect {
            Expect::One if rows.max(self.affected) != 1 => Err(StoreError::Unmatched { step }),
            _ => Ok(()),
        }
    }
}

impl From<Cell<'_>> for OwnedCell {
    fn from(cell: Cell<'_>) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Bool(value) => Self::Bool(value),
            Cell::Int(value) => Self::Int(value),
            Cell::Real(value) => Self::Real(value),
            Cell::Text(value) => Self::Text(value.to_owned()),
            Cell::Uuid(value) => Self::Bytes(value.as_bytes().to_vec()),
            Cell::Bytes(value) => Self::Bytes(value.to_vec()),
        }
    }
}

impl Store {
    /// Runs all steps in one transaction: all of them take effect, or none. One outcome per step.
    pub(crate) async fn transact(&self, steps: Vec<Step>) -> Result<Vec<Outcome>, StepError> {
        match self.backend() {
            Backend::Sqlite(sqlite) => sqlite.transact(steps).await,
            Backend::Postgres(postgres) => postgres.transact(self.scope(), steps).await,
        }
    }
}
