//! The audit trail: who did what. Append-only, and chained so that a change of it shows.
//!
//! # What an entry commits to
//! * `content` = SHA-256(`rapport-audit-content-1`, salt, title, changes): title and changes exactly as stored. The
//!   salt is 16 random bytes per entry. Erasure removes title, changes and salt and leaves `content`: the chain stays
//!   valid, and nobody can find the text by trying texts, because the salt is gone.
//! * `digest` = SHA-256(`rapport-audit-entry-1`, tenant, id, operation, entity, record, action, actor, behind, source,
//!   at, version, kind, content). `undone_by` is not part of it: it may be set later.
//! * `hash` = SHA-256(`rapport-audit-chain-1`, hash of the place before, sequence, digest). Before the first place
//!   stand 32 zero bytes.
//!
//! Encoding: ids are 16 bytes, integers 8 bytes big-endian, times microseconds; a text is its length in bytes as such
//! an integer, then UTF-8; `behind` is one byte 0 for nobody, or 1 and the id.
//!
//! # Places
//! `audit_chain` gives every entry of a tenant its place: sequences from 1 without gaps. SQLite's single writer does so
//! in the transaction of the entry. On PostgreSQL a lock per tenant would make its writers wait for each other's disk,
//! so an entry is queued in `audit_waiting` by the same transaction and gets its place a moment after the commit
//! ([`crate::Store::keep_chain`]). Why: `docs/adr/0009-audit-chain.md`.
//!
//! Start with `entry.rs` (what is hashed), then `chain.rs` (places), `verify.rs` and `walk.rs`.

mod chain;
mod entry;
mod kind;
mod note;
mod old;
mod read;
mod verify;
mod walk;

pub use chain::ChainHead;
pub(crate) use chain::append;
pub(crate) use entry::{Entry, Link, salt};
pub use kind::AuditKind;
pub(crate) use note::note_step;
pub use note::{AuditAuthor, AuditNote};
pub use read::{AuditEntry, AuditQuery};
pub use verify::{ChainProblem, ChainReport, ProblemKind};
