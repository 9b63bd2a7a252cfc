//! What files are stored for a tenant: one row per content, so that the same content is stored once.
//!
//! A row is there before its object and goes before it. Its `key` is part of the object's name and never used again:
//! whoever uploads a content whose row was just taken away gets another key, so that the object that is about to be
//! removed is never the one that is needed.

use rapport_kernel::Timestamp;
use uuid::Uuid;

use crate::row::RowRef;
use crate::sql::Statement;
use crate::transact::{Outcome, Step, StepError};
use crate::{Result, StoreError, TenantStore};

/// A stored content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// The SHA-256 of the content, in hexadecimal digits.
    pub sha256: String,
    /// Makes the object's name its own.
    pub key: Uuid,
    /// How many bytes.
    pub size: i64,
}

impl TenantStore {
    /// The blob of a content, noted as used now. A new one gets the key given.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn use_blob(&self, blob: &Blob, now: Timestamp) -> Result<Blob> {
        let statement = Statement::new(
            "INSERT INTO blobs (tenant_id, sha256, key, size, created_at, used_at) \
             VALUES ($1, $2, $3, $4, $5, $5) \
             ON CONFLICT (tenant_id, sha256) DO UPDATE SET used_at = excluded.used_at \
             RETURNING key, size",
            vec![
                self.tenant().into(),
                blob.sha256.as_str().into(),
                blob.key.into(),
                blob.size.into(),
                now.into(),
            ],
        );
        let outcome = self.change_blob(statement).await?;
        let kept = outcome.uuid(0).zip(outcome.int(1));
        let (key, size) =
            kept.ok_or_else(|| StoreError::Unreadable("the row of a file".to_owned()))?;
        Ok(Blob {
            sha256: blob.sha256.clone(),
            key,
            size,
        })
    }

    /// The blob of a content.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn blob(&self, sha256: &str) -> Result<Option<Blob>> {
        let statement = Statement::new(
            "SELECT sha256, key, size FROM blobs WHERE tenant_id = $1 AND sha256 = $2",
            vec![self.tenant().into(), sha256.into()],
        );
        self.store().read_one(statement, read).await
    }

    /// Blobs that were last used before a moment, after the one of a hash, in order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn blobs_used_before(
        &self,
        before: Timestamp,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Blob>> {
        let statement = Statement::new(
            "SELECT sha256, key, size FROM blobs WHERE tenant_id = $1 AND sha256 > $2 AND used_at < $3 \
             ORDER BY sha256 LIMIT $4",
            vec![
                self.tenant().into(),
                after.into(),
                before.into(),
                limit.into(),
            ],
        );
        self.store().read_all(statement, read).await
    }

    /// Forgets a blob unless it was used since a moment; answers whether it is forgotten.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn forget_blob(&self, blob: &Blob, before: Timestamp) -> Result<bool> {
        let statement = Statement::new(
            "DELETE FROM blobs WHERE tenant_id = $1 AND sha256 = $2 AND key = $3 AND used_at < $4",
            vec![
                self.tenant().into(),
                blob.sha256.as_str().into(),
                blob.key.into(),
                before.into(),
            ],
        );
        Ok(self.change_blob(statement).await?.affected > 0)
    }

    async fn change_blob(&self, statement: Statement) -> Result<Outcome> {
        let steps = vec![Step::any(statement)];
        let outcomes = self.store().transact(steps).await;
        let outcomes = outcomes.map_err(|StepError { error, .. }| error)?;
        Ok(outcomes.into_iter().next().unwrap_or_default())
    }
}

fn read(row: &RowRef<'_>) -> Result<Blob> {
    Ok(Blob {
        sha256: row.text(0)?.to_owned(),
        key: row.uuid(1)?,
        size: row.int(2)?,
    })
}
