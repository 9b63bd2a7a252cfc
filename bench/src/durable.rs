//! What it costs on SQLite that a change is on the disk before it is answered: many writers at the store, with and
//! without waiting for the disk, with and without sharing the wait.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use futures::StreamExt;
use rapport_kernel::{OperationId, RecordId, TenantId, Timestamp, UserId};
use rapport_schema::{EntityDef, Record, Value, load_entity};
use rapport_store::{
    Change, ChangeKind, DatabaseUrl, Difference, MIGRATIONS, SearchText, Store, StoreOptions,
    TenantStore, WriteBatch,
};
use uuid::Uuid;

use crate::cpu;

/// Writers at once.
const WRITERS: usize = 64;
/// Records that one round writes.
const RECORDS: usize = 1500;

/// One way to write.
#[derive(Clone, Debug)]
pub struct Way {
    /// How it is called in the report.
    pub name: &'static str,
    synchronous_full: bool,
    group_commit: bool,
    /// Records per second, the median round.
    pub rate: f64,
    /// CPU microseconds per record, the median round.
    pub cpu: f64,
}

impl Way {
    const fn new(name: &'static str, synchronous_full: bool, group_commit: bool) -> Self {
        Self {
            name,
            synchronous_full,
            group_commit,
            rate: 0.0,
            cpu: 0.0,
        }
    }
}

/// Writes contacts in each way, in turn, round after round.
pub async fn measure(folder: &Path, rounds: usize) -> Vec<Way> {
    let mut ways = vec![
        Way::new("FULL, shared wait (what the product does)", true, true),
        Way::new("NORMAL, shared transactions", false, true),
        Way::new("FULL, one wait per record", true, false),
        Way::new("NORMAL, one transaction per record", false, false),
    ];
    let mut stores = Vec::new();
    for (number, way) in ways.iter().enumerate() {
        let file = folder.join(format!("durable-{number}.db"));
        let options = StoreOptions {
            synchronous_full: way.synchronous_full,
            group_commit: way.group_commit,
            ..StoreOptions::new(DatabaseUrl::SqliteFile(file))
        };
        let store = Store::open(options).await.unwrap();
        store.migrate_up(MIGRATIONS).await.unwrap();
        stores.push(store);
    }
    let mut series = vec![Vec::new(); ways.len()];
    for _ in 0..rounds {
        for (store, measures) in stores.iter().zip(&mut series) {
            measures.push(round(&store.tenant(TenantId(Uuid::from_u128(7)))).await);
        }
    }
    for ((way, mut measures), store) in ways.iter_mut().zip(series).zip(stores) {
        measures.sort_by(|one, two| one.0.total_cmp(&two.0));
        (way.rate, way.cpu) = measures[measures.len() / 2];
        store.close().await;
    }
    ways
}

/// Records per second and CPU microseconds per record.
async fn round(tenant: &TenantStore) -> (f64, f64) {
    let text = include_str!("../../modules/crm/entities/contact.toml");
    let entity = Arc::new(load_entity(text, "contact.toml", "crm").unwrap());
    let batches: Vec<WriteBatch> = (0..RECORDS).map(|number| batch(&entity, number)).collect();
    let (used, begun) = (cpu::of(std::process::id()), Instant::now());
    futures::stream::iter(batches)
        .map(|batch| tenant.commit(batch))
        .buffer_unordered(WRITERS)
        .for_each(async |done| drop(done.unwrap()))
        .await;
    let seconds = begun.elapsed().as_secs_f64();
    let used = cpu::of(std::process::id()) - used;
    (RECORDS as f64 / seconds, used * 1e6 / RECORDS as f64)
}

/// A new contact with everything that the product writes for one.
fn batch(entity: &Arc<EntityDef>, number: usize) -> WriteBatch {
    let (name, email) = (
        format!("Bench Writer {number}"),
        format!("w{number}@example.com"),
    );
    let record = Record::new()
        .with("name", Value::Text(name.clone()))
        .with("email", Value::Text(email.clone()));
    let difference = |field: &str, new: &str| Difference {
        field: field.to_owned(),
        old: serde_json::Value::Null,
        new: new.into(),
    };
    let change = Change {
        entity: Arc::clone(entity),
        id: RecordId(Uuid::now_v7()),
        kind: ChangeKind::Insert(record),
        action: "create".to_owned(),
        differences: vec![difference("name", &name), difference("email", &email)],
        title: name.clone(),
        search: Some(SearchText {
            title: name.to_lowercase(),
            body: email,
        }),
    };
    WriteBatch {
        operation: OperationId(Uuid::now_v7()),
        at: Timestamp::from_micros(1_769_109_685_000_001),
        actor: UserId(Uuid::from_u128(7)),
        behind: None,
        source: "api".to_owned(),
        salt: *uuid::Uuid::from_u128(7).as_bytes(),
        changes: vec![change],
        system: Vec::new(),
        idempotency: None,
    }
}
