//! A process that is killed in the middle of its writes loses nothing it was answered. SQLite only: PostgreSQL keeps
//! its data in another process.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use rapport_kernel::TenantId;
use rapport_store::{AuditQuery, DatabaseUrl, Store, StoreError, StoreOptions};
use uuid::Uuid;

use crate::batch::{batch, insert, named, record_id};
use crate::entities::{account, all};

const TENANT: TenantId = TenantId(Uuid::from_u128(7));

/// The child: writes and tells each answer until it is killed. Does nothing when run as an ordinary test.
#[tokio::test(flavor = "multi_thread")]
async fn child_writes_until_killed() {
    let Ok(path) = std::env::var("RAPPORT_TEST_CRASH_FILE") else {
        return;
    };
    let options = StoreOptions::new(DatabaseUrl::SqliteFile(path.into()));
    let store = Store::open(options).await.unwrap();
    store.create_all(&all()).await.unwrap();
    let store = store.tenant(TENANT);
    loop {
        let changes = vec![
            insert(&account(), record_id(), named("a")),
            insert(&account(), record_id(), named("b")),
        ];
        let applied = store.commit(batch(changes)).await.unwrap();
        println!("answered {}", applied[1].seq);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_survives_a_kill() {
    let folder = std::env::temp_dir().join(format!("t_crash_{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("rapport.db");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "crash::child_writes_until_killed",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("RAPPORT_TEST_CRASH_FILE", &file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answered: i64 = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        if let Some(seq) = line.unwrap().strip_prefix("answered ") {
            answered = seq.parse().unwrap();
            // Another process may not open the file meanwhile.
            if answered == 20 {
                let second =
                    Store::open(StoreOptions::new(DatabaseUrl::SqliteFile(file.clone()))).await;
                assert!(matches!(second.err(), Some(StoreError::InUse(_))));
            }
            if answered >= 100 {
                break;
            }
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let store = Store::open(StoreOptions::new(DatabaseUrl::SqliteFile(file.clone())))
        .await
        .unwrap();
    let query = AuditQuery {
        limit: 100_000,
        ..AuditQuery::default()
    };
    let audited = store.tenant(TENANT).audit(&query).await.unwrap().len();
    store.close().await;
    let connection = rusqlite::Connection::open(&file).unwrap();
    let count = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let records = count("SELECT count(*) FROM accounts");
    assert!(
        records >= answered,
        "{records} records, {answered} answered"
    );
    assert_eq!(records % 2, 0, "a batch is whole");
    assert_eq!(usize::try_from(records).unwrap(), audited);
    assert_eq!(records, count("SELECT count(*) FROM outbox"));
    assert_eq!(records, count("SELECT count(*) FROM search_docs"));
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    std::fs::remove_dir_all(folder).unwrap();
}
