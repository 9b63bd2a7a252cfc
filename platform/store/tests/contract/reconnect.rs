//! A PostgreSQL server that drops every connection is found again.

use std::time::Duration;

use rapport_store::AuditQuery;

use crate::batch::{batch, insert, named, record_id, tenant, update};
use crate::database::Database;
use crate::entities::contact;

#[tokio::test(flavor = "multi_thread")]
async fn dropped_connections_are_opened_again() {
    let Some(database) = Database::postgres().await else {
        println!("skipped: RAPPORT_TEST_POSTGRES is not set");
        return;
    };
    let (store, person) = (database.store.tenant(tenant()), record_id());
    let query = AuditQuery {
        limit: 10,
        ..AuditQuery::default()
    };
    store
        .commit(batch(vec![insert(&contact(), person, named("a"))]))
        .await
        .unwrap();
    for version in 1..4 {
        // All shared connections are in use before they are dropped.
        for _ in 0..8 {
            store.audit(&query).await.unwrap();
        }
        let others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        assert!(database.ask_one(others).await.parse::<u32>().unwrap() >= 2);
        tokio::time::sleep(Duration::from_millis(200)).await;
        for _ in 0..8 {
            store.audit(&query).await.unwrap();
        }
        store
            .commit(batch(vec![update(&contact(), person, version, named("b"))]))
            .await
            .unwrap();
        store
            .commit(batch(vec![insert(&contact(), record_id(), named("c"))]))
            .await
            .unwrap();
    }
    database.remove().await;
}
