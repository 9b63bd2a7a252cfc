//! How statements read: rows are handed one by one to a closure, on a SQLite reader thread or as they arrive
//! from PostgreSQL.

use crate::row::RowRef;
use crate::sql::Statement;
use crate::store::Backend;
use crate::{Result, Store};

impl Store {
    /// Runs a statement and hands each row to `each` together with `state`, which comes back at the end.
    ///
    /// Two statements run at the same time with `tokio::join!` or `futures::try_join!`.
    pub(crate) async fn read<S, F>(&self, statement: Statement, state: S, each: F) -> Result<S>
    where
        S: Send + 'static,
        F: FnMut(&mut S, &RowRef<'_>) -> Result<()> + Send + 'static,
    {
        match self.backend() {
            Backend::Sqlite(sqlite) => sqlite.read(statement, state, each).await,
            Backend::Postgres(postgres) => {
                postgres.read(self.scope(), statement, state, each).await
            }
        }
    }

    /// All rows, each mapped.
    pub(crate) async fn read_all<T, F>(&self, statement: Statement, map: F) -> Result<Vec<T>>
    where
        T: Send + 'static,
        F: Fn(&RowRef<'_>) -> Result<T> + Send + 'static,
    {
        self.read(statement, Vec::new(), move |all, row| {
            all.push(map(row)?);
            Ok(())
        })
        .await
    }

    /// The last row, mapped; for statements that give at most one.
    pub(crate) async fn read_one<T, F>(&self, statement: Statement, map: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: Fn(&RowRef<'_>) -> Result<T> + Send + 'static,
    {
        self.read(statement, None, move |one, row| {
            *one = Some(map(row)?);
            Ok(())
        })
        .await
    }
}
