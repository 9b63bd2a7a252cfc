//! Group commit: what one batch of a group does never touches the others. SQLite only.

use futures::future::join_all;
use rapport_store::{DatabaseUrl, Store, StoreError, StoreOptions};

use crate::batch::{batch, insert, named, record_id, tenant};
use crate::entities::{all, contact};

/// Without group commit the same batches give the same result, one by one.
#[tokio::test(flavor = "multi_thread")]
async fn a_group_gives_what_single_transactions_give() {
    for group_commit in [true, false] {
        let options = StoreOptions {
            group_commit,
            ..StoreOptions::new(DatabaseUrl::SqliteMemory)
        };
        let store = Store::open(options).await.unwrap();
        store.create_all(&all()).await.unwrap();
        let tenant = store.tenant(tenant());
        let taken = record_id();
        let write = |number: usize| {
            let (tenant, first) = (tenant.clone(), insert(&contact(), record_id(), named("x")));
            // Every third batch fails at its second change; the first change must not stay.
            let second = if number.is_multiple_of(3) {
                taken
            } else {
                record_id()
            };
            let second = insert(&contact(), second, named("y"));
            async move { tenant.commit(batch(vec![first, second])).await }
        };
        write(0).await.unwrap();
        let answers = join_all((0..30).map(write)).await;
        let good = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(good, 20);
        let duplicate =
            |answer: &&Result<_, StoreError>| matches!(answer, Err(StoreError::Duplicate { .. }));
        assert_eq!(answers.iter().filter(duplicate).count(), 10);
        let query = rapport_store::AuditQuery {
            limit: 1000,
            ..rapport_store::AuditQuery::default()
        };
        assert_eq!(tenant.audit(&query).await.unwrap().len(), 42);
        store.close().await;
    }
}

/// A full disk refuses the batch, keeps reads, and is over when there is room again.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_and_keeps_reads() {
    let database = crate::database::Database::sqlite().await;
    let tenant = database.store.tenant(tenant());
    let person = |name: &str| batch(vec![insert(&contact(), record_id(), named(name))]);
    tenant.commit(person("before")).await.unwrap();
    database.store.limit_size(true).await.unwrap();
    let answers = join_all((0..8).map(|_| tenant.commit(person(&"x".repeat(100_000))))).await;
    for answer in answers {
        assert!(matches!(answer, Err(StoreError::Full)), "{answer:?}");
    }
    let query = rapport_store::AuditQuery {
        limit: 10,
        ..rapport_store::AuditQuery::default()
    };
    assert_eq!(tenant.audit(&query).await.unwrap().len(), 1);
    database.store.limit_size(false).await.unwrap();
    tenant.commit(person("after")).await.unwrap();
    assert_eq!(tenant.audit(&query).await.unwrap().len(), 2);
    database.remove().await;
}
