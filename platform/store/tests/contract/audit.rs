//! The audit trail is append-only, and whoever gets round that is found out.

use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use rapport_kernel::{OperationId, TenantId};
use rapport_schema::{Record, Value};
use rapport_store::{
    AuditAuthor, AuditKind, AuditNote, AuditQuery, ChainHead, ChainReport, DatabaseKind, Erasure,
    Hold, ImportRow, Left, MIGRATIONS, ProblemKind, SearchText, Store, StoreError, StoreOptions,
    SystemChange, WriteBatch,
};
use uuid::Uuid;

use crate::batch::{ACTOR, NOW, batch, id, insert, named, record_id, tenant, update};
use crate::database::Database;
use crate::entities::{account, contact};

crate::contract!(
    an_untouched_chain_of_ten_thousand_verifies,
    each_way_of_tampering_is_found,
    the_tables_refuse_what_is_not_an_addition,
    writers_at_the_same_time_get_places_without_gaps,
    entries_from_before_the_chain_are_chained,
    notes_are_read_by_kind,
    an_erased_person_is_gone_and_the_chain_stays_good,
);

fn author() -> AuditAuthor {
    AuditAuthor {
        operation: OperationId(id()),
        at: NOW,
        actor: ACTOR,
        behind: None,
        source: "api".to_owned(),
        salt: *id().as_bytes(),
    }
}

fn notes(count: usize) -> WriteBatch {
    let note = |at: usize| {
        let note = AuditNote::new(AuditKind::Export, "contact", id(), "export");
        SystemChange::Note(note.titled(format!("List {at}")).with("rows", at))
    };
    WriteBatch {
        system: (0..count).map(note).collect(),
        ..batch(Vec::new())
    }
}

/// Records made and changed: `count` entries, two operations.
async fn some_changes(store: &Store, tenant: TenantId, count: usize) {
    let store = store.tenant(tenant);
    let ids: Vec<_> = (0..count / 2).map(|_| record_id()).collect();
    let made = ids
        .iter()
        .map(|id| insert(&account(), *id, named(&format!("Firm {id}"))));
    store.commit(batch(made.collect())).await.unwrap();
    let renamed = ids
        .iter()
        .map(|id| update(&account(), *id, 1, named(&format!("Company {id}"))));
    store.commit(batch(renamed.collect())).await.unwrap();
}

async fn verified(store: &Store, tenant: TenantId, kept: &[ChainHead]) -> ChainReport {
    store.tenant(tenant).verify_chain(kept).await.unwrap()
}

async fn an_untouched_chain_of_ten_thousand_verifies(database: &Database) {
    let (tenant, other) = (tenant(), tenant());
    some_changes(&database.store, tenant, 1000).await;
    some_changes(&database.store, other, 10).await;
    for _ in 0..9 {
        let done = database.store.tenant(tenant).commit(notes(1000)).await;
        done.unwrap();
    }
    let head = database.store.tenant(tenant).chain_head().await.unwrap();
    let head = head.unwrap();
    assert_eq!((head.sequence, head.at), (10_000, Some(NOW)));
    let report = verified(&database.store, tenant, std::slice::from_ref(&head)).await;
    assert_eq!(report.problems, []);
    assert_eq!((report.entries, report.erased), (10_000, 0));
    assert_eq!(report.head, Some(head));
    let report = verified(&database.store, other, &[]).await;
    assert_eq!((report.entries, report.found), (10, 0));
}

/// How a database writes an id.
fn literal(database: &Database, id: Uuid) -> String {
    match database.store.kind() {
        DatabaseKind::Sqlite => format!("x'{}'", id.simple()),
        DatabaseKind::Postgres => format!("'{id}'"),
    }
}

/// As somebody does who may do everything with the database.
async fn without_triggers(database: &Database) {
    let statements: &[&str] = match database.store.kind() {
        DatabaseKind::Sqlite => &[
            "DROP TRIGGER audit_keep_update",
            "DROP TRIGGER audit_keep_delete",
            "DROP TRIGGER audit_chain_keep_update",
            "DROP TRIGGER audit_chain_keep_delete",
        ],
        DatabaseKind::Postgres => &[
            "ALTER TABLE audit DISABLE TRIGGER USER",
            "ALTER TABLE audit_chain DISABLE TRIGGER USER",
        ],
    };
    for statement in statements {
        database.ask(statement).await;
    }
}

/// Statements on an entry: `T` is the tenant, `E3` the entry of the third place, `NEW` an id nobody has.
async fn tamper(database: &Database, tenant: TenantId, statements: &[&str]) {
    for statement in statements {
        let mut text = statement.to_string();
        for at in 1..9 {
            let entry =
                format!("(SELECT entry FROM audit_chain WHERE tenant_id = T AND sequence = {at})");
            text = text.replace(&format!("E{at}"), &entry);
        }
        let text = text
            .replace("NEW", &literal(database, id()))
            .replace("= T", &format!("= {}", literal(database, tenant.0)));
        database.ask(&text).await;
    }
}

/// Statements that tamper, and what is found at which place.
type Case<'a> = (&'a [&'a str], &'a [(ProblemKind, i64)]);

async fn each_way_of_tampering_is_found(database: &Database) {
    use ProblemKind::{Cut, Deleted, Edited, Emptied, Inserted, Moved, Rewritten};
    without_triggers(database).await;
    let everything = "operation, entity, record_id, title, actor, source, at, version, kind, salt, content, changes";
    let copied = format!(
        "INSERT INTO audit (tenant_id, id, action, {everything}) SELECT tenant_id, NEW, action, {everything} \
         FROM audit WHERE tenant_id = T AND id = E3"
    );
    let swapped = [
        "UPDATE audit_chain SET sequence = sequence + 100 WHERE tenant_id = T AND sequence IN (2, 4)",
        "UPDATE audit_chain SET sequence = 4 WHERE tenant_id = T AND sequence = 102",
        "UPDATE audit_chain SET sequence = 2 WHERE tenant_id = T AND sequence = 104",
    ];
    let entries_swapped = [
        "INSERT INTO audit_chain SELECT tenant_id, 100, entry, hash FROM audit_chain WHERE tenant_id = T AND sequence = 2",
        "UPDATE audit_chain SET entry = E4 WHERE tenant_id = T AND sequence = 2",
        "UPDATE audit_chain SET entry = (SELECT entry FROM audit_chain WHERE tenant_id = T AND sequence = 100) \
         WHERE tenant_id = T AND sequence = 4",
        "DELETE FROM audit_chain WHERE tenant_id = T AND sequence = 100",
    ];
    let cases: &[Case<'_>] = &[
        (
            &["UPDATE audit SET action = 'delete' WHERE tenant_id = T AND id = E3"],
            &[(Edited, 3)],
        ),
        (
            &["UPDATE audit SET title = 'Another' WHERE tenant_id = T AND id = E3"],
            &[(Edited, 3)],
        ),
        (
            &["UPDATE audit SET changes = '[ ]' WHERE tenant_id = T AND id = E1"],
            &[(Edited, 1)],
        ),
        (
            &["UPDATE audit SET actor = NEW WHERE tenant_id = T AND id = E8"],
            &[(Edited, 8)],
        ),
        (
            &["UPDATE audit SET at = at - 1 WHERE tenant_id = T AND id = E5"],
            &[(Edited, 5)],
        ),
        (
            &["UPDATE audit SET behind = NEW WHERE tenant_id = T AND id = E5"],
            &[(Edited, 5)],
        ),
        (
            &[
                "UPDATE audit SET title = '', changes = '[]', salt = NULL WHERE tenant_id = T AND id = E3",
            ],
            &[(Emptied, 3)],
        ),
        (
            &["DELETE FROM audit WHERE tenant_id = T AND id = E3"],
            &[(Deleted, 3)],
        ),
        (
            &[
                "DELETE FROM audit WHERE tenant_id = T AND id IN (E3, E4)",
                "DELETE FROM audit_chain WHERE tenant_id = T AND sequence IN (3, 4)",
            ],
            &[(Deleted, 3)],
        ),
        (
            &[
                "DELETE FROM audit WHERE tenant_id = T AND id IN (E7, E8)",
                "DELETE FROM audit_chain WHERE tenant_id = T AND sequence IN (7, 8)",
            ],
            &[(Cut, 8)],
        ),
        (
            &["DELETE FROM audit_chain WHERE tenant_id = T AND sequence > 7"],
            &[(Cut, 8), (Inserted, 0)],
        ),
        (
            &[
                "UPDATE audit_chain SET hash = (SELECT hash FROM audit_chain WHERE tenant_id = T AND sequence = 1) \
            WHERE tenant_id = T AND sequence = 8",
            ],
            &[(Edited, 8), (Rewritten, 8)],
        ),
        (
            &swapped,
            &[(Edited, 2), (Edited, 3), (Edited, 4), (Edited, 5)],
        ),
        (&entries_swapped, &[(Moved, 2), (Moved, 4)]),
        (&[&copied], &[(Inserted, 0)]),
    ];
    for (statements, expected) in cases {
        let tenant = tenant();
        some_changes(&database.store, tenant, 8).await;
        let head = database.store.tenant(tenant).chain_head().await.unwrap();
        let kept = [head.unwrap()];
        assert_eq!(verified(&database.store, tenant, &kept).await.problems, []);
        tamper(database, tenant, statements).await;
        let report = verified(&database.store, tenant, &kept).await;
        let found: Vec<_> = report
            .problems
            .iter()
            .map(|problem| (problem.kind, problem.sequence.unwrap_or(0)))
            .collect();
        assert_eq!(&found, expected, "{statements:?}: {:#?}", report.problems);
    }
}

async fn the_tables_refuse_what_is_not_an_addition(database: &Database) {
    let tenant = tenant();
    some_changes(&database.store, tenant, 8).await;
    assert_eq!(verified(&database.store, tenant, &[]).await.entries, 8);
    for statement in [
        "UPDATE audit SET action = 'delete' WHERE tenant_id = T AND id = E3",
        "UPDATE audit SET title = 'Another' WHERE tenant_id = T AND id = E3",
        "UPDATE audit SET content = salt WHERE tenant_id = T AND id = E3",
        "UPDATE audit SET kind = 'export' WHERE tenant_id = T AND id = E3",
        "DELETE FROM audit WHERE tenant_id = T AND id = E8",
        "UPDATE audit_chain SET sequence = 9 WHERE tenant_id = T AND sequence = 8",
        "DELETE FROM audit_chain WHERE tenant_id = T AND sequence = 8",
    ] {
        let statements = [statement];
        let refused = AssertUnwindSafe(tamper(database, tenant, &statements));
        assert!(refused.catch_unwind().await.is_err(), "{statement}");
    }
    let report = verified(&database.store, tenant, &[]).await;
    assert_eq!((report.entries, report.problems), (8, Vec::new()));
}

async fn writers_at_the_same_time_get_places_without_gaps(database: &Database) {
    let tenant = tenant();
    let second = match database.store.kind() {
        DatabaseKind::Sqlite => database.store.clone(),
        DatabaseKind::Postgres => Store::open(StoreOptions::new(database.url.clone()))
            .await
            .unwrap(),
    };
    let writers = (0..16).map(|writer| {
        let store = if writer % 2 == 0 {
            &database.store
        } else {
            &second
        };
        async move {
            for _ in 0..10 {
                store.tenant(tenant).commit(notes(3)).await.unwrap();
                if writer < 4 {
                    store.chain_waiting().await.unwrap();
                }
            }
        }
    });
    futures::future::join_all(writers).await;
    let report = verified(&second, tenant, &[]).await;
    assert_eq!((report.entries, report.problems), (480, Vec::new()));
    if database.store.kind() == DatabaseKind::Postgres {
        second.close().await;
    }
}

/// The row of a tenant.
async fn founded(database: &Database, tenant: TenantId) {
    let own = literal(database, tenant.0);
    database
        .ask(&format!(
            "INSERT INTO tenants (id, name, slug, currency, time_zone, locale, created_at, updated_at) \
             VALUES ({own}, 'Old', 'old', 'EUR', 'UTC', 'en', 1, 1)"
        ))
        .await;
}

async fn entries_from_before_the_chain_are_chained(database: &Database) {
    let tenant = tenant();
    founded(database, tenant).await;
    let salt = match database.store.kind() {
        DatabaseKind::Sqlite => "randomblob(16)",
        DatabaseKind::Postgres => "uuid_send(gen_random_uuid())",
    };
    for _ in 0..3 {
        let (own, another) = (literal(database, tenant.0), literal(database, id()));
        database
            .ask(&format!(
                "INSERT INTO audit (tenant_id, id, operation, entity, record_id, title, action, actor, source, at, \
                 version, changes, salt) VALUES ({own}, {another}, {another}, 'contact', {another}, 'Ada', 'create', \
                 {another}, 'api', 1, 1, '[]', {salt})"
            ))
            .await;
    }
    assert_eq!(verified(&database.store, tenant, &[]).await.found, 3);
    assert_eq!(database.store.chain_old_entries().await.unwrap(), 3);
    assert_eq!(database.store.chain_old_entries().await.unwrap(), 0);
    database
        .store
        .tenant(tenant)
        .commit(notes(1))
        .await
        .unwrap();
    let report = verified(&database.store, tenant, &[]).await;
    assert_eq!((report.entries, report.problems), (4, Vec::new()));
}

async fn notes_are_read_by_kind(database: &Database) {
    let (tenant, user) = (tenant(), id());
    some_changes(&database.store, tenant, 2).await;
    let store = database.store.tenant(tenant);
    let note = AuditNote::new(AuditKind::SignIn, "user", user, "sign_in")
        .titled("Ada")
        .with("ip", "192.0.2.7")
        .changed("name", "same", "same");
    let behind = Some(ACTOR);
    store
        .note(AuditAuthor { behind, ..author() }, vec![note])
        .await
        .unwrap();
    let query = AuditQuery {
        kinds: vec![AuditKind::SignIn, AuditKind::SignOut],
        limit: 10,
        ..AuditQuery::default()
    };
    let found = store.audit(&query).await.unwrap();
    assert_eq!(found.len(), 1);
    let entry = &found[0];
    assert_eq!((entry.kind, entry.behind), (AuditKind::SignIn, behind));
    assert_eq!(
        (entry.title.as_str(), entry.record.0, entry.version),
        ("Ada", user, 0)
    );
    assert_eq!(
        (entry.changes.len(), &entry.changes[0].new),
        (1, &"192.0.2.7".into())
    );
    let query = AuditQuery {
        limit: 10,
        ..AuditQuery::default()
    };
    assert_eq!(store.audit(&query).await.unwrap().len(), 3);
    assert_eq!(verified(&database.store, tenant, &[]).await.found, 0);
}

/// The migration brings an older database along, and goes back.
async fn older_trail(database: Database) {
    let set: Vec<_> = MIGRATIONS
        .iter()
        .filter(|one| one.number < 5)
        .copied()
        .collect();
    database.store.migrate_up(&set).await.unwrap();
    let (tenant, entry) = (tenant(), id());
    founded(&database, tenant).await;
    let (own, another) = (literal(&database, tenant.0), literal(&database, entry));
    database
        .ask(&format!(
            "INSERT INTO audit (tenant_id, id, operation, entity, record_id, title, action, actor, source, at, version, \
             changes) VALUES ({own}, {another}, {another}, 'contact', {another}, 'Ada', 'create', {another}, 'api', 1, 1, \
             '[{{\"field\":\"name\",\"old\":null,\"new\":\"Ada\"}}]')"
        ))
        .await;
    let until: Vec<_> = MIGRATIONS
        .iter()
        .filter(|one| one.number <= 5)
        .copied()
        .collect();
    assert_eq!(
        database.store.migrate_up(&until).await.unwrap(),
        ["0005_audit"]
    );
    assert_eq!(database.store.chain_old_entries().await.unwrap(), 1);
    let report = verified(&database.store, tenant, &[]).await;
    assert_eq!((report.entries, report.problems), (1, Vec::new()));
    let query = AuditQuery {
        limit: 9,
        ..AuditQuery::default()
    };
    let found = database.store.tenant(tenant).audit(&query).await.unwrap();
    assert_eq!(found[0].changes[0].new, "Ada");
    assert_eq!(
        database.store.migrate_down(&until, 1).await.unwrap(),
        ["0005_audit"]
    );
    assert_eq!(database.ask_one("SELECT title FROM audit").await, "Ada");
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_trail_is_brought_along_on_sqlite() {
    older_trail(Database::empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_trail_is_brought_along_on_postgres() {
    match Database::empty_postgres().await {
        Some(database) => older_trail(database).await,
        None => println!("skipped: RAPPORT_TEST_POSTGRES is not set"),
    }
}

/// Every byte of the database, as far as it can be read.
async fn bytes(database: &Database) -> String {
    let mut all = Vec::new();
    if let rapport_store::DatabaseUrl::SqliteFile(path) = &database.url {
        for end in ["", "-wal"] {
            let file = format!("{}{end}", path.display());
            all.extend(std::fs::read(file).unwrap_or_default());
        }
    }
    for table in [
        "contacts",
        "audit",
        "search_docs",
        "outbox",
        "import_rows",
        "idempotency",
        "jobs",
    ] {
        if database.store.kind() == DatabaseKind::Postgres {
            let rows = database
                .ask(&format!("SELECT t::text FROM {table} AS t"))
                .await;
            all.extend(rows.concat().concat().into_bytes());
        }
    }
    String::from_utf8_lossy(&all).to_lowercase()
}

async fn an_erased_person_is_gone_and_the_chain_stays_good(database: &Database) {
    let tenant = tenant();
    let store = database.store.tenant(tenant);
    some_changes(&database.store, tenant, 4).await;
    let person = record_id();
    let record = Record::new()
        .with("name", Value::Text("Ada Lovelace".to_owned()))
        .with("email", Value::Text("ada@analytical.example".to_owned()))
        .with("custom_fields.region", Value::Text("Marylebone".to_owned()));
    let mut made = insert(&contact(), person, record);
    made.title = "Ada Lovelace".to_owned();
    made.differences[0].new = "Ada Lovelace".into();
    made.search = Some(SearchText {
        title: "ada lovelace".to_owned(),
        body: "ada@analytical.example marylebone".to_owned(),
    });
    store.commit(batch(vec![made])).await.unwrap();
    let mut renamed = update(&contact(), person, 1, named("Ada King Lovelace"));
    renamed.title = "Ada King Lovelace".to_owned();
    store.commit(batch(vec![renamed])).await.unwrap();
    let searched = AuditNote::new(AuditKind::Export, "contact", Uuid::nil(), "export")
        .with("search", "ADA@analytical.example");
    store.note(author(), vec![searched]).await.unwrap();
    let row = ImportRow {
        import: id(),
        row: 1,
        status: "new".to_owned(),
        title: "Ada Lovelace".to_owned(),
        record: Some(person),
        errors: serde_json::json!([]),
        changes: serde_json::json!([]),
        cells: serde_json::json!(["Ada Lovelace", "Marylebone"]),
    };
    let rows = SystemChange::PutImportRows(vec![row]);
    let rows = WriteBatch {
        system: vec![rows],
        ..batch(Vec::new())
    };
    store.commit(rows).await.unwrap();
    let kept = [store.chain_head().await.unwrap().unwrap()];
    let words = ["lovelace", "analytical", "marylebone"];
    let before = bytes(database).await;
    assert!(words.iter().all(|word| before.contains(word)));

    let texts = vec!["ada@analytical.example".to_owned()];
    assert_eq!(store.erasable_entries(&[person], &texts).await.unwrap(), 3);
    let erasure = Erasure {
        author: author(),
        records: vec![(contact(), person)],
        texts,
        user: None,
        left: Left::Shells,
        note: AuditNote::new(AuditKind::Privacy, "contact", person.0, "erase"),
    };
    let held = Hold {
        id: id(),
        entity: "contact".to_owned(),
        record: person.0,
        reason: "a claim of Lovelace".to_owned(),
        created_by: ACTOR,
        created_at: NOW,
        released: None,
    };
    let hold = |hold: Hold| WriteBatch {
        system: vec![SystemChange::PutHold(hold)],
        ..batch(Vec::new())
    };
    store.commit(hold(held.clone())).await.unwrap();
    let refused = store.erase(&erasure).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::Unmatched { .. }),
        "{refused:?}"
    );
    assert_eq!(
        store.holds_on(&[person.0]).await.unwrap(),
        std::slice::from_ref(&held)
    );
    let released = Hold {
        released: Some((ACTOR, NOW)),
        ..held
    };
    store.commit(hold(released)).await.unwrap();
    assert_eq!(store.holds_on(&[person.0]).await.unwrap(), []);
    assert_eq!(store.erase(&erasure).await.unwrap(), 3);
    database.store.scrub(&[contact()]).await.unwrap();
    let after = bytes(database).await;
    for word in words {
        assert!(!after.contains(word), "{word} is still there");
    }
    let report = verified(&database.store, tenant, &kept).await;
    assert_eq!((report.problems, report.erased), (Vec::new(), 3));
    let query = AuditQuery {
        record: Some(person),
        limit: 10,
        ..AuditQuery::default()
    };
    let found = store.audit(&query).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|entry| (entry.kind, entry.erased))
        .collect();
    assert_eq!(
        told.iter()
            .filter(|one| **one == (AuditKind::Change, true))
            .count(),
        2
    );
    assert!(told.contains(&(AuditKind::Erase, false)));
    assert!(told.contains(&(AuditKind::Privacy, false)));
    assert_eq!(
        database
            .ask_one("SELECT count(*) FROM contacts WHERE name IS NULL AND deleted_at IS NOT NULL")
            .await,
        "1"
    );
    let erased = store.erased_among("contact", &[person, record_id()]).await;
    assert_eq!(erased.unwrap(), [person].into());
    // Nothing is left to erase, and erasing again changes nothing.
    assert_eq!(
        store
            .erase(&Erasure {
                author: author(),
                ..erasure
            })
            .await
            .unwrap(),
        0
    );
    assert_eq!(verified(&database.store, tenant, &kept).await.problems, []);
}
