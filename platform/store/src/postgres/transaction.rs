//! Transactions: all statements are sent without waiting in between, then the commit.

use deadpool_postgres::{Object, Pool, PoolError};
use futures::StreamExt;
use tokio_postgres::Statement as Prepared;

use super::store_error;
use crate::ddl::security;
use crate::row::RowRef;
use crate::scope::Scope;
use crate::transact::{Expect, Outcome, Step, StepError};
use crate::{Result, StoreError};

/// Statements under way at once.
const PIPELINE: usize = 256;

/// The advisory lock of migrations; any number nobody else uses.
const MIGRATION_LOCK: i64 = 0x7261_7070_6f72_7401;

/// Runs all steps in one transaction; once more when the server asks for it or the connection was stale.
pub(super) async fn run(
    pool: &Pool,
    scope: Scope,
    steps: &[Step],
) -> Result<Vec<Outcome>, StepError> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        let client = pool.get().await.map_err(pool_error)?;
        match run_once(&client, scope, steps).await {
            Err(Failure { again: true, .. }) if attempt < 3 => {}
            Err(Failure { failure, .. }) => return Err(failure),
            Ok(outcomes) => return Ok(outcomes),
        }
    }
}

struct Failure {
    failure: StepError,
    /// Nothing was committed and another try may succeed.
    again: bool,
}

impl Failure {
    fn new(step: Option<usize>, error: StoreError) -> Self {
        Self {
            again: matches!(error, StoreError::Busy) || error.is_connection(),
            failure: StepError { step, error },
        }
    }

    fn of(step: Option<usize>, error: tokio_postgres::Error) -> Self {
        Self::new(step, store_error(error))
    }
}

/// One message of the pipeline.
enum Part<'a> {
    Begin(Scope),
    Step(usize, &'a Step, &'a Prepared),
    Commit,
}

async fn run_once(client: &Object, scope: Scope, steps: &[Step]) -> Result<Vec<Outcome>, Failure> {
    let prepared = prepare(client, steps).await?;
    // When each step either succeeds or fails by itself, the commit need not wait for them: after a failure the server
    // turns it into a rollback.
    let at_once = steps.len() < PIPELINE - 2 && steps.iter().all(|step| step.expect == Expect::Any);
    let mut parts = Vec::with_capacity(steps.len() + 2);
    parts.push(run_part(client, Part::Begin(scope)));
    for (at, (step, prepared)) in steps.iter().zip(&prepared).enumerate() {
        parts.push(run_part(client, Part::Step(at, step, prepared)));
    }
    if at_once {
        parts.push(run_part(client, Part::Commit));
    }
    // Each part is sent when first polled, and they are polled in this order.
    let results = futures::stream::iter(parts)
        .buffered(PIPELINE)
        .collect::<Vec<_>>()
        .await;
    // The first failure in order is the cause: all parts after it fail as well.
    let outcomes: Result<Vec<_>, _> = results.into_iter().collect();
    match outcomes {
        Ok(outcomes) => {
            if !at_once {
                commit(client).await?;
            }
            Ok(outcomes.into_iter().skip(1).take(steps.len()).collect())
        }
        Err(mut failure) => {
            // The commit was under way when the connection broke: it may have happened.
            if at_once && failure.failure.error.is_connection() {
                failure.again = false;
            }
            if let Err(error) = client.batch_execute("ROLLBACK").await {
                tracing::debug!(%error, "a transaction could not be rolled back; its connection is lost");
            }
            Err(failure)
        }
    }
}

async fn run_part(client: &Object, part: Part<'_>) -> Result<Outcome, Failure> {
    match part {
        Part::Begin(scope) => {
            let begun = match scope {
                // Connections of the pool begin with it.
                Scope::Platform => client.batch_execute("BEGIN").await,
                Scope::Tenant(_) => {
                    let text = format!("BEGIN; {}", scope.setting(true));
                    client.batch_execute(&text).await
                }
            };
            begun.map_err(|error| Failure::of(None, error))?;
            Ok(Outcome::default())
        }
        Part::Step(at, step, prepared) => run_step(client, at, step, prepared).await,
        Part::Commit => commit(client).await.map(|()| Outcome::default()),
    }
}

/// A connection lost here leaves the outcome unknown, so there is no second try.
async fn commit(client: &Object) -> Result<(), Failure> {
    client
        .batch_execute("COMMIT")
        .await
        .map_err(|error| Failure {
            failure: store_error(error).into(),
            again: false,
        })
}

async fn prepare(client: &Object, steps: &[Step]) -> Result<Vec<Prepared>, Failure> {
    let mut prepared = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let one = client.prepare_cached(&step.statement.text).await;
        prepared.push(one.map_err(|error| Failure::of(Some(at), error))?);
    }
    Ok(prepared)
}

async fn run_step(
    client: &Object,
    at: usize,
    step: &Step,
    prepared: &Prepared,
) -> Result<Outcome, Failure> {
    let fail = |error| Failure::of(Some(at), error);
    let columns = prepared.columns().len();
    let mut outcome = Outcome::default();
    let rows = client.query_raw(prepared, step.statement.params.iter());
    let mut rows = std::pin::pin!(rows.await.map_err(fail)?);
    while let Some(row) = rows.next().await {
        let row = row.map_err(fail)?;
        let added = outcome.add(&RowRef::Postgres(&row), columns);
        added.map_err(|error| Failure::new(Some(at), error))?;
    }
    outcome.affected = rows.rows_affected().unwrap_or(0);
    if step.expect != Expect::Any {
        let checked = outcome.check(step.expect, at);
        checked.map_err(|error| Failure::new(Some(at), error))?;
    }
    Ok(outcome)
}

/// Runs SQL texts in one transaction that excludes other migrations. They see the rows of all tenants.
pub(super) async fn run_texts(pool: &Pool, texts: &[String]) -> Result<()> {
    let client = pool.get().await.map_err(pool_error)?;
    let mut all = format!(
        "BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({MIGRATION_LOCK});\n{}",
        security::OWNER_SEES_ALL
    );
    for text in texts {
        all.push('\n');
        all.push_str(text);
    }
    all.push_str("\n;");
    all.push_str(security::OWNER_IS_BOUND);
    all.push_str("COMMIT;");
    if let Err(error) = client.batch_execute(&all).await {
        let _ = client.batch_execute("ROLLBACK").await;
        return Err(match error.as_db_error() {
            Some(database) => StoreError::Migration(database.to_string()),
            None => store_error(error),
        });
    }
    Ok(())
}

fn pool_error(error: PoolError) -> StoreError {
    match error {
        PoolError::Backend(error) => store_error(error),
        PoolError::Timeout(_) => StoreError::Busy,
        PoolError::Closed => StoreError::Closed,
        other => StoreError::Unavailable(other.to_string()),
    }
}
