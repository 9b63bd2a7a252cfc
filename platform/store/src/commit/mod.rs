//! The write side: a batch of changes becomes one transaction.

use crate::{Applied, Result, StoreError, TenantStore, WriteBatch};

impl TenantStore {
    /// Applies a batch: everything in it, or nothing. One answer per change, in order.
    pub async fn commit(&self, batch: WriteBatch) -> Result<Vec<Applied>> {
        let _ = batch;
        Err(StoreError::Closed)
    }
}
