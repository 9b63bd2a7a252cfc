//! A database for one test: made with all tables, removed at its end.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use rapport_store::{DatabaseUrl, Store, StoreOptions};
use tokio_postgres::{NoTls, SimpleQueryMessage};

use crate::entities::all;

/// An open database with the tables of [`all`].
pub struct Database {
    pub store: Store,
    pub url: DatabaseUrl,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Server {
        admin: String,
        name: String,
        /// The database as the superuser sees it.
        raw: String,
    },
}

/// Owns the databases on PostgreSQL: row level security binds it, and would not bind a superuser.
pub const OWNER: &str = "rapport_test";
pub const PLAIN_OWNER: &str = "DO $$ BEGIN CREATE ROLE rapport_test NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

/// The address for connections that act as the owner.
pub fn as_owner(url: &str) -> String {
    format!("{url}?options=-c%20role%3D{OWNER}")
}

/// Names nobody else uses: process, counter.
fn fresh_name() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("t_{}_{number}", std::process::id())
}

impl Database {
    pub async fn sqlite() -> Self {
        let database = Self::empty_sqlite().await;
        database.store.create_all(&all()).await.unwrap();
        database
    }

    pub async fn empty_sqlite() -> Self {
        let folder = std::env::temp_dir().join(fresh_name());
        std::fs::create_dir_all(&folder).unwrap();
        let url = DatabaseUrl::SqliteFile(folder.join("rapport.db"));
        let store = Store::open(StoreOptions::new(url.clone())).await.unwrap();
        Self {
            store,
            url,
            place: Place::Folder(folder),
        }
    }

    pub async fn postgres() -> Option<Self> {
        let database = Self::empty_postgres().await?;
        database.store.create_all(&all()).await.unwrap();
        Some(database)
    }

    pub async fn empty_postgres() -> Option<Self> {
        let admin = std::env::var("RAPPORT_TEST_POSTGRES").ok()?;
        let name = fresh_name();
        run(&admin, &format!("DROP DATABASE IF EXISTS {name}")).await;
        run(&admin, PLAIN_OWNER).await;
        run(&admin, &format!("CREATE DATABASE {name} OWNER {OWNER}")).await;
        let (server, _) = admin.rsplit_once('/').unwrap();
        let raw = format!("{server}/{name}");
        let url = DatabaseUrl::Postgres(as_owner(&raw));
        let store = Store::open(StoreOptions::new(url.clone())).await.unwrap();
        Some(Self {
            store,
            url,
            place: Place::Server { admin, name, raw },
        })
    }

    /// The same data through another store, after this one was closed.
    pub async fn reopened(&self) -> Store {
        self.store.clone().close().await;
        Store::open(StoreOptions::new(self.url.clone()))
            .await
            .unwrap()
    }

    /// Asks the database itself, past the store. Every value as text; ids in their usual form.
    pub async fn ask(&self, sql: &str) -> Vec<Vec<String>> {
        match (&self.url, &self.place) {
            (DatabaseUrl::SqliteFile(path), _) => ask_sqlite(path, sql),
            (_, Place::Server { raw, .. }) => run(raw, sql).await,
            _ => unreachable!(),
        }
    }

    /// The first value of the first row.
    pub async fn ask_one(&self, sql: &str) -> String {
        self.ask(sql).await.remove(0).remove(0)
    }

    /// A connection of one's own to PostgreSQL: as the superuser, or as the owner as whom the store works.
    pub async fn connection(&self, superuser: bool) -> tokio_postgres::Client {
        let url = match (&self.url, &self.place) {
            (_, Place::Server { raw, .. }) if superuser => raw,
            (DatabaseUrl::Postgres(url), _) => url,
            _ => unreachable!(),
        };
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    pub async fn remove(self) {
        self.store.close().await;
        match self.place {
            Place::Folder(folder) => std::fs::remove_dir_all(folder).unwrap(),
            Place::Server { admin, name, .. } => {
                run(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            }
        }
    }
}

fn ask_sqlite(path: &PathBuf, sql: &str) -> Vec<Vec<String>> {
    use rusqlite::types::ValueRef;
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.raw_query();
    let mut all = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cell = |at| match row.get_ref(at).unwrap() {
            ValueRef::Null => "null".to_owned(),
            ValueRef::Integer(value) => value.to_string(),
            ValueRef::Real(value) => value.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Blob(bytes) => uuid::Uuid::from_slice(bytes).unwrap().to_string(),
        };
        all.push((0..columns).map(cell).collect());
    }
    all
}

async fn run(url: &str, sql: &str) -> Vec<Vec<String>> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    let traffic = tokio::spawn(connection);
    let messages = client.simple_query(sql).await.unwrap();
    let row = |message: SimpleQueryMessage| match message {
        SimpleQueryMessage::Row(row) => Some(
            (0..row.len())
                .map(|at| match row.get(at) {
                    Some("t") => "1".to_owned(),
                    Some("f") => "0".to_owned(),
                    Some(text) => text.to_owned(),
                    None => "null".to_owned(),
                })
                .collect(),
        ),
        _ => None,
    };
    let rows = messages.into_iter().filter_map(row).collect();
    drop(client);
    traffic.await.unwrap().unwrap();
    rows
}
