//! Records in SQLite or PostgreSQL: the only crate that knows SQL.
//!
//! A [`Store`] is one database; a [`TenantStore`] is one tenant's view of it and the only way to records. Reads are
//! questions as data ([`GetQuery`], [`ListQuery`], ...), writes are a [`WriteBatch`] the engine decided on, applied in
//! one transaction or not at all. Nothing here authorises, validates or knows HTTP.
//!
//! Invariants: every statement carries the tenant; statement texts are the same for both databases wherever possible
//! and never contain values; a write that was answered is on the disk. On PostgreSQL row level security holds every
//! row against the tenant once more (`scope.rs`).
//!
//! Start with `store.rs`, then `commit/` (writes), `query/` (reads), `ddl/` (tables of an entity), `migrate/`
//! (frozen migrations). `sqlite/` and `postgres/` only run statements.

mod answers;
mod audit;
mod blobs;
mod commit;
pub mod ddl;
mod definitions;
mod error;
mod idempotency;
mod identity;
mod imports;
mod jobs;
mod migrate;
mod options;
mod outbox;
mod postgres;
mod privacy;
mod queries;
mod query;
mod reader;
mod row;
mod scope;
mod shares;
mod sql;
mod sqlite;
mod store;
mod tenant;
mod transact;
mod write;

pub use answers::{AggregateRow, JsonPage, JsonRow, Reference, SearchHit, Title, Total};
pub use audit::{
    AuditAuthor, AuditEntry, AuditKind, AuditNote, AuditQuery, ChainHead, ChainProblem,
    ChainReport, ProblemKind,
};
pub use blobs::Blob;
pub use definitions::Definition;
pub use error::{ConstraintKind, Result, StoreError};
pub use identity::*;
pub use imports::ImportRow;
pub use jobs::{Job, JobStatus};
pub use migrate::{MIGRATIONS, Migration, MigrationStatus, list_text};
pub use options::{DatabaseKind, DatabaseUrl, StoreOptions};
pub use outbox::OutboxEvent;
pub use privacy::{Erasure, Hold, Left, RetentionRule, UserTraces};
pub use queries::{
    AggregateQuery, Bucket, CountMode, Deleted, GetQuery, GroupKey, ListQuery, Metric,
    MetricFunction, SearchQuery, Start, Words,
};
pub use shares::{GranteeKind, RecordShare};
pub use store::Store;
pub use tenant::TenantStore;
pub use write::{
    Applied, Change, ChangeKind, Difference, SearchText, StoredAnswer, SystemChange, WriteBatch,
};
