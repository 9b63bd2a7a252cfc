//! Slow reads: they are stopped in time and never keep short ones waiting.

use std::time::{Duration, Instant};

use crate::sql::Statement;
use crate::{DatabaseUrl, Store, StoreError, StoreOptions};

const ENDLESS: &str =
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n";

async fn store(timeout: Duration) -> Store {
    let options = StoreOptions {
        readers: 2,
        statement_timeout: timeout,
        ..StoreOptions::new(DatabaseUrl::SqliteMemory)
    };
    Store::open(options).await.unwrap()
}

fn endless() -> Statement {
    Statement::new(ENDLESS, Vec::new()).heavy()
}

fn short() -> Statement {
    Statement::new("SELECT 7", Vec::new())
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_stopped() {
    let store = store(Duration::from_millis(50)).await;
    let answer = store.read_one(endless(), |row| row.int(0)).await;
    assert!(matches!(answer, Err(StoreError::Timeout)), "{answer:?}");
    assert_eq!(
        store.read_one(short(), |row| row.int(0)).await.unwrap(),
        Some(7)
    );
}

#[tokio::test]
async fn heavy_reads_leave_a_reader_for_short_ones() {
    let limit = Duration::from_secs(2);
    let store = store(limit).await;
    let heavy: Vec<_> = (0..4)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.read_one(endless(), |row| row.int(0)).await })
        })
        .collect();
    tokio::task::yield_now().await;
    let start = Instant::now();
    for _ in 0..20 {
        assert_eq!(
            store.read_one(short(), |row| row.int(0)).await.unwrap(),
            Some(7)
        );
    }
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
    heavy.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn a_panic_in_a_read_costs_that_read_only() {
    let store = store(Duration::from_secs(5)).await;
    for _ in 0..4 {
        let answer = store
            .read_one(short(), |_| -> crate::Result<i64> { panic!("on purpose") })
            .await;
        assert!(matches!(answer, Err(StoreError::Closed)), "{answer:?}");
    }
    assert_eq!(
        store.read_one(short(), |row| row.int(0)).await.unwrap(),
        Some(7)
    );
}

#[tokio::test]
async fn readers_cannot_write() {
    let store = store(Duration::from_secs(5)).await;
    let statement = Statement::new("CREATE TABLE t (x)", Vec::new());
    assert!(store.read_one(statement, |row| row.int(0)).await.is_err());
}
