//! A connection many callers use at once: their statements are pipelined. Reopened by itself when it breaks.
//!
//! The connection serves one [`Scope`] at a time. A read for another one sends the setting right before its statement,
//! without waiting in between; reads that rely on a setting sent earlier wait for its outcome before they believe their rows.

use std::collections::HashMap;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};

use futures::StreamExt;
use futures::future::{BoxFuture, FutureExt, Shared as Awaited};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::connect::Connector;
use super::store_error;
use crate::row::RowRef;
use crate::scope::Scope;
use crate::sql::Statement;
use crate::{Result, StoreError};

/// Prepared statements kept per connection.
const PREPARED: usize = 512;

/// One shared connection, opened at first use.
pub(super) struct Shared {
    connector: Connector,
    current: Mutex<State>,
    opening: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    link: Option<Arc<Link>>,
    closed: bool,
}

struct Link {
    client: Arc<Client>,
    prepared: Mutex<HashMap<Arc<str>, tokio_postgres::Statement>>,
    /// What was sent last; whoever sends holds the lock, so that nothing comes between a setting and its statement.
    serving: Mutex<Serving>,
}

/// The scope that statements sent from now on run in.
struct Serving {
    /// None: not known.
    scope: Option<Scope>,
    set: Setting,
}

/// The outcome of a setting, for all who rely on it.
type Setting = Awaited<BoxFuture<'static, Result<()>>>;

/// What a failed read means for a second try.
enum Failure {
    /// Nothing was read yet and a new connection or plan may help.
    Again(StoreError),
    Final(StoreError),
}

impl Shared {
    pub(super) fn new(connector: Connector) -> Self {
        Self {
            connector,
            current: Mutex::new(State::default()),
            opening: tokio::sync::Mutex::new(()),
        }
    }

    pub(super) async fn read<S, F>(
        &self,
        scope: Scope,
        statement: &Statement,
        state: S,
        each: F,
    ) -> Result<S>
    where
        F: FnMut(&mut S, &RowRef<'_>) -> Result<()>,
    {
        let (mut state, mut each) = (state, each);
        let link = self.link().await?;
        match link.read(scope, statement, &mut state, &mut each).await {
            Ok(()) => Ok(state),
            Err(Failure::Final(error)) => Err(error),
            Err(Failure::Again(_)) => {
                let link = self.link().await?;
                match link.read(scope, statement, &mut state, &mut each).await {
                    Ok(()) => Ok(state),
                    Err(Failure::Final(error) | Failure::Again(error)) => Err(error),
                }
            }
        }
    }

    fn open_link(&self) -> Result<Option<Arc<Link>>> {
        let state = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return Err(StoreError::Closed);
        }
        Ok(state
            .link
            .as_ref()
            .filter(|link| !link.client.is_closed())
            .cloned())
    }

    async fn link(&self) -> Result<Arc<Link>> {
        if let Some(link) = self.open_link()? {
            return Ok(link);
        }
        let _one_at_a_time = self.opening.lock().await;
        if let Some(link) = self.open_link()? {
            return Ok(link);
        }
        let link = Arc::new(Link {
            client: Arc::new(self.connector.connect().await?),
            prepared: Mutex::new(HashMap::new()),
            serving: Mutex::new(Serving {
                scope: Some(Scope::Platform),
                set: std::future::ready(Ok(())).boxed().shared(),
            }),
        });
        let mut state = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        state.link = Some(Arc::clone(&link));
        Ok(link)
    }

    pub(super) fn close(&self) {
        let mut state = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        state.closed = true;
        state.link = None;
    }
}

impl Link {
    async fn prepare(
        &self,
        text: &Arc<str>,
    ) -> Result<tokio_postgres::Statement, tokio_postgres::Error> {
        if let Some(prepared) = self.prepared().get(text) {
            return Ok(prepared.clone());
        }
        let prepared = self.client.prepare(text).await?;
        let mut all = self.prepared();
        if all.len() >= PREPARED {
            all.clear();
        }
        all.insert(Arc::clone(text), prepared.clone());
        Ok(prepared)
    }

    fn prepared(&self) -> std::sync::MutexGuard<'_, HashMap<Arc<str>, tokio_postgres::Statement>> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a statement for a scope. Its future must send when it is first polled. Answers the setting it relies on,
    /// and what it came to if it is over already.
    fn send<Q: Future>(&self, scope: Scope, query: Pin<&mut Q>) -> (Setting, Option<Q::Output>) {
        let mut serving = self.serving.lock().unwrap_or_else(PoisonError::into_inner);
        if serving.scope != Some(scope) {
            let client = Arc::clone(&self.client);
            let set = async move {
                let text = scope.setting(false);
                client.batch_execute(&text).await.map_err(store_error)
            };
            let set = set.boxed().shared();
            let _sent = set.clone().now_or_never();
            *serving = Serving {
                scope: Some(scope),
                set,
            };
        }
        (serving.set.clone(), query.now_or_never())
    }

    /// A setting that failed leaves the scope unknown; the next statement sets it again.
    fn forget(&self, set: &Setting) {
        let mut serving = self.serving.lock().unwrap_or_else(PoisonError::into_inner);
        if serving.set.ptr_eq(set) {
            serving.scope = None;
        }
    }

    async fn read<S, F>(
        &self,
        scope: Scope,
        statement: &Statement,
        state: &mut S,
        each: &mut F,
    ) -> Result<(), Failure>
    where
        F: FnMut(&mut S, &RowRef<'_>) -> Result<()>,
    {
        let prepared = match self.prepare(&statement.text).await {
            Ok(prepared) => prepared,
            Err(error) => return Err(self.explain(&statement.text, error)),
        };
        let mut query = pin!(self.client.query_raw(&prepared, statement.params.iter()));
        let (set, over) = self.send(scope, query.as_mut());
        if let Err(error) = set.clone().await {
            self.forget(&set);
            return Err(Failure::Again(error));
        }
        let first = match over {
            Some(over) => over,
            None => query.await,
        };
        let rows = match first {
            Ok(rows) => rows,
            Err(error) => return Err(self.explain(&statement.text, error)),
        };
        let mut rows = pin!(rows);
        let mut any = false;
        while let Some(row) = rows.next().await {
            match row {
                Ok(row) => {
                    any = true;
                    each(state, &RowRef::Postgres(&row)).map_err(Failure::Final)?;
                }
                Err(error) if any => return Err(Failure::Final(store_error(error))),
                Err(error) => return Err(self.explain(&statement.text, error)),
            }
        }
        Ok(())
    }

    /// A broken connection and a plan outdated by a migration are worth a second try.
    fn explain(&self, text: &Arc<str>, error: tokio_postgres::Error) -> Failure {
        let outdated = error.code() == Some(&SqlState::FEATURE_NOT_SUPPORTED);
        if outdated {
            self.prepared().remove(text);
        }
        let error = store_error(error);
        if outdated || error.is_connection() {
            Failure::Again(error)
        } else {
            Failure::Final(error)
        }
    }
}
