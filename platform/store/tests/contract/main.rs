//! What the store promises, on SQLite and PostgreSQL alike.
//!
//! PostgreSQL is the server in `RAPPORT_TEST_POSTGRES`; without it that lane says that it was skipped.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

/// Makes two tests of each named function: one per database.
#[macro_export]
macro_rules! contract {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $test() {
                    let database = $crate::database::Database::sqlite().await;
                    super::$test(&database).await;
                    database.remove().await;
                }
            )+
        }

        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $test() {
                    let Some(database) = $crate::database::Database::postgres().await else {
                        println!("skipped: RAPPORT_TEST_POSTGRES is not set");
                        return;
                    };
                    super::$test(&database).await;
                    database.remove().await;
                }
            )+
        }
    };
}

mod access;
mod atomic;
mod audit;
mod batch;
mod changes;
mod conflicts;
mod crash;
mod database;
mod entities;
mod group;
mod migrations;
mod numbers;
mod query;
mod reconnect;
mod speed;
mod system;
mod tenants;
mod walls;
mod writers;
