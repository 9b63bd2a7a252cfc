//! What tests of modules and of the engine stand on: a [`TestApp`] with a database of its own.
//!
//! The clock stands still until a test moves it, random numbers are the same each time, the database is made for one
//! test and gone after it. SQLite always runs; PostgreSQL runs when `RAPPORT_TEST_POSTGRES` names a server. A kit for
//! tests only: it fails loudly, and nothing of the product may depend on it. Start with [`on_each_database`].

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test kit fails loudly, with the error in its message"
)]

mod app;
mod clock;
mod database;
mod random;
mod smtp;

pub use app::{TestApp, refused};
pub use clock::TestClock;
pub use database::{Database, OWNER, PLAIN_OWNER, as_owner};
pub use random::TestRandom;
pub use smtp::{ReceivedMail, SmtpServer};

/// The kernel's vocabulary, for tests of crates that do not depend on it.
pub use rapport_kernel as kernel;

use std::future::Future;

use rapport_records::Module;

/// Runs a test on a fresh SQLite database, and on a fresh PostgreSQL database when a server is named.
///
/// # Panics
/// When the test does.
pub async fn on_each_database<T, F>(modules: fn() -> Vec<Module>, test: T)
where
    T: Fn(TestApp) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    run(Database::sqlite(), modules, &test).await;
    match Database::postgres().await {
        Some(database) => run(database, modules, &test).await,
        None => println!("skipped on PostgreSQL: RAPPORT_TEST_POSTGRES is not set"),
    }
}

/// Runs a test on a fresh SQLite database only: for rules that no database can change.
///
/// # Panics
/// When the test does.
pub async fn on_sqlite<T, F>(modules: fn() -> Vec<Module>, test: T)
where
    T: Fn(TestApp) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    run(Database::sqlite(), modules, &test).await;
}

/// The database goes away even when the test fails.
async fn run<T, F>(database: Database, modules: fn() -> Vec<Module>, test: &T)
where
    T: Fn(TestApp) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let name = database.kind_name();
    let app = TestApp::open(&database, modules()).await;
    let store = app.engine().store().clone();
    let result = tokio::spawn(test(app)).await;
    store.close().await;
    database.drop().await;
    if let Err(failure) = result {
        eprintln!("the test failed on {name}");
        std::panic::resume_unwind(failure.into_panic());
    }
}
