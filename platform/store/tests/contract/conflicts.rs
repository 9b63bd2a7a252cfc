//! Failures name what is wrong, and change nothing.

use rapport_schema::{Record, Value};
use rapport_store::{ChangeKind, StoreError, StoredAnswer};

use crate::batch::{NOW, batch, change, insert, named, record_id, tenant, update};
use crate::database::Database;
use crate::entities::{account, contact};

crate::contract!(
    an_old_version_is_a_conflict,
    a_record_that_is_not_there_is_missing,
    unique_values_count_among_live_records_only,
    a_broken_link_is_named,
    an_idempotency_key_is_used_once,
    a_value_of_another_type_is_refused,
);

async fn an_old_version_is_a_conflict(database: &Database) {
    let (store, person) = (database.store.tenant(tenant()), record_id());
    store
        .commit(batch(vec![insert(&contact(), person, named("a"))]))
        .await
        .unwrap();
    store
        .commit(batch(vec![update(&contact(), person, 1, named("b"))]))
        .await
        .unwrap();
    for kind in [
        ChangeKind::Update {
            expected: 1,
            set: named("c"),
        },
        ChangeKind::Delete { expected: 1 },
        ChangeKind::Restore { expected: 1 },
        ChangeKind::Guard { expected: 3 },
    ] {
        let error = store
            .commit(batch(vec![change(&contact(), person, kind.clone())]))
            .await
            .unwrap_err();
        assert!(
            matches!(&error, StoreError::VersionConflict { entity, id } if entity == "contact" && *id == person),
            "{kind:?}: {error:?}"
        );
    }
    assert_eq!(
        database
            .ask_one("SELECT name || version FROM contacts")
            .await,
        "b2"
    );
}

async fn a_record_that_is_not_there_is_missing(database: &Database) {
    let (store, person) = (database.store.tenant(tenant()), record_id());
    let error = store
        .commit(batch(vec![update(&contact(), person, 1, named("b"))]))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Missing { .. }), "{error:?}");
    store
        .commit(batch(vec![insert(&contact(), person, named("a"))]))
        .await
        .unwrap();
    let restore = change(&contact(), person, ChangeKind::Restore { expected: 1 });
    let error = store.commit(batch(vec![restore])).await.unwrap_err();
    assert!(matches!(error, StoreError::Missing { .. }), "{error:?}");
}

async fn unique_values_count_among_live_records_only(database: &Database) {
    let (store, first, second) = (database.store.tenant(tenant()), record_id(), record_id());
    let record = || named("a").with("email", Value::Text("a@example.org".to_owned()));
    store
        .commit(batch(vec![insert(&contact(), first, record())]))
        .await
        .unwrap();
    let error = store
        .commit(batch(vec![insert(&contact(), second, record())]))
        .await
        .unwrap_err();
    let is_email = |error: &StoreError| matches!(error, StoreError::Duplicate { entity, field } if entity == "contact" && field == "email");
    assert!(is_email(&error), "{error:?}");
    // Another tenant may use it.
    let other = database.store.tenant(tenant());
    other
        .commit(batch(vec![insert(&contact(), record_id(), record())]))
        .await
        .unwrap();
    // So may everybody once the first is in the bin; then the first cannot come back.
    let delete = change(&contact(), first, ChangeKind::Delete { expected: 1 });
    store.commit(batch(vec![delete])).await.unwrap();
    store
        .commit(batch(vec![insert(&contact(), second, record())]))
        .await
        .unwrap();
    let restore = change(&contact(), first, ChangeKind::Restore { expected: 2 });
    let error = store.commit(batch(vec![restore])).await.unwrap_err();
    assert!(is_email(&error), "{error:?}");
    // An id is used once as well.
    let error = store
        .commit(batch(vec![insert(&contact(), second, named("b"))]))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, StoreError::Duplicate { field, .. } if field == "id"),
        "{error:?}"
    );
}

async fn a_broken_link_is_named(database: &Database) {
    let (store, firm, person) = (database.store.tenant(tenant()), record_id(), record_id());
    let record = named("a")
        .with("account", Value::Id(firm.0))
        .with("manager", Value::Id(record_id().0));
    // The account is made by the same batch, so the manager is at fault.
    let changes = vec![
        insert(&account(), firm, named("f")),
        insert(&contact(), person, record),
    ];
    let error = store.commit(batch(changes)).await.unwrap_err();
    let is = |error: &StoreError, name: &str| matches!(error, StoreError::BrokenLink { entity, field } if entity == "contact" && field == name);
    assert!(is(&error, "manager"), "{error:?}");
    assert_eq!(database.ask_one("SELECT count(*) FROM accounts").await, "0");
    // A record of another tenant is no target.
    let other = database.store.tenant(tenant());
    other
        .commit(batch(vec![insert(&account(), firm, named("f"))]))
        .await
        .unwrap();
    store
        .commit(batch(vec![insert(&contact(), person, named("a"))]))
        .await
        .unwrap();
    let set = Record::new().with("account", Value::Id(firm.0));
    let error = store
        .commit(batch(vec![update(&contact(), person, 1, set)]))
        .await
        .unwrap_err();
    assert!(is(&error, "account"), "{error:?}");
}

async fn an_idempotency_key_is_used_once(database: &Database) {
    let store = database.store.tenant(tenant());
    let answer = |fingerprint: &str, seconds: i64| StoredAnswer {
        scope: "user".to_owned(),
        key: "k".to_owned(),
        fingerprint: fingerprint.to_owned(),
        status: 201,
        body: "{}".to_owned(),
        at: NOW.plus_seconds(seconds),
    };
    let with = |answer: StoredAnswer| {
        let mut batch = batch(vec![insert(&contact(), record_id(), named("a"))]);
        batch.idempotency = Some(answer);
        batch
    };
    store.commit(with(answer("f", 0))).await.unwrap();
    assert_eq!(
        store.idempotent("user", "k").await.unwrap(),
        Some(answer("f", 0))
    );
    assert_eq!(store.idempotent("other", "k").await.unwrap(), None);
    let error = store.commit(with(answer("g", 60))).await.unwrap_err();
    assert!(matches!(error, StoreError::KeyUsed), "{error:?}");
    assert_eq!(database.ask_one("SELECT count(*) FROM contacts").await, "1");
    // After a day the key is free again.
    store.commit(with(answer("h", 90_000))).await.unwrap();
    assert_eq!(
        store.idempotent("user", "k").await.unwrap(),
        Some(answer("h", 90_000))
    );
    assert_eq!(
        database
            .store
            .forget_answers(NOW.plus_seconds(300_000))
            .await
            .unwrap(),
        1
    );
    assert_eq!(store.idempotent("user", "k").await.unwrap(), None);
    let days = |count: i64| NOW.plus_seconds(count * 86_400);
    let forget = async |at| database.store.forget_events(at).await.unwrap();
    assert_eq!(forget(days(6)).await, 0, "events are kept for a week");
    assert!(forget(days(8)).await > 0);
}

async fn a_value_of_another_type_is_refused(database: &Database) {
    let store = database.store.tenant(tenant());
    let record = named("a").with("visits", Value::Text("many".to_owned()));
    let error = store
        .commit(batch(vec![insert(&contact(), record_id(), record)]))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, StoreError::Mismatch { field, .. } if field == "visits"),
        "{error:?}"
    );
}
