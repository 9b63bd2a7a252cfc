//! Migrations: generated, applied, taken back, refused; and all of them together give what the entities say.

use std::sync::Arc;

use rapport_schema::{EntityDef, FieldDef, FieldType, Index, LinkTarget};
use rapport_store::ddl::{MigrationText, Schema, differences, plan};
use rapport_store::{MIGRATIONS, Migration, StoreError};

use crate::database::Database;
use crate::entities::{account, all, contact, entity, field, link, text};

/// Runs a case on an empty database of each sort.
macro_rules! on_both {
    ($($case:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                let empty = || async { Some(crate::database::Database::empty_sqlite().await) };
                super::$case(empty().await.unwrap(), empty().await.unwrap()).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                let Some(first) = crate::database::Database::empty_postgres().await else {
                    eprintln!("skipped: RAPPORT_TEST_POSTGRES is not set");
                    return;
                };
                let second = crate::database::Database::empty_postgres().await.unwrap();
                super::$case(first, second).await;
            })*
        }
    };
}

on_both!(
    a_planned_migration_gives_what_the_entities_say_and_goes_back,
    a_failing_migration_leaves_nothing,
    an_edited_or_newer_database_is_refused,
    all_migrations_together_give_what_the_entity_files_say,
);

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn migration(number: i64, name: &'static str, text: MigrationText) -> Migration {
    Migration {
        number,
        name,
        sqlite: (leak(text.sqlite.0), leak(text.sqlite.1)),
        postgres: (leak(text.postgres.0), leak(text.postgres.1)),
    }
}

/// The next release: columns come and go, links change, a table is new, one is gone.
fn changed() -> Vec<Arc<EntityDef>> {
    let mut fields: Vec<FieldDef> = contact()
        .fields()
        .iter()
        .filter(|field| !field.system)
        .cloned()
        .collect();
    fields.retain(|field| !["manager", "visits", "email"].contains(&field.name.as_str()));
    fields.push(FieldDef {
        index: Index::Sort,
        ..field(
            "rank",
            FieldType::Decimal {
                scale: 1,
                min: None,
                max: None,
            },
        )
    });
    fields.push(field("club", link(LinkTarget::One("club".to_owned()))));
    let club = entity(
        "club",
        vec![field("name", text()), field("fee", FieldType::Money)],
    );
    let account = entity(
        "account",
        vec![
            FieldDef {
                unique: true,
                ..field("name", text())
            },
            field("size", text()),
        ],
    );
    vec![
        Arc::new(entity("contact", fields)),
        Arc::new(club),
        Arc::new(account),
    ]
}

async fn a_planned_migration_gives_what_the_entities_say_and_goes_back(
    migrated: Database,
    made: Database,
) {
    let (old, new) = (Schema::of(&[account(), contact()]), Schema::of(&changed()));
    let set = [
        migration(1, "first", plan(None, &old).unwrap().unwrap()),
        migration(2, "second", plan(Some(&old), &new).unwrap().unwrap()),
    ];
    assert_eq!(plan(Some(&new), &new).unwrap(), None);
    assert!(migrated.store.ready().await.is_err());
    assert_eq!(
        migrated.store.migrate_up(&set[..1]).await.unwrap(),
        ["0001_first"]
    );
    migrated.store.ready().await.unwrap();
    let first = migrated.store.introspect().await.unwrap();
    let tenant = crate::batch::tenant();
    let person = crate::batch::record_id();
    let insert = crate::batch::insert(&contact(), person, crate::batch::named("Ada"));
    migrated
        .store
        .tenant(tenant)
        .commit(crate::batch::batch(vec![insert]))
        .await
        .unwrap();

    assert_eq!(
        migrated.store.migrate_up(&set).await.unwrap(),
        ["0002_second"]
    );
    assert_eq!(
        migrated.store.migrate_up(&set).await.unwrap(),
        Vec::<String>::new()
    );
    made.store.create_all(&changed()).await.unwrap();
    let (is, should) = (
        migrated.store.introspect().await.unwrap(),
        made.store.introspect().await.unwrap(),
    );
    assert!(should.len() > 100);
    assert_eq!(differences(&is, &should), Vec::<String>::new());
    assert_eq!(
        migrated.ask_one("SELECT name || seq FROM contacts").await,
        "Ada1"
    );

    assert_eq!(
        migrated.store.migrate_down(&set, 1).await.unwrap(),
        ["0002_second"]
    );
    assert_eq!(
        differences(&migrated.store.introspect().await.unwrap(), &first),
        Vec::<String>::new()
    );
    let status = migrated.store.migration_status(&set).await.unwrap();
    assert_eq!(
        status.iter().map(|one| one.applied).collect::<Vec<_>>(),
        [true, false]
    );
    assert_eq!(
        migrated.store.migrate_down(&set, 9).await.unwrap(),
        ["0001_first"]
    );
    assert!(
        migrated
            .store
            .introspect()
            .await
            .unwrap()
            .iter()
            .all(|line| line.contains("pg_trgm")),
        "nothing is left"
    );
    migrated.remove().await;
    made.remove().await;
}

async fn a_failing_migration_leaves_nothing(database: Database, other: Database) {
    let both = |up: &str| MigrationText {
        sqlite: (up.to_owned(), String::new()),
        postgres: (up.to_owned(), String::new()),
    };
    let bad = [migration(
        1,
        "bad",
        both("CREATE TABLE one (x INTEGER); CREATE TABLE one (y INTEGER);"),
    )];
    let error = database.store.migrate_up(&bad).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Migration(text) if text.contains("0001_bad")),
        "{error:?}"
    );
    assert_eq!(database.store.introspect().await.unwrap().len(), 0);
    assert!(!database.store.migration_status(&bad).await.unwrap()[0].applied);
    database.remove().await;
    other.remove().await;
}

async fn an_edited_or_newer_database_is_refused(database: Database, other: Database) {
    let both = |table: &str| MigrationText {
        sqlite: (
            format!("CREATE TABLE {table} (x INTEGER);"),
            format!("DROP TABLE {table};"),
        ),
        postgres: (
            format!("CREATE TABLE {table} (x INTEGER);"),
            format!("DROP TABLE {table};"),
        ),
    };
    let set = [
        migration(1, "one", both("a")),
        migration(2, "two", both("b")),
    ];
    database.store.migrate_up(&set).await.unwrap();
    let edited = [migration(1, "one", both("z")), set[1]];
    let error = database
        .store
        .migrate_up(&edited)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("0001_one was edited"), "{error}");
    let error = database
        .store
        .migrate_up(&set[..1])
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("0002_two, which this program does not know"),
        "{error}"
    );
    database.remove().await;
    other.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sqlite_file_with_data_is_copied_before_it_changes() {
    let database = Database::empty_sqlite().await;
    let schema = Schema::of(&all());
    let first = migration(1, "first", plan(None, &schema).unwrap().unwrap());
    let second = migration(
        2,
        "second",
        plan(Some(&schema), &Schema::of(&changed()))
            .unwrap()
            .unwrap(),
    );
    database.store.migrate_up(&[first]).await.unwrap();
    database.store.migrate_up(&[first, second]).await.unwrap();
    let rapport_store::DatabaseUrl::SqliteFile(path) = &database.url else {
        unreachable!()
    };
    let copy = path.with_file_name("backups").join("before_0002_second.db");
    let connection = rusqlite::Connection::open(&copy).unwrap();
    let applied: i64 = connection
        .query_row("SELECT count(*) FROM schema_migrations", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(applied, 1);
    #[cfg(unix)]
    for file in [path, &copy] {
        let mode = std::os::unix::fs::PermissionsExt::mode(
            &std::fs::metadata(file).unwrap().permissions(),
        );
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
    database.remove().await;
}

/// The entities of all modules, from their files.
pub fn of_the_repository() -> Vec<Arc<EntityDef>> {
    let modules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../modules");
    let mut entities = Vec::new();
    for module in std::fs::read_dir(modules).unwrap() {
        let module = module.unwrap();
        let Ok(files) = std::fs::read_dir(module.path().join("entities")) else {
            continue;
        };
        for file in files.map(|file| file.unwrap().path()) {
            let text = std::fs::read_to_string(&file).unwrap();
            let (file, module) = (file.to_string_lossy(), module.file_name());
            entities.push(
                rapport_schema::load_entity(&text, &file, &module.to_string_lossy()).unwrap(),
            );
        }
    }
    let snapshot = rapport_schema::SchemaSnapshot::build(entities).unwrap();
    snapshot.entities().to_vec()
}

async fn all_migrations_together_give_what_the_entity_files_say(
    migrated: Database,
    made: Database,
) {
    let entities = of_the_repository();
    assert!(entities.len() > 5);
    migrated.store.migrate_up(MIGRATIONS).await.unwrap();
    made.store.create_all(&entities).await.unwrap();
    let (is, should) = (
        migrated.store.introspect().await.unwrap(),
        made.store.introspect().await.unwrap(),
    );
    let found = differences(&is, &should);
    assert!(
        found.is_empty(),
        "the migrations do not make what the entities say; run `cargo xtask migration <name>`: {found:#?}"
    );
    // And all the way back.
    migrated
        .store
        .migrate_down(MIGRATIONS, usize::MAX)
        .await
        .unwrap();
    let left = migrated.store.introspect().await.unwrap();
    assert!(
        left.iter().all(|line| line.contains("pg_trgm")),
        "{left:#?}"
    );
    migrated.remove().await;
    made.remove().await;
}
