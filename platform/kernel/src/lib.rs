//! The vocabulary every other crate speaks: ids, time, money, errors and the request context.
//!
//! The kernel does no I/O, has no async code and never reads the clock or a random source:
//! both reach it through [`RequestContext`]. Nothing here knows entities, databases or HTTP.
//!
//! Start with [`RequestContext`] (what every operation receives) and [`Error`] (what it may answer).

mod access;
mod context;
mod error;
mod error_code;
mod id;
mod money;
mod text;
mod time;

pub use access::{
    Access, AccessModel, EntityRights, Group, Level, Member, Openness, Profile, ReachingRule,
    RoleNode, SettingsRight, SharingRule, Team,
};
pub use context::{Actor, Idempotency, Random, RequestContext, Source, Through};
pub use error::{Error, ErrorKind, FieldError, Result};
pub use error_code::ErrorCode;
pub use id::{OperationId, RecordId, RequestId, TenantId, UserId, new_uuid};
pub use money::{CURRENCIES, Currency, Money};
pub use text::{fold, html_escaped};
pub use time::{Clock, Timestamp};
