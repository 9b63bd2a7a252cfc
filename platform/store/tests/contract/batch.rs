//! Batches in few words.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rapport_kernel::{OperationId, RecordId, TenantId, Timestamp, UserId};
use rapport_schema::{EntityDef, Record, Value};
use rapport_store::{Change, ChangeKind, Difference, SearchText, WriteBatch};
use uuid::Uuid;

/// A fresh id, ascending like real ones.
pub fn id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
    uuid::Builder::from_unix_timestamp_millis(
        1_700_000_000_000 + number,
        &[0, 0, a, b, c, d, e, f, g, h],
    )
    .into_uuid()
}

pub fn record_id() -> RecordId {
    RecordId(id())
}

pub fn tenant() -> TenantId {
    TenantId(id())
}

pub const ACTOR: UserId = UserId(Uuid::from_u128(0xac70));

pub const NOW: Timestamp = Timestamp::from_micros(1_769_109_685_000_001);

pub fn change(entity: &Arc<EntityDef>, id: RecordId, kind: ChangeKind) -> Change {
    let action = match kind {
        ChangeKind::Insert(_) => "create",
        ChangeKind::Update { .. } | ChangeKind::Guard { .. } => "update",
        ChangeKind::Delete { .. } => "delete",
        ChangeKind::Restore { .. } => "restore",
    };
    Change {
        entity: Arc::clone(entity),
        id,
        kind,
        action: action.to_owned(),
        differences: vec![Difference {
            field: "name".to_owned(),
            old: serde_json::Value::Null,
            new: "x".into(),
        }],
        title: "x".to_owned(),
        search: None,
    }
}

pub fn insert(entity: &Arc<EntityDef>, id: RecordId, record: Record) -> Change {
    let name = record.text("name").unwrap_or_default().to_owned();
    Change {
        search: Some(SearchText {
            title: name.clone(),
            body: format!("body of {name}"),
        }),
        ..change(entity, id, ChangeKind::Insert(record))
    }
}

pub fn named(name: &str) -> Record {
    Record::new().with("name", Value::Text(name.to_owned()))
}

pub fn update(entity: &Arc<EntityDef>, id: RecordId, expected: i64, set: Record) -> Change {
    change(entity, id, ChangeKind::Update { expected, set })
}

pub fn batch(changes: Vec<Change>) -> WriteBatch {
    WriteBatch {
        operation: OperationId(id()),
        at: NOW,
        actor: ACTOR,
        behind: None,
        source: "api".to_owned(),
        salt: *id().as_bytes(),
        changes,
        system: Vec::new(),
        idempotency: None,
    }
}
