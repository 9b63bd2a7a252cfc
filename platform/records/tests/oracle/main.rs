//! Permissions against an oracle: random companies, and a naive reading of the rules beside the compiler.
//!
//! Each world is a tenant with users, roles, teams, profiles, sharing and records. Whatever every user can read and
//! write by any door is compared with what `oracle.rs` says. `RAPPORT_TEST_WORLDS` sets how many worlds are tried on
//! each database, `RAPPORT_TEST_WORLD` tries a single one by its number.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

mod compare;
mod keep;
mod oracle;
mod world;

use rapport_records::{Engine, Module};
use rapport_store::Store;
use rapport_testkit::{Database, TestClock, TestRandom};
use std::sync::Arc;

/// Worlds tried when nobody says otherwise. A server answers more slowly than a library.
const ON_SQLITE: u64 = 1000;
const ON_POSTGRES: u64 = 150;
/// Worlds tried at the same time.
const AT_ONCE: u64 = 4;

const CASE: &str = r#"
[entity]
name = "case"
title = "name"
assignee = "worker"

[fields.name]
type = "text"
search = "high"

[fields.size]
type = "integer"

[fields.touch]
type = "integer"

[fields.worker]
type = "user"

[fields.secret]
type = "text"
search = "normal"

[fields.doubled]
type = "computed"
expression = "size * 2"
result = "integer"

[fields.firm]
type = "link"
to = "firm"
"#;

const FIRM: &str = r#"
[entity]
name = "firm"
title = "name"

[fields.name]
type = "text"
search = "high"

[fields.touch]
type = "integer"
"#;

const MEMO: &str = r#"
[entity]
name = "memo"
title = "name"
activity = true

[fields.name]
type = "text"
search = "high"

[fields.touch]
type = "integer"

[fields.related]
type = "link"
to = "any"
"#;

const BRAND: &str = r#"
[entity]
name = "brand"
title = "name"
shared = true

[fields.name]
type = "text"
search = "high"

[fields.touch]
type = "integer"
"#;

/// The entities of all worlds.
fn modules() -> Vec<Module> {
    vec![Module {
        name: "test",
        version: "1",
        requires: &[],
        entities: vec![
            ("case.toml", CASE),
            ("firm.toml", FIRM),
            ("memo.toml", MEMO),
            ("brand.toml", BRAND),
        ],
        ..Module::default()
    }]
}

/// What all worlds of a database share.
#[derive(Clone)]
struct House {
    engine: Engine,
    clock: Arc<TestClock>,
    random: Arc<TestRandom>,
}

fn numbers(usual: std::ops::Range<u64>) -> std::ops::Range<u64> {
    let named = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    match named("RAPPORT_TEST_WORLD") {
        Some(one) => one..one + 1,
        None => match named("RAPPORT_TEST_WORLDS") {
            // Another number of worlds, in the same places.
            Some(all) => usual.start * all / ON_SQLITE..usual.end * all / ON_SQLITE,
            None => usual,
        },
    }
}

async fn run(database: Database, usual: std::ops::Range<u64>) {
    let store = Store::open(database.options()).await.unwrap();
    let engine = Engine::new(store.clone(), modules()).unwrap();
    let entities: Vec<_> = engine.base_schema().entities().to_vec();
    store.create_all(&entities).await.unwrap();
    let house = House {
        engine,
        clock: Arc::default(),
        random: Arc::default(),
    };
    let mut workers = Vec::new();
    for worker in 0..AT_ONCE {
        let (house, numbers) = (house.clone(), numbers(usual.clone()));
        workers.push(tokio::spawn(async move {
            let mut compared = 0;
            for number in numbers.filter(|number| number % AT_ONCE == worker) {
                compared += compare::world(&house, number).await;
            }
            compared
        }));
    }
    let mut compared = 0;
    for worker in workers {
        compared += worker.await.unwrap();
    }
    println!("{}: {compared} answers compared", database.kind_name());
    assert!(compared > 0);
    drop(house);
    store.close().await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_everybody_reaches_is_what_the_rules_say_on_sqlite() {
    run(Database::sqlite(), 0..ON_SQLITE / 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_everybody_reaches_is_what_the_rules_say_in_more_worlds() {
    run(Database::sqlite(), ON_SQLITE / 2..ON_SQLITE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_everybody_reaches_is_what_the_rules_say_on_postgres() {
    match Database::postgres().await {
        Some(database) => run(database, 0..ON_POSTGRES).await,
        None => println!("skipped on PostgreSQL: RAPPORT_TEST_POSTGRES is not set"),
    }
}
