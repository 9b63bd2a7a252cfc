//! All of a batch or nothing of it.

use rapport_schema::Value;
use rapport_store::{AuditQuery, ChangeKind, Job, JobStatus, SystemChange};
use serde_json::json;

use crate::batch::{ACTOR, NOW, batch, change, id, insert, named, record_id, tenant};
use crate::database::Database;
use crate::entities::{account, contact};

crate::contract!(
    a_failing_last_change_leaves_nothing,
    what_was_answered_is_there_after_reopening
);

const TABLES: &[&str] = &[
    "accounts",
    "contacts",
    "audit",
    "outbox",
    "search_docs",
    "jobs",
    "idempotency",
];

async fn a_failing_last_change_leaves_nothing(database: &Database) {
    let store = database.store.tenant(tenant());
    let mut failing = batch(vec![
        insert(&account(), record_id(), named("f")),
        insert(&contact(), record_id(), named("a")),
        change(&contact(), record_id(), ChangeKind::Delete { expected: 1 }),
    ]);
    failing.system.push(SystemChange::PutJob(Job {
        id: id(),
        kind: "bulk".to_owned(),
        status: JobStatus::Queued,
        done: 0,
        total: 0,
        state: json!({}),
        result: json!(null),
        error: None,
        operation: None,
        created_by: ACTOR,
        created_at: NOW,
        updated_at: NOW,
        lease_until: None,
        attempts: 0,
    }));
    store.commit(failing).await.unwrap_err();
    for table in TABLES {
        assert_eq!(
            database
                .ask_one(&format!("SELECT count(*) FROM {table}"))
                .await,
            "0",
            "{table}"
        );
    }
    // The connection is good for the next one.
    store
        .commit(batch(vec![insert(&account(), record_id(), named("f"))]))
        .await
        .unwrap();
}

async fn what_was_answered_is_there_after_reopening(database: &Database) {
    let (tenant, firm) = (tenant(), record_id());
    let store = database.store.tenant(tenant);
    let first = insert(&account(), firm, named("f"));
    store.commit(batch(vec![first])).await.unwrap();
    let second = named("a").with("account", Value::Id(firm.0));
    store
        .commit(batch(vec![insert(&contact(), record_id(), second)]))
        .await
        .unwrap();
    let reopened = database.reopened().await;
    let query = AuditQuery {
        limit: 10,
        ..AuditQuery::default()
    };
    assert_eq!(
        reopened.tenant(tenant).audit(&query).await.unwrap().len(),
        2
    );
    assert!(
        store.audit(&query).await.is_err(),
        "the closed store answers no more"
    );
    reopened.close().await;
}

/// The database of other crates' tests: everything works, nothing stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_memory_database_works_and_is_gone_afterwards() {
    let options = rapport_store::StoreOptions::new(rapport_store::DatabaseUrl::SqliteMemory);
    let (first, second) = (
        rapport_store::Store::open(options.clone()).await.unwrap(),
        rapport_store::Store::open(options).await.unwrap(),
    );
    first.create_all(&crate::entities::all()).await.unwrap();
    let tenant = tenant();
    let change = insert(&account(), record_id(), named("f"));
    first
        .tenant(tenant)
        .commit(batch(vec![change]))
        .await
        .unwrap();
    let query = AuditQuery {
        limit: 10,
        ..AuditQuery::default()
    };
    assert_eq!(first.tenant(tenant).audit(&query).await.unwrap().len(), 1);
    assert!(
        second.tenant(tenant).audit(&query).await.is_err(),
        "the other one has no tables"
    );
}
