//! The one error of the store, and how it becomes the error that crosses crate borders.

use std::path::PathBuf;
use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RecordId};

/// Result of a store call.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Which sort of constraint a statement broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// A value that must be unique is already there.
    Unique,
    /// A link whose target is not there.
    ForeignKey,
    /// Any other rule of the table.
    Other,
}

/// What can go wrong in the store.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The record is not at the expected version any more.
    #[error("{entity} {id} was changed meanwhile")]
    VersionConflict {
        /// The entity's name.
        entity: String,
        /// The record.
        id: RecordId,
    },
    /// Another live record has the value already.
    #[error("another {entity} has the same `{field}`")]
    Duplicate {
        /// The entity's name.
        entity: String,
        /// The field.
        field: String,
    },
    /// A link points to a record that does not exist in this tenant.
    #[error("`{field}` of {entity} points to a record that does not exist")]
    BrokenLink {
        /// The entity's name.
        entity: String,
        /// The field.
        field: String,
    },
    /// The record is not there, or is in the bin where a live one was needed, or the other way round.
    #[error("{entity} {id} not found")]
    Missing {
        /// The entity's name.
        entity: String,
        /// The record.
        id: RecordId,
    },
    /// Another request stored its answer under the same idempotency key first.
    #[error("the idempotency key is already used")]
    KeyUsed,
    /// Another operation took the change back first.
    #[error("the change was taken back meanwhile")]
    AlreadyUndone,
    /// A statement that must match a number of rows matched another; the transaction was rolled back.
    #[error("statement {step} matched another number of rows than it must")]
    Unmatched {
        /// The position of the statement in its transaction.
        step: usize,
    },
    /// A constraint of a table that no entity field explains.
    #[error("constraint `{name}` is violated")]
    Constraint {
        /// The sort of constraint.
        kind: ConstraintKind,
        /// Its name; empty when the database does not tell.
        name: String,
    },
    /// No room left on the disk.
    #[error("the disk of the database is full")]
    Full,
    /// More is queued than can be done soon.
    #[error("the database is busy")]
    Busy,
    /// The database does not answer.
    #[error("the database is not reachable: {0}")]
    Unavailable(String),
    /// A statement ran longer than allowed.
    #[error("the statement took too long")]
    Timeout,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// Another process has the data file open.
    #[error("`{}` is in use by another rapport process", .0.display())]
    InUse(PathBuf),
    /// The database software is too old.
    #[error("{product} {found} is too old, {needed} or newer is needed")]
    TooOld {
        /// SQLite or PostgreSQL.
        product: &'static str,
        /// The version found.
        found: String,
        /// The oldest version that will do.
        needed: &'static str,
    },
    /// A setting that cannot work.
    #[error("{0}")]
    Configuration(String),
    /// The schema of the database and the migrations of this program do not fit.
    #[error("{0}")]
    Migration(String),
    /// A question that cannot be asked: a field the entity does not have, a comparison its type does not know.
    #[error("{0}")]
    Invalid(String),
    /// A value that does not have the type of its field.
    #[error("`{field}` of {entity} got a value of another type")]
    Mismatch {
        /// The entity's name.
        entity: String,
        /// The field.
        field: String,
    },
    /// A value in the database that cannot be read as its field's type.
    #[error("unreadable value in the database: {0}")]
    Unreadable(String),
    /// Anything else the driver reports.
    #[error("database error: {0}")]
    Internal(#[source] Arc<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// Wraps an error of a driver or of the operating system.
    pub(crate) fn internal(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Arc::new(source))
    }

    /// Whether the connection, not the statement, is at fault.
    pub(crate) fn is_connection(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        match &error {
            StoreError::VersionConflict { .. } => Self::new(ErrorCode::VERSION_CONFLICT, message),
            StoreError::Duplicate { field, .. } => {
                let field = field.clone();
                Self::field(field, ErrorCode::DUPLICATE, "the value is already used")
            }
            StoreError::BrokenLink { field, .. } => {
                let field = field.clone();
                Self::field(
                    field,
                    ErrorCode::BROKEN_LINK,
                    "the linked record does not exist",
                )
            }
            StoreError::Missing { entity, .. } => Self::not_found(entity),
            StoreError::AlreadyUndone => Self::new(ErrorCode::NOT_UNDOABLE, message),
            StoreError::KeyUsed => Self::new(ErrorCode::IDEMPOTENCY_MISMATCH, message),
            StoreError::Invalid(_) => Self::invalid(message),
            StoreError::Full => Self::new(ErrorCode::UNAVAILABLE, "no room left for changes"),
            StoreError::Timeout => Self::new(ErrorCode::TIMEOUT, "the request took too long"),
            StoreError::Busy | StoreError::Unavailable(_) | StoreError::Closed => {
                Self::new(ErrorCode::UNAVAILABLE, "the database is not available").caused_by(error)
            }
            _ => Self::internal(error),
        }
    }
}
