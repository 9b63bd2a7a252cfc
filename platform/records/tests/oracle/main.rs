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
use rapport_store::{DatabaseUrl, Store, StoreOptions};
use rapport_testkit::{Database, TestClock, TestRandom};
use std::sync::Arc;

/// Worlds tried on each database when nobody says otherwise.
const WORLDS: u64 = 1000;
/// Worlds tried at the same time on SQLite. On PostgreSQL it is one, on one thread and one connection: tenant and
/// prepared statements stay those of one world, and the tests of other worlds keep the other core busy.
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
            Some(all) => usual.start * all / WORLDS..usual.end * all / WORLDS,
            None => usual,
        },
    }
}

async fn run(database: Database, usual: std::ops::Range<u64>) {
    let (readers, at_once) = match database.url() {
        DatabaseUrl::Postgres(_) => (1, 1),
        _ => (0, AT_ONCE),
    };
    let options = StoreOptions {
        readers,
        ..database.options()
    };
    let store = Store::open(options).await.unwrap();
    let engine = Engine::new(store.clone(), modules()).unwrap();
    let entities: Vec<_> = engine.base_schema().entities().to_vec();
    store.create_all(&entities).await.unwrap();
    let house = House {
        engine,
        clock: Arc::default(),
        random: Arc::default(),
    };
    let mut workers = Vec::new();
    for worker in 0..at_once {
        let (house, numbers) = (house.clone(), numbers(usual.clone()));
        workers.push(tokio::spawn(async move {
            let mut compared = 0;
            for number in numbers.filter(|number| number % at_once == worker) {
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

/// The worlds in parts, so that no test is long and a runner may spread them over its cores.
macro_rules! parts {
    ($($part:ident: $at:expr,)*) => {
        mod what_everybody_reaches_is_what_the_rules_say_on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $part() {
                super::run(super::Database::sqlite(), super::part($at)).await;
            })*
        }

        mod what_everybody_reaches_is_what_the_rules_say_on_postgres {
            $(#[tokio::test]
            async fn $part() {
                match super::Database::postgres().await {
                    Some(database) => super::run(database, super::part($at)).await,
                    None => println!("skipped on PostgreSQL: RAPPORT_TEST_POSTGRES is not set"),
                }
            })*
        }
    };
}

parts! {
    part_1: 0,
    part_2: 1,
    part_3: 2,
    part_4: 3,
    part_5: 4,
    part_6: 5,
    part_7: 6,
    part_8: 7,
}

fn part(at: u64) -> std::ops::Range<u64> {
    WORLDS * at / 8..WORLDS * (at + 1) / 8
}
