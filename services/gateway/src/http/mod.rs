//! Handlers, one folder level for the whole API: each file is a group of routes of [`crate::routes`].
//!
//! A handler reads the request, calls one method of the engine or of the accounts, and writes the answer. There are
//! no rules about records here. `records.rs` serves every entity; start there.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod activity;
pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod audit_export;
pub(crate) mod body;
pub(crate) mod bookings;
pub(crate) mod bulk;
mod conditions;
pub(crate) mod custom;
pub(crate) mod documents;
pub(crate) mod export;
pub(crate) mod factors;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod jobs;
pub(crate) mod list;
pub(crate) mod meta;
pub(crate) mod passkeys;
pub(crate) mod print;
pub(crate) mod privacy;
pub(crate) mod providers;
pub(crate) mod query;
pub(crate) mod records;
pub(crate) mod sessions;
pub(crate) mod shares;
pub(crate) mod target;
pub(crate) mod users;
pub(crate) mod write;
