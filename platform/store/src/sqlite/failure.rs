//! What SQLite's errors mean.

use rusqlite::ffi;

use crate::ddl::constraint_name;
use crate::{ConstraintKind, StoreError};

/// The store's error for one of SQLite's.
pub(crate) fn store_error(error: rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else {
        return StoreError::internal(error);
    };
    let message = message.as_deref().unwrap_or_default();
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            return StoreError::Constraint {
                kind: ConstraintKind::Unique,
                name: unique_name(message),
            };
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            return StoreError::Constraint {
                kind: ConstraintKind::ForeignKey,
                name: String::new(),
            };
        }
        _ => {}
    }
    match failure.code {
        rusqlite::ErrorCode::DiskFull => StoreError::Full,
        rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => StoreError::Busy,
        rusqlite::ErrorCode::OperationInterrupted => StoreError::Timeout,
        rusqlite::ErrorCode::ConstraintViolation => StoreError::Constraint {
            kind: ConstraintKind::Other,
            name: message.to_owned(),
        },
        _ => StoreError::internal(error),
    }
}

/// `UNIQUE constraint failed: contacts.tenant_id, contacts.email` is named `contacts_email_key`.
fn unique_name(message: &str) -> String {
    let columns = message.rsplit(": ").next().unwrap_or_default();
    let last = columns.rsplit(", ").next().unwrap_or_default();
    match last.split_once('.') {
        Some((table, "id")) => format!("{table}_pkey"),
        Some((table, column)) => constraint_name(table, column, "key"),
        None => columns.trim_matches(['\'', ' ']).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::unique_name;

    #[test]
    fn the_last_column_names_a_unique_constraint() {
        let message = "UNIQUE constraint failed: contacts.tenant_id, contacts.email";
        assert_eq!(unique_name(message), "contacts_email_key");
    }
}
