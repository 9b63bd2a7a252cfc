//! Tenants do not see or change each other's data.

use rapport_store::{AuditQuery, ChangeKind, StoreError};

use crate::batch::{batch, change, insert, named, record_id, tenant, update};
use crate::database::Database;
use crate::entities::contact;

crate::contract!(another_tenants_record_does_not_exist);

async fn another_tenants_record_does_not_exist(database: &Database) {
    let (one, other) = (
        database.store.tenant(tenant()),
        database.store.tenant(tenant()),
    );
    let person = record_id();
    one.commit(batch(vec![insert(&contact(), person, named("a"))]))
        .await
        .unwrap();
    for change in [
        update(&contact(), person, 1, named("b")),
        change(&contact(), person, ChangeKind::Delete { expected: 1 }),
        change(&contact(), person, ChangeKind::Guard { expected: 1 }),
    ] {
        let error = other.commit(batch(vec![change])).await.unwrap_err();
        assert!(matches!(error, StoreError::Missing { .. }), "{error:?}");
    }
    let query = AuditQuery {
        limit: 10,
        ..AuditQuery::default()
    };
    assert!(other.audit(&query).await.unwrap().is_empty());
    assert_eq!(one.audit(&query).await.unwrap().len(), 1);
    // Even the same id is another record there.
    other
        .commit(batch(vec![insert(&contact(), person, named("c"))]))
        .await
        .unwrap();
    assert_eq!(
        database
            .ask("SELECT name FROM contacts ORDER BY name")
            .await,
        [["a"], ["c"]]
    );
}
