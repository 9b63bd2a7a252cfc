//! The one error that crosses crate borders.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::ErrorCode;

/// Result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of failure it is. Closed: mapped once to HTTP and once to gRPC, at the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ErrorKind {
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    NotAllowed,
    Conflict,
    Locked,
    TooLarge,
    UnsupportedMedia,
    TooMany,
    Timeout,
    Unavailable,
    Internal,
}

/// What is wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field as the caller named it.
    pub field: String,
    /// A stable code, such as `required`.
    pub code: &'static str,
    /// What is wrong, for people.
    pub message: String,
}

/// A failure that may be told to the caller.
///
/// `message` is lower case, without a full stop, and names the thing. `source` is for the log only.
#[derive(Clone)]
pub struct Error {
    /// The stable code.
    pub code: ErrorCode,
    /// What happened, for people.
    pub message: String,
    /// Details per field.
    pub fields: Vec<FieldError>,
    /// More facts for the caller, such as the current record of a version conflict (JSON text).
    pub extra: Option<(&'static str, String)>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error with a code and a message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            fields: Vec::new(),
            extra: None,
            source: None,
        }
    }

    /// A value that is not acceptable.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::INVALID, message)
    }

    /// One field that is not acceptable.
    pub fn field(field: impl Into<String>, code: ErrorCode, message: impl Into<String>) -> Self {
        let (field, message) = (field.into(), message.into());
        Self::new(code, format!("`{field}`: {message}")).with_field(field, code, message)
    }

    /// Several fields that are not acceptable. The list must not be empty.
    #[must_use]
    pub fn fields(fields: Vec<FieldError>) -> Self {
        let message = match fields.as_slice() {
            [one] => format!("`{}`: {}", one.field, one.message),
            many => format!("{} fields are not valid", many.len()),
        };
        Self {
            fields,
            ..Self::new(ErrorCode::INVALID, message)
        }
    }

    /// Nothing there, or nothing the caller may know of.
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new(ErrorCode::NOT_FOUND, format!("{what} not found"))
    }

    /// Signed in, but not allowed.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::FORBIDDEN, message)
    }

    /// A fault of ours: the cause goes to the log, the caller hears only that it happened.
    pub fn internal(source: impl StdError + Send + Sync + 'static) -> Self {
        Self::new(ErrorCode::INTERNAL, "internal error").caused_by(source)
    }

    /// Adds the cause, for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// Adds what is wrong with a field.
    #[must_use]
    pub fn with_field(
        mut self,
        field: impl Into<String>,
        code: ErrorCode,
        message: impl Into<String>,
    ) -> Self {
        self.fields.push(FieldError {
            field: field.into(),
            code: code.name,
            message: message.into(),
        });
        self
    }

    /// Adds a fact for the caller under a key: `json` must be valid JSON text.
    #[must_use]
    pub fn with_extra(mut self, key: &'static str, json: String) -> Self {
        self.extra = Some((key, json));
        self
    }

    /// The kind of its code.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.code.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.name, self.message)?;
        for field in &self.fields {
            write!(f, " [{}: {}]", field.field, field.message)?;
        }
        if let Some(source) = &self.source {
            write!(f, " ({source:?})")?;
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
