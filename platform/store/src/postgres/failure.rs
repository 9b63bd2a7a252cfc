//! What PostgreSQL's errors mean.

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::{ConstraintKind, StoreError};

/// The store's error for one of PostgreSQL's.
pub(crate) fn store_error(error: Error) -> StoreError {
    let Some(database) = error.as_db_error() else {
        let lost = error.is_closed()
            || std::error::Error::source(&error)
                .is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
        return if lost {
            StoreError::Unavailable(error.to_string())
        } else {
            StoreError::internal(error)
        };
    };
    let name = database.constraint().unwrap_or_default().to_owned();
    let constraint = |kind| StoreError::Constraint { kind, name };
    match database.code() {
        &SqlState::UNIQUE_VIOLATION => constraint(ConstraintKind::Unique),
        &SqlState::FOREIGN_KEY_VIOLATION => constraint(ConstraintKind::ForeignKey),
        &SqlState::CHARACTER_NOT_IN_REPERTOIRE | &SqlState::UNTRANSLATABLE_CHARACTER => {
            StoreError::Invalid("a text contains a character that cannot be stored".to_owned())
        }
        &SqlState::DISK_FULL => StoreError::Full,
        &SqlState::QUERY_CANCELED => StoreError::Timeout,
        &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy,
        &SqlState::ADMIN_SHUTDOWN
        | &SqlState::CRASH_SHUTDOWN
        | &SqlState::CANNOT_CONNECT_NOW
        | &SqlState::TOO_MANY_CONNECTIONS => StoreError::Unavailable(database.message().to_owned()),
        code if code.code().starts_with("23") => constraint(ConstraintKind::Other),
        code if code.code().starts_with("28") || *code == SqlState::INVALID_CATALOG_NAME => {
            StoreError::Configuration(format!("PostgreSQL refuses: {}", database.message()))
        }
        _ => StoreError::internal(error),
    }
}
