//! Contents that no record names any more go, a day after they were last used.

use std::time::UNIX_EPOCH;

use rapport_kernel::{RecordId, Result, TenantId, Timestamp};
use rapport_schema::{EntityDef, FieldType, Filter, Value};
use rapport_store::{Blob, Deleted};

use crate::files::{Files, object_name};

/// How long a content stays after it was last used, so that no upload in progress loses it.
const STAYS_SECONDS: i64 = 24 * 60 * 60;

/// How long a file waits at most: whoever brought it is gone.
const WAITS_SECONDS: i64 = 24 * 60 * 60;

/// Contents looked at in one go.
const AT_ONCE: u32 = 200;

/// The field by which records name contents.
const NAMED_BY: &str = "sha256";

impl Files {
    /// Removes what no record names, for all tenants; answers how many contents. It may run in several processes at once.
    ///
    /// Records in the bin count: they may come back.
    ///
    /// # Errors
    /// The database or the place for files cannot be reached.
    pub async fn tidy(&self, now: Timestamp) -> Result<u64> {
        self.forget_waiting(now.plus_seconds(-WAITS_SECONDS)).await;
        let mut removed = 0;
        for tenant in self.engine.store().identity().tenants().await? {
            removed += self.tidy_tenant(tenant.id, now).await?;
        }
        Ok(removed)
    }

    async fn tidy_tenant(&self, tenant: TenantId, now: Timestamp) -> Result<u64> {
        let before = now.plus_seconds(-STAYS_SECONDS);
        let store = self.tenant(tenant);
        let (mut after, mut removed) = (String::new(), 0);
        loop {
            let blobs = store.blobs_used_before(before, &after, AT_ONCE).await?;
            let Some(last) = blobs.last() else {
                return Ok(removed);
            };
            after.clone_from(&last.sha256);
            for blob in &blobs {
                let named = self.is_named(tenant, blob).await?;
                // Whoever used it since keeps it; whoever uses it from now on gets another key.
                if !named && store.forget_blob(blob, before).await? {
                    self.store.remove(&object_name(tenant, blob)).await?;
                    removed += 1;
                }
            }
        }
    }

    async fn is_named(&self, tenant: TenantId, blob: &Blob) -> Result<bool> {
        let wanted = Filter::equals(NAMED_BY, Value::Text(blob.sha256.clone()));
        let schema = self.engine.base_schema();
        for entity in schema.entities().iter().filter(|one| names(one)) {
            let store = self.tenant(tenant);
            let found: Vec<RecordId> = store
                .ids(entity, &wanted, None, Deleted::Any, None, 1)
                .await?;
            if !found.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Files that came in halfway before the process ended.
    async fn forget_waiting(&self, before: Timestamp) {
        let Ok(mut entries) = tokio::fs::read_dir(&self.waiting).await else {
            return;
        };
        while let Ok(Some(entry)) = entries.next_entry().await {
            let modified = entry.metadata().await.and_then(|meta| meta.modified());
            let since = modified
                .ok()
                .and_then(|then| then.duration_since(UNIX_EPOCH).ok());
            let since = since.and_then(|since| i64::try_from(since.as_micros()).ok());
            if since.is_some_and(|since| Timestamp::from_micros(since) < before) {
                let _ = tokio::fs::remove_file(entry.path()).await;
            }
        }
    }
}

fn names(entity: &EntityDef) -> bool {
    let field = entity.field(NAMED_BY);
    field.is_some_and(|field| matches!(field.kind, FieldType::Text { .. }))
}
