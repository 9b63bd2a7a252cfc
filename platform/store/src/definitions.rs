//! Custom fields and objects of a tenant, as an administrator made them.

use rapport_kernel::Timestamp;

use crate::sql::SqlText;
use crate::{Result, StoreError, TenantStore};

/// A custom field or object.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// `field` or `entity`.
    pub kind: String,
    /// Its name: `contact.region` for a field, `boat` for an object.
    pub name: String,
    /// Its description.
    pub body: serde_json::Value,
    /// The tenant's definition counter when it was written; set by the store.
    pub epoch: i64,
    /// When it was written.
    pub updated_at: Timestamp,
}

/// The row of `sequences` that counts changes of a tenant's definitions.
pub(crate) const EPOCH: &str = "$definitions";

impl TenantStore {
    /// All custom fields and objects, in the order they were written.
    pub async fn definitions(&self) -> Result<Vec<Definition>> {
        let mut sql = SqlText::new(
            "SELECT kind, name, body, epoch, updated_at FROM definitions WHERE tenant_id = ",
        );
        sql.param(self.tenant()).push(" ORDER BY epoch, kind, name");
        self.store()
            .read_all(sql.finish(), |row| {
                Ok(Definition {
                    kind: row.text(0)?.to_owned(),
                    name: row.text(1)?.to_owned(),
                    body: serde_json::from_str(row.json(2)?)
                        .map_err(|error| StoreError::Unreadable(error.to_string()))?,
                    epoch: row.int(3)?,
                    updated_at: Timestamp::from_micros(row.int(4)?),
                })
            })
            .await
    }

    /// A number that grows with every change of the definitions.
    pub async fn definitions_epoch(&self) -> Result<i64> {
        let mut sql = SqlText::new("SELECT last FROM sequences WHERE tenant_id = ");
        sql.param(self.tenant()).push(" AND entity = ").param(EPOCH);
        let epoch = self
            .store()
            .read_one(sql.finish(), |row| row.int(0))
            .await?;
        Ok(epoch.unwrap_or(0))
    }
}
