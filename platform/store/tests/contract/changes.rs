//! What each sort of change leaves in the tables.

use rapport_kernel::{Currency, Money, Timestamp, UserId};
use rapport_schema::{Record, Value};
use rapport_store::{AuditQuery, ChangeKind, SearchText};
use serde_json::json;

use crate::batch::{ACTOR, NOW, batch, change, id, insert, named, record_id, tenant, update};
use crate::database::Database;
use crate::entities::{account, boat, contact};

crate::contract!(
    every_field_type_is_stored,
    an_update_touches_only_what_it_names,
    custom_fields_merge_key_by_key,
    a_deleted_record_leaves_search_and_a_restored_one_comes_back,
    a_guard_changes_nothing,
    every_change_is_audited_and_announced,
    custom_objects_keep_their_fields_in_json,
);

fn euro(minor: i64) -> Value {
    Value::Money(Money {
        minor,
        currency: Currency::EUR,
    })
}

async fn every_field_type_is_stored(database: &Database) {
    let (store, firm, person) = (database.store.tenant(tenant()), record_id(), record_id());
    let owner = UserId(id());
    let record = named("Ada")
        .with("owner", Value::Id(owner.0))
        .with("email", Value::Text("ada@example.org".to_owned()))
        .with("account", Value::Id(firm.0))
        .with(
            "related",
            Value::Reference {
                entity: "account".to_owned(),
                id: firm.0,
            },
        )
        .with("value", euro(120_050))
        .with("share", Value::Decimal("12.5".parse().unwrap()))
        .with("visits", Value::Int(-7))
        .with("active", Value::Bool(true))
        .with("born", Value::Date(jiff::civil::date(1815, 12, 10)))
        .with("called", Value::Time(Timestamp::from_micros(42)))
        .with("tags", Value::List(vec!["a".to_owned(), "ü\"".to_owned()]))
        .with("home", Value::Json(json!({"city": "London"})))
        .with("custom_fields.region", Value::Text("north".to_owned()))
        .with("custom_fields.budget", euro(99));
    let changes = vec![
        insert(&account(), firm, named("Firm")),
        insert(&contact(), person, record),
    ];
    let applied = store.commit(batch(changes)).await.unwrap();
    assert_eq!((applied[1].version, applied[1].seq), (1, 1));
    assert_eq!(applied[1].code.as_deref(), Some("C-0001"));
    let row = database
        .ask(
            "SELECT seq, owner, source, created_at, created_by, updated_at, updated_by, version, deleted_at, name, email, \
             account, related, related_type, value, value_currency, share, visits, active, born, called, code FROM contacts",
        )
        .await
        .remove(0);
    let (firm, owner, actor, now) = (
        firm.to_string(),
        owner.to_string(),
        ACTOR.to_string(),
        NOW.as_micros().to_string(),
    );
    let expected = [
        "1",
        &owner,
        "api",
        &now,
        &actor,
        &now,
        &actor,
        "1",
        "null",
        "Ada",
        "ada@example.org",
        &firm,
        &firm,
        "account",
        "120050",
        "EUR",
        "1250",
        "-7",
        "1",
        "1815-12-10",
        "42",
        "C-0001",
    ];
    assert_eq!(row, expected);
    let json = database
        .ask("SELECT tags, home, custom_fields FROM contacts")
        .await
        .remove(0);
    let json: Vec<serde_json::Value> = json
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!(json[0], json!(["a", "ü\""]));
    assert_eq!(json[1], json!({"city": "London"}));
    assert!(json[2].to_string().contains("0.99"), "{}", json[2]);
    assert_eq!(json[2]["region"], "north");
    assert_eq!(json[2]["budget_currency"], "EUR");
}

async fn an_update_touches_only_what_it_names(database: &Database) {
    let (store, person) = (database.store.tenant(tenant()), record_id());
    let record = named("Ada")
        .with("value", euro(5))
        .with("visits", Value::Int(1));
    store
        .commit(batch(vec![insert(&contact(), person, record)]))
        .await
        .unwrap();
    let set = Record::new()
        .with("value", Value::Null)
        .with("name", Value::Text("Eve".to_owned()));
    let mut second = batch(vec![update(&contact(), person, 1, set)]);
    second.at = NOW.plus_seconds(1);
    let applied = store.commit(second).await.unwrap();
    assert_eq!((applied[0].version, applied[0].seq), (2, 1));
    assert_eq!(applied[0].code.as_deref(), Some("C-0001"));
    let row = database
        .ask("SELECT name, value, value_currency, visits, version, updated_at - created_at FROM contacts")
        .await
        .remove(0);
    assert_eq!(row, ["Eve", "null", "null", "1", "2", "1000000"]);
}

async fn custom_fields_merge_key_by_key(database: &Database) {
    let (store, person) = (database.store.tenant(tenant()), record_id());
    let record = named("Ada")
        .with("custom_fields.region", Value::Text("a\"b'$.x".to_owned()))
        .with("custom_fields.budget", euro(100));
    store
        .commit(batch(vec![insert(&contact(), person, record)]))
        .await
        .unwrap();
    let set = Record::new()
        .with("custom_fields.budget", Value::Null)
        .with("custom_fields.size", Value::Int(9));
    store
        .commit(batch(vec![update(&contact(), person, 1, set)]))
        .await
        .unwrap();
    let json = database.ask_one("SELECT custom_fields FROM contacts").await;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json, json!({"region": "a\"b'$.x", "size": 9}));
}

async fn a_deleted_record_leaves_search_and_a_restored_one_comes_back(database: &Database) {
    let (store, person) = (database.store.tenant(tenant()), record_id());
    let found = "SELECT title || '/' || body FROM search_docs";
    store
        .commit(batch(vec![insert(&contact(), person, named("ada"))]))
        .await
        .unwrap();
    assert_eq!(database.ask_one(found).await, "ada/body of ada");
    let mut renamed = update(&contact(), person, 1, named("eve"));
    renamed.search = Some(SearchText {
        title: "eve".to_owned(),
        body: "b".to_owned(),
    });
    store.commit(batch(vec![renamed])).await.unwrap();
    assert_eq!(database.ask_one(found).await, "eve/b");

    let delete = change(&contact(), person, ChangeKind::Delete { expected: 2 });
    let applied = store.commit(batch(vec![delete])).await.unwrap();
    assert_eq!(applied[0].version, 3);
    assert!(database.ask(found).await.is_empty());
    assert_eq!(
        database.ask_one("SELECT deleted_at FROM contacts").await,
        NOW.as_micros().to_string()
    );

    let mut restore = change(&contact(), person, ChangeKind::Restore { expected: 3 });
    restore.search = Some(SearchText {
        title: "eve".to_owned(),
        body: "c".to_owned(),
    });
    let applied = store.commit(batch(vec![restore])).await.unwrap();
    assert_eq!(applied[0].version, 4);
    assert_eq!(database.ask_one(found).await, "eve/c");
    assert_eq!(
        database.ask_one("SELECT deleted_at FROM contacts").await,
        "null"
    );
    if database.store.kind() == rapport_store::DatabaseKind::Sqlite {
        let words = "SELECT count(*) FROM search_fts WHERE search_fts MATCH '\"ada\"'";
        assert_eq!(database.ask_one(words).await, "0", "the old words are gone");
        database
            .ask("INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)")
            .await;
    }
}

async fn a_guard_changes_nothing(database: &Database) {
    let (store, person) = (database.store.tenant(tenant()), record_id());
    store
        .commit(batch(vec![insert(&contact(), person, named("ada"))]))
        .await
        .unwrap();
    let guard = change(&contact(), person, ChangeKind::Guard { expected: 1 });
    let applied = store.commit(batch(vec![guard])).await.unwrap();
    assert_eq!((applied[0].version, applied[0].seq), (1, 1));
    assert_eq!(database.ask_one("SELECT version FROM contacts").await, "1");
    assert_eq!(database.ask_one("SELECT count(*) FROM audit").await, "1");
}

async fn every_change_is_audited_and_announced(database: &Database) {
    let (store, firm, person) = (database.store.tenant(tenant()), record_id(), record_id());
    let first = batch(vec![
        insert(&account(), firm, named("Firm")),
        insert(&contact(), person, named("Ada")),
    ]);
    let operation = first.operation;
    store.commit(first).await.unwrap();
    let mut second = batch(vec![update(&contact(), person, 1, named("Eve"))]);
    second.at = NOW.plus_seconds(60);
    store.commit(second).await.unwrap();

    let query = AuditQuery {
        limit: 10,
        ..AuditQuery::default()
    };
    let entries = store.audit(&query).await.unwrap();
    let told: Vec<(&str, &str, i64)> = entries
        .iter()
        .map(|entry| (entry.entity.as_str(), entry.action.as_str(), entry.version))
        .collect();
    assert_eq!(
        told,
        [
            ("contact", "update", 2),
            ("contact", "create", 1),
            ("account", "create", 1)
        ]
    );
    assert_eq!(entries[0].changes[0].new, json!("x"));
    assert_eq!(entries[2].operation, operation);
    let query = AuditQuery {
        limit: 1,
        after: Some(entries[0].id),
        record: Some(person),
        ..query
    };
    assert_eq!(store.audit(&query).await.unwrap(), [entries[1].clone()]);

    let events = database
        .ask("SELECT type, record_id, version FROM outbox ORDER BY id")
        .await;
    assert_eq!(
        events,
        [
            [
                "account.created".to_owned(),
                firm.to_string(),
                "1".to_owned()
            ],
            [
                "contact.created".to_owned(),
                person.to_string(),
                "1".to_owned()
            ],
            [
                "contact.updated".to_owned(),
                person.to_string(),
                "2".to_owned()
            ],
        ]
    );
}

async fn custom_objects_keep_their_fields_in_json(database: &Database) {
    let (store, one) = (database.store.tenant(tenant()), record_id());
    let record = named("Argo").with("length", Value::Decimal("30.5".parse().unwrap()));
    let applied = store
        .commit(batch(vec![insert(&boat(), one, record)]))
        .await
        .unwrap();
    assert_eq!(applied[0].code.as_deref(), Some("B1"));
    let set = Record::new()
        .with("length", Value::Null)
        .with("name", Value::Text("Ariel".to_owned()));
    let applied = store
        .commit(batch(vec![update(&boat(), one, 1, set)]))
        .await
        .unwrap();
    assert_eq!(
        (applied[0].version, applied[0].code.as_deref()),
        (2, Some("B1"))
    );
    let row = database
        .ask("SELECT entity, data FROM custom_records")
        .await
        .remove(0);
    assert_eq!(row[0], "boat");
    let data: serde_json::Value = serde_json::from_str(&row[1]).unwrap();
    assert_eq!(data, json!({"name": "Ariel", "code": "B1"}));
}
