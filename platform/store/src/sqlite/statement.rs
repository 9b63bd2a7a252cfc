//! Running prepared statements on a connection.

use rusqlite::{CachedStatement, Connection};

use super::store_error;
use crate::Result;
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::transact::{Outcome, Step, StepError};

/// Runs a statement and hands over its rows.
pub(super) fn run<S>(
    connection: &Connection,
    statement: &Statement,
    state: &mut S,
    each: &mut impl FnMut(&mut S, &RowRef<'_>) -> Result<()>,
) -> Result<()> {
    let mut prepared = connection
        .prepare_cached(&statement.text)
        .map_err(store_error)?;
    bind(&mut prepared, &statement.params)?;
    let mut rows = prepared.raw_query();
    while let Some(row) = rows.next().map_err(store_error)? {
        each(state, &RowRef::Sqlite(row))?;
    }
    Ok(())
}

fn bind(prepared: &mut CachedStatement<'_>, params: &[Param]) -> Result<()> {
    for (at, param) in params.iter().enumerate() {
        prepared
            .raw_bind_parameter(at + 1, param)
            .map_err(store_error)?;
    }
    Ok(())
}

/// Runs the steps of a transaction that is already open.
pub(crate) fn run_steps(
    connection: &Connection,
    steps: &[Step],
) -> Result<Vec<Outcome>, StepError> {
    let mut outcomes = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let outcome = run_step(connection, step, at).map_err(|error| StepError {
            step: Some(at),
            error,
        })?;
        outcomes.push(outcome);
        if let Some(link) = &step.link {
            crate::audit::append(connection, link).map_err(|error| StepError {
                step: Some(at),
                error,
            })?;
        }
    }
    Ok(outcomes)
}

fn run_step(connection: &Connection, step: &Step, at: usize) -> Result<Outcome> {
    let mut prepared = connection
        .prepare_cached(&step.statement.text)
        .map_err(store_error)?;
    bind(&mut prepared, &step.statement.params)?;
    let columns = prepared.column_count();
    let mut outcome = Outcome::default();
    if columns == 0 {
        let affected = prepared.raw_execute().map_err(store_error)?;
        outcome.affected = u64::try_from(affected).unwrap_or(u64::MAX);
    } else {
        let mut rows = prepared.raw_query();
        while let Some(row) = rows.next().map_err(store_error)? {
            outcome.add(&RowRef::Sqlite(row), columns)?;
        }
        outcome.affected = u64::try_from(outcome.rows.len()).unwrap_or(u64::MAX);
    }
    outcome.check(step.expect, at)?;
    Ok(outcome)
}
