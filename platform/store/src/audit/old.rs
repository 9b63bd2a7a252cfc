//! Entries from before the chain: the migration gave them a salt, here they get content hash and place.

use super::entry::{self, Hash, Link};
use super::read::{HASHED, Hashed, read_hashed};
use crate::sql::{Param, SqlText};
use crate::transact::{Step, StepError};
use crate::{DatabaseKind, Result, Store, TenantStore};

/// Entries of one transaction.
const AT_ONCE: u32 = 500;

impl Store {
    /// Chains entries that an older program wrote, oldest first; done before the program serves. Answers how many.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn chain_old_entries(&self) -> Result<u64> {
        let mut done = 0;
        for tenant in self.identity().tenants().await? {
            done += self.tenant(tenant.id).chain_old_entries().await?;
        }
        if done > 0 {
            self.chain_waiting().await?;
            tracing::info!(entries = done, "older audit entries were chained");
        }
        Ok(done)
    }
}

impl TenantStore {
    async fn chain_old_entries(&self) -> Result<u64> {
        let mut done = 0;
        loop {
            let mut sql = SqlText::new("SELECT ");
            sql.push(HASHED)
                .push(" FROM audit AS a WHERE a.content IS NULL AND a.tenant_id = ")
                .param(self.tenant());
            sql.push(" ORDER BY a.id LIMIT ").param(AT_ONCE);
            let statement = sql.finish().heavy();
            let found = self.store().read_all(statement, read_hashed).await?;
            if found.is_empty() {
                return Ok(done);
            }
            done += u64::try_from(found.len()).unwrap_or_default();
            let steps = found.iter().flat_map(|one| self.chain_old(one)).collect();
            self.store()
                .transact(steps)
                .await
                .map_err(|StepError { error, .. }| error)?;
        }
    }

    fn chain_old(&self, old: &Hashed) -> Vec<Step> {
        let salt = old.salt.clone().unwrap_or_default();
        let content = entry::content(&salt, &old.title, &old.changes);
        let digest = old.entry().digest(&content);
        let mut sql = SqlText::new("UPDATE audit SET content = ");
        sql.param(Param::Bytes(content.to_vec()))
            .push(" WHERE tenant_id = ")
            .param(old.tenant);
        sql.push(" AND id = ")
            .param(old.id)
            .push(" AND content IS NULL");
        let link = Link {
            tenant: old.tenant,
            entry: old.id,
            digest,
        };
        let kept = Step {
            link: Some(link),
            ..Step::one(sql.finish())
        };
        match self.store().kind() {
            DatabaseKind::Sqlite => vec![kept],
            DatabaseKind::Postgres => vec![kept, queue(&link)],
        }
    }
}

fn queue(link: &Link) -> Step {
    let digest: Hash = link.digest;
    let mut sql = SqlText::new("INSERT INTO audit_waiting (tenant_id, entry, digest) VALUES (");
    sql.param(link.tenant).push(", ").param(link.entry);
    sql.push(", ")
        .param(Param::Bytes(digest.to_vec()))
        .push(")");
    Step::any(sql.finish())
}
