//! Tokens: signed ones that say who calls, and opaque ones that only their holder knows.

mod access;
mod secret;

pub(crate) use access::{ACCESS_SECONDS, AccessTokens, Claims};
pub(crate) use secret::{Secret, hash, same};
