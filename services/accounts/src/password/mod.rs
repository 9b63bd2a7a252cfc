//! Passwords: which are acceptable, and how they are hashed.

mod hash;
mod rules;

pub(crate) use hash::Hasher;
pub(crate) use rules::acceptable;
