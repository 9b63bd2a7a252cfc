//! Many writers at once.

use futures::future::join_all;
use rapport_store::StoreError;

use crate::batch::{batch, insert, named, record_id, tenant, update};
use crate::database::Database;
use crate::entities::contact;

crate::contract!(
    concurrent_writers_each_get_their_own_answer,
    of_two_updates_of_one_version_one_wins,
);

async fn concurrent_writers_each_get_their_own_answer(database: &Database) {
    let store = database.store.tenant(tenant());
    let email = |number: usize| rapport_schema::Value::Text(format!("{}@example.org", number / 2));
    // Every second batch fails on the address of the one before or after it.
    let all = join_all((0..60).map(|number| {
        let (store, record) = (
            store.clone(),
            named(&number.to_string()).with("email", email(number)),
        );
        async move {
            store
                .commit(batch(vec![insert(&contact(), record_id(), record)]))
                .await
        }
    }))
    .await;
    let good: Vec<i64> = all.iter().flatten().map(|applied| applied[0].seq).collect();
    assert_eq!(good.len(), 30);
    for error in all.iter().filter_map(|one| one.as_ref().err()) {
        assert!(matches!(error, StoreError::Duplicate { .. }), "{error:?}");
    }
    let mut numbers = good.clone();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 30, "no number twice");
    assert_eq!(
        database.ask_one("SELECT count(*) FROM contacts").await,
        "30"
    );
    assert_eq!(database.ask_one("SELECT count(*) FROM audit").await, "30");
}

async fn of_two_updates_of_one_version_one_wins(database: &Database) {
    let (store, person) = (database.store.tenant(tenant()), record_id());
    store
        .commit(batch(vec![insert(&contact(), person, named("a"))]))
        .await
        .unwrap();
    for version in 1..=10 {
        let tries = join_all((0..4).map(|number| {
            let store = store.clone();
            async move {
                store
                    .commit(batch(vec![update(
                        &contact(),
                        person,
                        version,
                        named(&number.to_string()),
                    )]))
                    .await
            }
        }))
        .await;
        assert_eq!(tries.iter().filter(|one| one.is_ok()).count(), 1);
        for error in tries.into_iter().filter_map(Result::err) {
            assert!(
                matches!(error, StoreError::VersionConflict { .. }),
                "{error:?}"
            );
        }
    }
}
