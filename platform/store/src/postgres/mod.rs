//! PostgreSQL 15 or newer. Reads are pipelined over a few shared connections, a transaction has one for itself.
//!
//! Statements are prepared once per connection. With `sslmode=require` the connection is encrypted and the server's
//! certificate is checked against the certificates this machine trusts.
//!
//! Row level security: each read and each transaction runs for a [`Scope`]. A shared connection remembers its last one, so
//! a tenant's reads cost nothing more until another tenant's read comes along; then the setting travels with the read.

pub(crate) mod bind;
mod connect;
mod failure;
mod shared;
mod transaction;

use std::sync::atomic::{AtomicUsize, Ordering};

use deadpool_postgres::Pool;

use crate::row::RowRef;
use crate::scope::Scope;
use crate::sql::Statement;
use crate::transact::{Outcome, Step, StepError};
use crate::{Result, StoreError, StoreOptions};
use connect::Connector;
use shared::Shared;

pub(crate) use failure::store_error;

/// Shared connections for reads, unless the options say otherwise. Four carried 64 clients in measurements.
const SHARED: usize = 4;

/// An opened PostgreSQL database.
pub(crate) struct Postgres {
    shared: Vec<Shared>,
    next: AtomicUsize,
    /// Takes record numbers. Does not wait for the disk: the transaction that uses a number does, and its log follows.
    numbers: Shared,
    pool: Pool,
    /// Told when audit entries were committed that need a place in the chain.
    pub(crate) audited: tokio::sync::Notify,
}

impl Postgres {
    pub(crate) async fn open(url: &str, options: &StoreOptions) -> Result<Self> {
        let connector = Connector::new(url, options)?;
        connector.check_server().await?;
        let shared = match options.readers {
            0 => SHARED,
            readers => readers,
        };
        Ok(Self {
            shared: (0..shared)
                .map(|_| Shared::new(connector.clone()))
                .collect(),
            next: AtomicUsize::new(0),
            numbers: Shared::new(connector.without_waiting_for_the_disk()),
            pool: connector.pool()?,
            audited: tokio::sync::Notify::new(),
        })
    }

    pub(crate) async fn read<S, F>(
        &self,
        scope: Scope,
        statement: Statement,
        state: S,
        each: F,
    ) -> Result<S>
    where
        S: Send + 'static,
        F: FnMut(&mut S, &RowRef<'_>) -> Result<()> + Send + 'static,
    {
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % self.shared.len().max(1);
        let shared = self.shared.get(turn).ok_or(StoreError::Closed)?;
        shared.read(scope, &statement, state, each).await
    }

    /// Runs one statement that takes record numbers and answers its first integer.
    pub(crate) async fn number(&self, scope: Scope, statement: &Statement) -> Result<i64> {
        let take = |last: &mut Option<i64>, row: &RowRef<'_>| {
            *last = Some(row.int(0)?);
            Ok(())
        };
        let last = self.numbers.read(scope, statement, None, take).await?;
        last.ok_or_else(|| StoreError::Unreadable("no number was given".to_owned()))
    }

    pub(crate) async fn transact(
        &self,
        scope: Scope,
        steps: Vec<Step>,
    ) -> Result<Vec<Outcome>, StepError> {
        let pool = self.pool.clone();
        let audited = steps.iter().any(|step| step.link.is_some());
        // A task of its own: a caller that goes away must not leave a transaction half sent on a pooled connection.
        let done = tokio::spawn(async move { transaction::run(&pool, scope, &steps).await })
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()));
        if audited {
            self.audited.notify_one();
        }
        done
    }

    /// Runs SQL texts in one transaction, holding the lock that keeps other migrations away.
    pub(crate) async fn run_texts(&self, texts: Vec<String>) -> Result<()> {
        let pool = self.pool.clone();
        tokio::spawn(async move { transaction::run_texts(&pool, &texts).await })
            .await
            .unwrap_or(Err(StoreError::Closed))
    }

    pub(crate) fn close(&self) {
        self.pool.close();
        for shared in self.shared.iter().chain([&self.numbers]) {
            shared.close();
        }
    }
}
