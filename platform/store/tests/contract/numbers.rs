//! Record numbers and codes.

use crate::batch::{batch, insert, named, record_id, tenant};
use crate::database::Database;
use crate::entities::{account, contact};

crate::contract!(numbers_count_per_tenant_and_entity);

async fn numbers_count_per_tenant_and_entity(database: &Database) {
    let (one, other) = (
        database.store.tenant(tenant()),
        database.store.tenant(tenant()),
    );
    let people = || {
        vec![
            insert(&contact(), record_id(), named("a")),
            insert(&account(), record_id(), named("f")),
            insert(&contact(), record_id(), named("b")),
        ]
    };
    let numbers = |applied: Vec<rapport_store::Applied>| {
        let code = applied[2].code.clone().unwrap();
        assert_eq!(applied[1].code, None);
        (applied.iter().map(|one| one.seq).collect::<Vec<_>>(), code)
    };
    assert_eq!(
        numbers(one.commit(batch(people())).await.unwrap()),
        (vec![1, 1, 2], "C-0002".to_owned())
    );
    assert_eq!(
        numbers(one.commit(batch(people())).await.unwrap()),
        (vec![3, 2, 4], "C-0004".to_owned())
    );
    assert_eq!(
        numbers(other.commit(batch(people())).await.unwrap()),
        (vec![1, 1, 2], "C-0002".to_owned())
    );
}
