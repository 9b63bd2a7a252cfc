//! What contacts and leads have in common: a name made of parts.

mod name;
mod superiors;

pub(crate) use name::{fill_contact_name, follow_parts};
pub(crate) use superiors::keep_superiors;
