//! The whole product over HTTP: the real executable as a process, on each database.
//!
//! A scenario knows the API and nothing of the code. Start with `first_day`, then `server.rs` for how a server is
//! started, killed and stopped.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a scenario fails by panicking"
)]

mod backup;
mod before_first_user;
mod client;
mod database;
mod first_day;
mod kill_under_load;
mod modules;
mod readme;
mod server;
mod stopping;
