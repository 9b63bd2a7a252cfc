//! Changing the schema.

use rusqlite::Connection;

use super::store_error;
use crate::{Result, StoreError};

/// Runs texts in one transaction with link checks off, and checks every link before it commits.
pub(super) fn run_texts(connection: &mut Connection, texts: &[String]) -> Result<()> {
    // The pragma has no effect inside a transaction.
    connection
        .execute_batch("PRAGMA foreign_keys = OFF")
        .map_err(store_error)?;
    let result = in_transaction(connection, texts);
    if result.is_err() && !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .map_err(store_error)?;
    result
}

fn in_transaction(connection: &Connection, texts: &[String]) -> Result<()> {
    connection
        .execute_batch("BEGIN IMMEDIATE")
        .map_err(store_error)?;
    for text in texts {
        connection
            .execute_batch(text)
            .map_err(|error| match store_error(error) {
                StoreError::Internal(error) => StoreError::Migration(error.to_string()),
                error => error,
            })?;
    }
    let broken: i64 = connection
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .map_err(store_error)?;
    if broken > 0 {
        return Err(StoreError::Migration(format!(
            "{broken} rows would have broken links"
        )));
    }
    connection.execute_batch("COMMIT").map_err(store_error)
}
