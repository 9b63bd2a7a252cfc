//! One tenant's view of the store: the only way to records.

use rapport_kernel::TenantId;

use crate::Store;

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

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }
}
