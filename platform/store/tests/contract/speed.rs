//! What writing costs: each row with its audit, outbox and search rows. Run with
//! `cargo test --release -p rapport-store --test contract -- --ignored --nocapture what_writing_costs`.

use std::time::Instant;

use futures::StreamExt;
use rapport_kernel::RecordId;
use rapport_schema::{Record, Value};
use rapport_store::{DatabaseUrl, Store, StoreOptions, TenantStore};

use crate::batch::{batch, insert, record_id, tenant, update};
use crate::database::Database;
use crate::entities::{all, contact};

/// User and system time of this process so far, in microseconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks * 10_000.0
}

fn person(number: usize) -> Record {
    Record::new()
        .with("name", Value::Text(format!("Person {number} of somewhere")))
        .with("email", Value::Text(format!("person{number}@example.org")))
        .with("visits", Value::Int(7))
        .with(
            "tags",
            Value::List(vec!["vip".to_owned(), "fair".to_owned()]),
        )
        .with("custom_fields.region", Value::Text("north".to_owned()))
}

/// Runs `count` pieces of work, so many at once, and prints what one costs.
async fn measure<F: Future<Output = ()>>(
    name: &str,
    at_once: usize,
    count: usize,
    work: impl Fn(usize) -> F,
) {
    let (before, start) = (cpu(), Instant::now());
    futures::stream::iter(0..count)
        .map(work)
        .buffer_unordered(at_once)
        .collect::<Vec<()>>()
        .await;
    let each = |total: f64| total / count as f64;
    println!(
        "{name:38} x{at_once:<3} {:8.1} us wall {:8.1} us cpu",
        each(start.elapsed().as_secs_f64() * 1e6),
        each(cpu() - before)
    );
}

async fn series(name: &str, tenant: &TenantStore, count: usize) {
    let entity = contact();
    for (round, at_once) in [1, 16, 64].into_iter().enumerate() {
        let ids: Vec<RecordId> = (0..count).map(|_| record_id()).collect();
        measure(&format!("{name}: insert"), at_once, count, async |number| {
            let change = insert(&entity, ids[number], person(round * count + number));
            tenant.commit(batch(vec![change])).await.unwrap();
        })
        .await;
        measure(&format!("{name}: update"), at_once, count, async |number| {
            let set = Record::new().with("visits", Value::Int(8));
            tenant
                .commit(batch(vec![update(&entity, ids[number], 1, set)]))
                .await
                .unwrap();
        })
        .await;
    }
    measure(
        &format!("{name}: 500 records in one batch"),
        1,
        6,
        async |chunk| {
            let first = 1_000_000 + chunk * 500;
            let changes =
                (0..500).map(|number| insert(&entity, record_id(), person(first + number)));
            tenant.commit(batch(changes.collect())).await.unwrap();
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn what_writing_costs() {
    let database = Database::sqlite().await;
    series("SQLite FULL", &database.store.tenant(tenant()), 1500).await;
    database.remove().await;
    let options = StoreOptions::new(DatabaseUrl::SqliteMemory);
    let store = Store::open(options).await.unwrap();
    store.create_all(&all()).await.unwrap();
    series("SQLite NORMAL", &store.tenant(tenant()), 3000).await;
    store.close().await;
    if let Some(database) = Database::postgres().await {
        series(
            "PostgreSQL (client only)",
            &database.store.tenant(tenant()),
            3000,
        )
        .await;
        database.remove().await;
    }
}
