//! What the trail and search keep of a field or object that was purged.

use rapport_kernel::RecordId;
use rapport_schema::EntityDef;
use serde_json::json;
use uuid::Uuid;

use super::erase::Found;
use crate::commit::put_search;
use crate::row::RowRef;
use crate::sql::SqlText;
use crate::transact::{Step, StepError};
use crate::{AuditAuthor, Result, SearchText, TenantStore};

/// Audit entries emptied in one transaction.
const AT_ONCE: u32 = 400;

impl TenantStore {
    /// Empties some of the entries that tell of changes of an entity: all of them, or those that tell of one field.
    /// Answers how many; none are left when there are none.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn empty_entries(
        &self,
        author: &AuditAuthor,
        entity: &str,
        field: Option<&str>,
    ) -> Result<u64> {
        let mut sql = SqlText::new("SELECT id, entity, record_id FROM audit WHERE tenant_id = ");
        sql.param(self.tenant());
        sql.push(" AND salt IS NOT NULL AND kind NOT IN ('erase', 'privacy') AND entity = ")
            .param(entity);
        if let Some(field) = field {
            sql.push(" AND ");
            self.contains_raw(&mut sql, "changes", &format!("\"field\":{}", json!(field)));
        }
        sql.push(" ORDER BY id LIMIT ").param(AT_ONCE);
        let read = |row: &RowRef<'_>| Found::read(row);
        let found = self.store().read_all(sql.finish().heavy(), read).await?;
        let mut steps = Vec::new();
        self.empty(&mut steps, author, &found, 0);
        self.transact_all(steps).await?;
        Ok(u64::try_from(found.len()).unwrap_or_default())
    }

    /// Writes search texts anew; an entity that is not searched any more has none.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn put_search_texts(
        &self,
        entity: &EntityDef,
        texts: Vec<(RecordId, Option<SearchText>)>,
    ) -> Result<()> {
        let one = |(id, text): (RecordId, Option<SearchText>)| match text {
            Some(text) => Step::any(put_search(self.tenant(), &entity.name, id, &text)),
            None => {
                let mut sql = SqlText::new("DELETE FROM search_docs WHERE tenant_id = ");
                sql.param(self.tenant())
                    .push(" AND entity = ")
                    .param(entity.name.as_str());
                sql.push(" AND record_id = ").param(id);
                Step::any(sql.finish())
            }
        };
        self.transact_all(texts.into_iter().map(one).collect())
            .await
    }

    pub(super) async fn transact_all(&self, steps: Vec<Step>) -> Result<()> {
        if steps.is_empty() {
            return Ok(());
        }
        let done = self.store().transact(steps).await;
        done.map(drop).map_err(|StepError { error, .. }| error)
    }
}

impl Found {
    pub(super) fn read(row: &RowRef<'_>) -> Result<Self> {
        let id: Uuid = row.uuid(0)?;
        Ok(Self {
            id,
            entity: row.text(1)?.to_owned(),
            record: row.uuid(2)?,
        })
    }
}
