//! The API as clients meet it: the whole router over a database of its own, one module per part of the URL tree.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail loudly, with the value that was wrong"
)]

mod access;
mod account;
mod assets;
mod audit;
mod bookings;
mod bulk;
mod coverage;
mod dialects;
mod documents;
mod errors;
mod export;
mod factors;
mod idempotency;
mod imports;
mod limits;
mod lists;
mod live;
mod meta;
mod metrics;
mod nasty;
mod openapi;
mod print;
mod privacy;
mod reach;
mod records;
mod refusals;
mod serve;
mod sessions;
mod support;
mod tenancy;
mod trail;
mod trouble;
mod users;
