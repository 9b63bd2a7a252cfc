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
    Server { admin: String, name: String },
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
        run(&admin, &format!("CREATE DATABASE {name}")).await;
        let (server, _) = admin.rsplit_once('/').unwrap();
        let url = DatabaseUrl::Postgres(format!("{server}/{name}"));
        let store = Store::open(StoreOptions::new(url.clone())).await.unwrap();
        Some(Self {
            store,
            url,
            place: Place::Server { admin, name },
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
        match &self.url {
            DatabaseUrl::SqliteFile(path) => ask_sqlite(path, sql),
            DatabaseUrl::Postgres(url) => run(url, sql).await,
            DatabaseUrl::SqliteMemory => unreachable!(),
        }
    }

    /// The first value of the first row.
    pub async fn ask_one(&self, sql: &str) -> String {
        self.ask(sql).await.remove(0).remove(0)
    }

    pub async fn remove(self) {
        self.store.close().await;
        match self.place {
            Place::Folder(folder) => std::fs::remove_dir_all(folder).unwrap(),
            Place::Server { admin, name } => {
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
