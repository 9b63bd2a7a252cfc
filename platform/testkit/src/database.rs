//! A database for one test.

use std::sync::atomic::{AtomicU32, Ordering};

use rapport_store::{DatabaseUrl, StoreOptions};
use tokio_postgres::NoTls;

/// Names the PostgreSQL server for tests, such as `postgres://postgres@127.0.0.1:55432/postgres`.
const SERVER: &str = "RAPPORT_TEST_POSTGRES";

/// Owns the databases. Row level security binds it, as it binds the owner of a database in production; it would not bind
/// the superuser that the server's address names.
pub const OWNER: &str = "rapport_test";

/// Makes the owner, unless it is there.
pub const PLAIN_OWNER: &str = "DO $$ BEGIN CREATE ROLE rapport_test NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// An empty database that belongs to one test.
pub struct Database {
    url: DatabaseUrl,
    /// Server and name, when it is to be dropped at the end.
    made: Option<(String, String)>,
}

impl Database {
    /// A SQLite database that is gone when its store is closed.
    #[must_use]
    pub fn sqlite() -> Self {
        Self {
            url: DatabaseUrl::SqliteMemory,
            made: None,
        }
    }

    /// A new database on the PostgreSQL server for tests; none when there is no server.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn postgres() -> Option<Self> {
        let server = std::env::var(SERVER)
            .ok()
            .filter(|server| !server.is_empty())?;
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        // The same name in two runs would meet what the first left behind: the time keeps them apart.
        let name = format!("t_{}_{number}_{:x}", std::process::id(), started());
        execute(&server, PLAIN_OWNER).await;
        execute(&server, &format!("CREATE DATABASE {name} OWNER {OWNER}")).await;
        let url = as_owner(&with_database(&server, &name));
        Some(Self {
            url: DatabaseUrl::Postgres(url),
            made: Some((server, name)),
        })
    }

    /// How to open it.
    #[must_use]
    pub fn options(&self) -> StoreOptions {
        StoreOptions {
            synchronous_full: false,
            ..StoreOptions::new(self.url.clone())
        }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Which database it is, for messages.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        if self.made.is_some() {
            "PostgreSQL"
        } else {
            "SQLite"
        }
    }

    /// Removes it. Its store must be closed.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn drop(self) {
        if let Some((server, name)) = self.made {
            execute(
                &server,
                &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            )
            .await;
        }
    }
}

/// A number that differs between runs of one process id.
fn started() -> u128 {
    let start = std::time::UNIX_EPOCH.elapsed().unwrap();
    start.as_micros() & 0xffff_ffff
}

/// The server's address with another database.
fn with_database(server: &str, name: &str) -> String {
    let (address, parameters) = server
        .split_once('?')
        .map_or((server, None), |(a, p)| (a, Some(p)));
    let scheme = address.find("://").map_or(0, |at| at + 3);
    let end = address
        .get(scheme..)
        .and_then(|rest| rest.find('/'))
        .map_or(address.len(), |at| scheme + at);
    let base = address.get(..end).unwrap_or(address);
    parameters.map_or_else(
        || format!("{base}/{name}"),
        |parameters| format!("{base}/{name}?{parameters}"),
    )
}

/// The address for connections that act as the owner.
#[must_use]
pub fn as_owner(url: &str) -> String {
    let next = if url.contains('?') { '&' } else { '?' };
    format!("{url}{next}options=-c%20role%3D{OWNER}")
}

async fn execute(server: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(server, NoTls)
        .await
        .unwrap_or_else(|error| panic!("{SERVER} does not answer: {error}"));
    let driver = tokio::spawn(connection);
    client
        .batch_execute(statement)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
    drop(client);
    driver.await.unwrap().unwrap();
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_an_address_is_replaced() {
        let check = |from: &str, to: &str| assert_eq!(with_database(from, "t_1"), to);
        check(
            "postgres://me@host:5432/postgres",
            "postgres://me@host:5432/t_1",
        );
        check("postgres://me@host", "postgres://me@host/t_1");
        check(
            "postgres://me@host/a?sslmode=disable",
            "postgres://me@host/t_1?sslmode=disable",
        );
    }
}
