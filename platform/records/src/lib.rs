//! The records engine: everything one can do with records of any entity, and the only way to do it.
//!
//! There is one write path, [`Work`]: load, authorise, hooks, validate, then change, audit, outbox and idempotency
//! rows in one transaction. There is one read rule: a record reaches a caller only as [`Visible`], after the
//! [`scope`] of the caller was compiled into the query. REST, import, bulk, actions and jobs all come through here.
//!
//! The engine knows no HTTP and writes no SQL. Start with [`Engine`], then `work/` for writes and `list.rs` for reads.

mod action;
mod aggregate;
mod answer;
mod audit;
mod bulk;
mod chores;
mod cursor;
mod definitions;
mod difference;
mod engine;
mod explain;
mod get;
mod history;
mod include;
mod jobs;
mod list;
mod live;
mod module;
mod privacy;
mod removed;
mod repeat;
pub mod scope;
mod search;
mod seeded;
mod sensitive;
mod shares;
mod tags;
mod timeline;
mod trail;
mod undo;
mod work;
mod write;

pub use action::{ActionAnswer, PlatformCode};
pub use aggregate::{AggregateRequest, MetricRequest};
pub use answer::{ListAnswer, RecordAnswer, Visible, WriteAnswer};
pub use audit::AuditRequest;
pub use bulk::{BulkAnswer, BulkRequest, Selection};
pub use definitions::NewDefinition;
pub use engine::Engine;
pub use jobs::{JobHandler, JobRun};
pub use list::{ListRequest, Page};
pub use module::{
    Action, ActionFn, ActionFuture, ActionInput, Changed, Chore, ChoreFn, ChoreFuture, Hook,
    HookFn, Module, ModuleError, ModuleInfo, Reaction, ReactionFn, ReactionFuture,
};
pub use privacy::{PrivacyAnswer, PrivacyKind, RetentionInput, Subject};
pub use search::GlobalSearch;
pub use sensitive::sensitive_fields;
pub use shares::NewShare;
pub use timeline::TimelineRequest;
pub use trail::author;
pub use undo::{UndoAnswer, UndoConflict};
pub use work::{Committed, Work};

pub use rapport_store::{AuditKind, AuditNote, ChainHead, GranteeKind, OutboxEvent};
pub use rapport_store::{CountMode, Deleted, ImportRow, Job, JobStatus, SystemChange, Total};
