//! One tenant's view of the store: the only way to records.

use rapport_kernel::TenantId;

use crate::sql::{Statement, quoted};
use crate::transact::Step;
use crate::{Result, Store};

/// The store as one tenant sees it. Every statement made from it carries the tenant.
///
/// Reads of records are in `query/`, writes in `commit/`.
#[derive(Clone)]
pub struct TenantStore {
    store: Store,
    tenant: TenantId,
}

impl TenantStore {
    pub(crate) fn new(store: Store, tenant: TenantId) -> Self {
        Self { store, tenant }
    }

    /// The tenant.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// How many rows of a table a read and a transaction of this tenant find that forget to name the tenant. For tests of
    /// the second wall.
    #[doc(hidden)]
    pub async fn rows_without_condition(&self, table: &str) -> Result<(i64, i64)> {
        let text = format!("SELECT count(*) FROM {}", quoted(table));
        let statement = Statement::new(text, Vec::new());
        let steps = vec![Step::any(statement.clone())];
        let read = self.store.read_one(statement, |row| row.int(0)).await?;
        let within = self.store.transact(steps).await?;
        let within = within.first().and_then(|outcome| outcome.int(0));
        Ok((read.unwrap_or(-1), within.unwrap_or(-1)))
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}
