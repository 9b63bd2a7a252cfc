//! Passwords: which are acceptable, and how they are hashed.

mod hash;
mod rules;

pub(crate) use hash::{Hasher, NO_PASSWORD, Turn, importable, is_bcrypt};
pub use rules::PasswordRule;
pub(crate) use rules::acceptable;
