//! The door to uploaded files.

use std::path::{Path, PathBuf};

use rapport_kernel::{RequestContext, Result, TenantId, new_uuid};
use rapport_records::Engine;
use rapport_store::{Blob, TenantStore};

use crate::place::FileStore;
use crate::stage::{Stage, Staged};

/// Uploaded files of all tenants. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    pub(crate) engine: Engine,
    pub(crate) store: FileStore,
    pub(crate) waiting: PathBuf,
    limit: u64,
}

impl Files {
    /// Files in a place, described by records of an engine. What comes in waits in a folder of this machine; no file may
    /// have more bytes than `limit`.
    #[must_use]
    pub fn new(engine: Engine, store: FileStore, waiting: PathBuf, limit: u64) -> Self {
        Self {
            engine,
            store,
            waiting,
            limit,
        }
    }

    /// The most bytes of one file.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// The folder where files wait until they are whole.
    #[must_use]
    pub fn waiting(&self) -> &Path {
        &self.waiting
    }

    /// Begins a file that comes in; `limit` may say less than the installation allows.
    ///
    /// # Errors
    /// The disk cannot be written.
    pub async fn stage(&self, ctx: &RequestContext, limit: Option<u64>) -> Result<Stage> {
        let name = new_uuid(ctx.clock.as_ref(), ctx.random.as_ref());
        let limit = limit.map_or(self.limit, |limit| limit.min(self.limit));
        Stage::begin(&self.waiting, name, limit).await
    }

    /// Stores a file that came in whole, unless its content is stored already.
    ///
    /// The row comes first: from then on the content counts as used, and nobody removes its object.
    pub(crate) async fn keep(&self, ctx: &RequestContext, staged: &Staged) -> Result<()> {
        let wanted = Blob {
            sha256: staged.sha256.clone(),
            key: new_uuid(ctx.clock.as_ref(), ctx.random.as_ref()),
            size: i64::try_from(staged.size).unwrap_or(i64::MAX),
        };
        let blob = self.tenant(ctx.tenant).use_blob(&wanted, ctx.now()).await?;
        let name = object_name(ctx.tenant, &blob);
        if self.store.size(&name).await? == Some(staged.size) {
            return Ok(());
        }
        self.store.put(&name, staged.path()).await
    }

    pub(crate) fn tenant(&self, tenant: TenantId) -> TenantStore {
        self.engine.store().tenant(tenant)
    }
}

/// The name of an object: nothing of it comes from a client.
pub(crate) fn object_name(tenant: TenantId, blob: &Blob) -> String {
    let beginning = blob.sha256.get(..2).unwrap_or_default();
    format!("{tenant}/{beginning}/{}-{}", blob.sha256, blob.key.simple())
}
