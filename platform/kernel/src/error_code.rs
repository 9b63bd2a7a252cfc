//! The catalogue of error codes: stable names that clients may match on.
//!
//! One line per code: its name on the wire, its kind and a title. `docs/ERRORS.md` is made from it.
//! Modules add their own codes as `module.name` with [`ErrorCode::custom`].

use crate::ErrorKind;

/// A stable error code with its kind and title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// Name on the wire, such as `not_found` or `crm.stage_not_reachable`.
    pub name: &'static str,
    /// The kind, which fixes the HTTP and gRPC status.
    pub kind: ErrorKind,
    /// A short title for people.
    pub title: &'static str,
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $kind:ident, $title:literal;)*) => {
        impl ErrorCode {
            $($(#[$doc])* pub const $constant: Self = Self { name: $name, kind: ErrorKind::$kind, title: $title };)*

            /// Every code of the platform, for documentation and tests.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

catalogue! {
    /// The request or a value in it is not acceptable.
    INVALID = "invalid", Invalid, "The request is not valid";
    /// A field, operator or parameter that does not exist.
    UNKNOWN_FIELD = "unknown_field", Invalid, "Unknown field";
    /// A required value is missing.
    REQUIRED = "required", Invalid, "A required value is missing";
    /// The value is already used by another record.
    DUPLICATE = "duplicate", Conflict, "The value is already used";
    /// A link points to a record that does not exist or may not be seen.
    BROKEN_LINK = "broken_link", Invalid, "The linked record does not exist";
    /// A state machine does not allow this step.
    STEP_NOT_ALLOWED = "step_not_allowed", Conflict, "This step is not allowed";
    /// No sign-in, or one that is no longer good.
    UNAUTHENTICATED = "unauthenticated", Unauthenticated, "Sign in first";
    /// Wrong e-mail or password.
    BAD_CREDENTIALS = "bad_credentials", Unauthenticated, "E-mail or password is wrong";
    /// A refresh token that is spent, unknown or expired.
    BAD_REFRESH_TOKEN = "bad_refresh_token", Unauthenticated, "The session has ended";
    /// Too many failed sign-ins.
    LOCKED = "locked", Locked, "The account is locked";
    /// Signed in, but not allowed.
    FORBIDDEN = "forbidden", Forbidden, "Not allowed";
    /// An API key asked for what belongs to the person who made it.
    KEY_NOT_ALLOWED = "key_not_allowed", Forbidden, "Not with an API key";
    /// Nothing there, or nothing the caller may know of.
    NOT_FOUND = "not_found", NotFound, "Not found";
    /// The method does not exist on this path.
    METHOD_NOT_ALLOWED = "method_not_allowed", NotAllowed, "Method not allowed";
    /// The record changed since the caller read it.
    VERSION_CONFLICT = "version_conflict", Conflict, "The record was changed meanwhile";
    /// The same idempotency key came with another request.
    IDEMPOTENCY_MISMATCH = "idempotency_mismatch", Conflict, "The idempotency key belongs to another request";
    /// The present state does not allow it.
    CONFLICT = "conflict", Conflict, "The present state does not allow this";
    /// A legal hold keeps the record.
    ON_HOLD = "on_hold", Conflict, "On legal hold";
    /// Nothing left to undo.
    NOT_UNDOABLE = "not_undoable", Conflict, "This cannot be undone";
    /// The body or file is larger than allowed.
    TOO_LARGE = "too_large", TooLarge, "Too large";
    /// The body's media type is not understood.
    UNSUPPORTED_MEDIA = "unsupported_media", UnsupportedMedia, "Media type not supported";
    /// Too many requests.
    TOO_MANY = "too_many", TooMany, "Too many requests";
    /// It took too long.
    TIMEOUT = "timeout", Timeout, "The request took too long";
    /// A part that is needed does not answer.
    UNAVAILABLE = "unavailable", Unavailable, "Temporarily unavailable";
    /// A fault of ours.
    INTERNAL = "internal", Internal, "Internal error";
}

impl ErrorCode {
    /// A module's own code, written `module.name`.
    #[must_use]
    pub const fn custom(name: &'static str, kind: ErrorKind, title: &'static str) -> Self {
        Self { name, kind, title }
    }
}
