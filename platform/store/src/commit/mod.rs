//! The write side: a batch of changes becomes the steps of one transaction.
//!
//! `plan.rs` makes the steps (`insert.rs`, `update.rs`, `trail.rs`, `system.rs`), `numbers.rs` takes record numbers,
//! `explain.rs` says what a failed step means. A batch that fails leaves nothing behind.

mod encode;
mod explain;
mod insert;
mod numbers;
mod plan;
mod purge;
mod system;
mod trail;
mod update;

use std::sync::Arc;

use rapport_schema::{EntityDef, Table};

use crate::postgres::Postgres;
use crate::sqlite::{Sqlite, run_steps};
use crate::store::Backend;
use crate::transact::{Outcome, Step, StepError};
use crate::{Applied, Result, StoreError, TenantStore, WriteBatch};
use numbers::Numbers;
use plan::{Done, Origin, Plan};
pub(crate) use trail::put_search;

impl TenantStore {
    /// Applies a batch: everything in it, or nothing. One answer per change, in order.
    pub async fn commit(&self, batch: WriteBatch) -> Result<Vec<Applied>> {
        let plan = Plan::of(self.store().kind(), self.tenant(), &batch)?;
        let batch = Arc::new(batch);
        let written = match self.store().backend() {
            Backend::Sqlite(sqlite) => self.commit_sqlite(sqlite, plan, &batch).await,
            Backend::Postgres(postgres) => self.commit_postgres(postgres, plan, &batch).await,
        };
        match written {
            Ok(written) => written.applied(),
            Err((origins, failure)) => Err(self.explain(&batch, &origins, failure).await),
        }
    }

    async fn commit_sqlite(
        &self,
        sqlite: &Sqlite,
        plan: Plan,
        batch: &Arc<WriteBatch>,
    ) -> Result<Written, Failed> {
        let tenant = self.tenant();
        let batch = Arc::clone(batch);
        let work = move |connection: &rusqlite::Connection| -> Result<Written, Failure> {
            let mut numbers = Numbers::default();
            for (entity, count) in numbers::needed(&batch) {
                let step = Step::one(numbers::take(tenant, &entity, count));
                let outcomes = run_steps(connection, &[step])
                    .map_err(|failure| Failure(Vec::new(), failure))?;
                let last = outcomes
                    .first()
                    .and_then(|outcome| outcome.int(0))
                    .unwrap_or(0);
                numbers.add(&entity, count, last);
            }
            let (steps, origins, done) = plan.number(&batch, numbers);
            match run_steps(connection, &steps) {
                Ok(outcomes) => Ok(Written { outcomes, done }),
                Err(failure) => Err(Failure(origins, failure)),
            }
        };
        sqlite
            .write(work)
            .await
            .map_err(|Failure(origins, failure)| (origins, failure))
    }

    async fn commit_postgres(
        &self,
        postgres: &Postgres,
        plan: Plan,
        batch: &WriteBatch,
    ) -> Result<Written, Failed> {
        let mut numbers = Numbers::default();
        for (entity, count) in numbers::needed(batch) {
            let take = numbers::take(self.tenant(), &entity, count);
            let last = postgres.number(self.store().scope(), &take).await;
            numbers.add(
                &entity,
                count,
                last.map_err(|error| (Vec::new(), error.into()))?,
            );
        }
        let (steps, origins, done) = plan.number(batch, numbers);
        match postgres.transact(self.store().scope(), steps).await {
            Ok(outcomes) => Ok(Written { outcomes, done }),
            Err(failure) => Err((origins, failure)),
        }
    }
}

/// What each step was for, and which failed how.
type Failed = (Vec<Origin>, StepError);

/// The same, as the writer thread hands it over.
struct Failure(Vec<Origin>, StepError);

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(Vec::new(), error.into())
    }
}

/// A committed transaction.
struct Written {
    outcomes: Vec<Outcome>,
    done: Vec<Done>,
}

impl Written {
    fn applied(self) -> Result<Vec<Applied>> {
        let Self { outcomes, done } = self;
        done.into_iter().map(|one| one.applied(&outcomes)).collect()
    }
}

/// The table of an entity.
fn table(entity: &EntityDef) -> &str {
    match &entity.table {
        Table::Own(name) => name,
        Table::Shared => "custom_records",
    }
}
