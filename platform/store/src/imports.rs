//! The rows of an import: what each line of a file became.

use rapport_kernel::{RecordId, TenantId};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::jobs::json;
use crate::sql::{Param, SqlText, Statement};
use crate::{Result, TenantStore};

/// One row of an imported file.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRow {
    /// The import.
    pub import: Uuid,
    /// The row's number in the file, from 1.
    pub row: i64,
    /// `new`, `changed`, `unchanged` or `rejected`.
    pub status: String,
    /// The title of the record it makes.
    pub title: String,
    /// The record it made or changed.
    pub record: Option<RecordId>,
    /// What is wrong with it: `[{column, field, message}]`.
    pub errors: Json,
    /// What it changes.
    pub changes: Json,
    /// The cells as they came.
    pub cells: Json,
}

/// The statement that makes or replaces a row.
pub(crate) fn put(tenant: TenantId, row: &ImportRow) -> Statement {
    let mut sql = SqlText::new(
        "INSERT INTO import_rows (tenant_id, import_id, row_number, status, title, record_id, errors, changes, cells) \
         VALUES (",
    );
    sql.param(tenant);
    let values = [
        Param::Uuid(row.import),
        row.row.into(),
        row.status.as_str().into(),
        row.title.as_str().into(),
        row.record.into(),
        Param::Json(row.errors.to_string()),
        Param::Json(row.changes.to_string()),
        Param::Json(row.cells.to_string()),
    ];
    for value in values {
        sql.push(", ").param(value);
    }
    sql.push(
        ") ON CONFLICT (tenant_id, import_id, row_number) DO UPDATE SET status = excluded.status, \
         title = excluded.title, record_id = excluded.record_id, errors = excluded.errors, \
         changes = excluded.changes, cells = excluded.cells",
    );
    sql.finish()
}

impl TenantStore {
    /// Rows of an import after a row number, in order; only those of a status when one is given.
    pub async fn import_rows(
        &self,
        import: Uuid,
        status: Option<&str>,
        after: i64,
        limit: u32,
    ) -> Result<Vec<ImportRow>> {
        let mut sql = SqlText::new(
            "SELECT row_number, status, title, record_id, errors, changes, cells FROM import_rows WHERE tenant_id = ",
        );
        sql.param(self.tenant())
            .push(" AND import_id = ")
            .param(import);
        if let Some(status) = status {
            sql.push(" AND status = ").param(status);
        }
        sql.push(" AND row_number > ").param(after);
        sql.push(" ORDER BY row_number LIMIT ").param(limit);
        self.store()
            .read_all(sql.finish(), move |row| {
                Ok(ImportRow {
                    import,
                    row: row.int(0)?,
                    status: row.text(1)?.to_owned(),
                    title: row.text(2)?.to_owned(),
                    record: row.opt_uuid(3)?.map(RecordId),
                    errors: json(row.json(4)?)?,
                    changes: json(row.json(5)?)?,
                    cells: json(row.json(6)?)?,
                })
            })
            .await
    }
}
