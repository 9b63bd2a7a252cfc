//! Uploaded files: stored by content in a folder or a bucket, and the documents that say what they are.
//!
//! A file comes in through a [`Stage`], where it is measured, hashed and looked at; [`Files`] then stores it once per tenant
//! and content, and writes the records `document` and `document_version` of the module `documents`. Only this crate
//! writes the fields that describe a file, so that nobody reaches one by naming its hash. A file is opened through
//! [`Files::find`], which asks the engine for the rights of the moment, each time.
//!
//! Names of objects are made of tenant, hash and key; nothing that a client sends is part of them. What no record names any
//! more is removed a day later ([`Files::tidy`]). Nothing here knows HTTP.
//!
//! Start with `files.rs`; `place.rs` is the way to folder and bucket, `kind.rs` says what a file is by its content.

// Chosen here for its features alone: the store for buckets must not bring another TLS.
use reqwest as _;

mod documents;
mod files;
mod kind;
mod open;
mod place;
mod sniff;
mod stage;
mod tidy;

pub use documents::{NewVersion, Upload};
pub use files::Files;
pub use kind::{is_shown_inline, kind_of};
pub use open::Found;
pub use place::{BucketPlace, ByteStream, FileStore};
pub use stage::{Stage, Staged};
