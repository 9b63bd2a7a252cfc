//! Entities with a field of every kind in every place, and records with ties, gaps and awkward texts.

use std::sync::Arc;

use jiff::civil::Date;
use rapport_kernel::{Currency, Money, RecordId, TenantId, Timestamp, UserId, fold};
use rapport_schema::{
    EntityDef, FieldDef, FieldType, Index, LinkTarget, OnDelete, Presence, Record, SearchWeight,
    StateMachine, Table, Value, system_fields,
};
use rapport_store::{
    Change, ChangeKind, DatabaseUrl, SearchText, Store, StoreOptions, TenantStore, WriteBatch,
};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::database::{OWNER, PLAIN_OWNER, as_owner};

/// A small generator: the same numbers in every run.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            *byte = u8::try_from(self.below(256)).unwrap();
        }
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

pub fn field(name: &str, kind: FieldType) -> FieldDef {
    FieldDef {
        name: name.to_owned(),
        label: name.to_owned(),
        help: None,
        kind,
        presence: Presence::Optional,
        unique: false,
        default: None,
        search: SearchWeight::None,
        index: Index::None,
        section: None,
        sensitive: false,
        system: false,
        custom: name.starts_with("custom_fields."),
    }
}

/// A field of every kind, with this in front of its name.
fn kinds(prefix: &str) -> Vec<FieldDef> {
    let link = |to| FieldType::Link {
        to,
        on_delete: OnDelete::Keep,
    };
    [
        ("text", FieldType::Text { max_length: 200 }),
        (
            "whole",
            FieldType::Integer {
                min: None,
                max: None,
            },
        ),
        (
            "decimal",
            FieldType::Decimal {
                scale: 2,
                min: None,
                max: None,
            },
        ),
        ("money", FieldType::Money),
        ("yes", FieldType::Boolean),
        ("day", FieldType::Date),
        ("moment", FieldType::DateTime),
        ("state", FieldType::State(StateMachine::default())),
        ("tags", FieldType::Tags),
        ("link", link(LinkTarget::One("elsewhere".to_owned()))),
        ("user", FieldType::User),
        ("any", link(LinkTarget::Any)),
        ("json", FieldType::Json),
    ]
    .into_iter()
    .map(|(name, kind)| field(&format!("{prefix}{name}"), kind))
    .collect()
}

/// An entity with a table of its own and custom fields of every kind.
pub fn thing() -> Arc<EntityDef> {
    let mut entity = EntityDef::named("thing", "things");
    entity.title = "text".to_owned();
    let mut fields = kinds("");
    for field in &mut fields {
        // Some with, some without an index.
        if matches!(field.name.as_str(), "text" | "whole" | "money" | "day") {
            field.index = Index::Both;
        }
        if field.name == "text" {
            field.search = SearchWeight::High;
        }
    }
    fields.extend(kinds("custom_fields."));
    fields.extend(system_fields());
    entity.set_fields(fields);
    Arc::new(entity)
}

/// A custom object.
pub fn boat() -> Arc<EntityDef> {
    let mut entity = EntityDef::named("boat", "boats");
    entity.title = "text".to_owned();
    entity.table = Table::Shared;
    entity.custom = true;
    let mut fields = kinds("");
    fields.extend(system_fields());
    entity.set_fields(fields);
    Arc::new(entity)
}

pub const TEXTS: &[&str] = &[
    "Anna",
    "anna",
    "ANNA Berg",
    "Émile Zola",
    "émile",
    "50%",
    "50 percent",
    "a_b",
    "axb",
    r"a\b",
    "o'brien",
    "say \"hi\"",
    "Müller-Groß",
    "two\nlines",
    "[x]*?",
    "x",
    "ab",
    "Straße",
    "naïve café",
    "zz top",
    "日本語",
    "'; DROP TABLE things; --",
    "$1",
    "?1",
    "NULL",
];

pub const TAGS: &[&str] = &["red", "green", "blue", "o'clock", "a\"b", "100%", "zoë"];

/// A value that fits the field: from a small set, so that there are ties.
pub fn value(kind: &FieldType, numbers: &mut Numbers) -> Value {
    match kind {
        FieldType::Integer { .. } => {
            Value::Int(*numbers.pick(&[-3, 0, 1, 2, 7, 40, 1_000_000, i64::MAX]))
        }
        FieldType::Decimal { scale, .. } => {
            let units = *numbers.pick(&[-150, -1, 0, 5, 50, 100, 1999, 123_456_789_012]);
            Value::Decimal(Decimal::new(units, *scale))
        }
        FieldType::Money => Value::Money(Money {
            minor: *numbers.pick(&[-500, 0, 1, 99, 100, 120_050, 7_000_000_000]),
            currency: *numbers.pick(&[Currency::EUR, "USD".parse().unwrap()]),
        }),
        FieldType::Boolean => Value::Bool(numbers.below(2) == 0),
        FieldType::Date => Value::Date(*numbers.pick(&dates())),
        FieldType::DateTime => Value::Time(*numbers.pick(&moments())),
        FieldType::State(_) => {
            Value::Text((*numbers.pick(&["new", "open", "won", "lost"])).to_owned())
        }
        FieldType::Tags => {
            let mut tags: Vec<String> = (0..=numbers.below(3))
                .map(|_| (*numbers.pick(TAGS)).to_owned())
                .collect();
            tags.dedup();
            Value::List(tags)
        }
        FieldType::Link {
            to: LinkTarget::Any,
            ..
        } => Value::Reference {
            entity: (*numbers.pick(&["deal", "ticket"])).to_owned(),
            id: *numbers.pick(&ids()),
        },
        FieldType::Link { .. } | FieldType::User => Value::Id(*numbers.pick(&ids())),
        FieldType::Json => Value::Json(
            numbers
                .pick(&[
                    serde_json::json!({"street": "Ring \"1\"", "city": null, "n": [1, 2.5]}),
                    serde_json::json!([1, {"a": "}"}]),
                    serde_json::json!("text"),
                ])
                .clone(),
        ),
        _ => Value::Text((*numbers.pick(TEXTS)).to_owned()),
    }
}

fn dates() -> Vec<Date> {
    [
        "2024-02-29",
        "2025-12-29",
        "2026-01-01",
        "2026-01-31",
        "2026-03-29",
        "2026-12-31",
        "1969-07-20",
    ]
    .iter()
    .map(|text| text.parse().unwrap())
    .collect()
}

fn moments() -> Vec<Timestamp> {
    [
        "2026-01-01T00:00:00Z",
        "2025-12-31T23:59:59.999999Z",
        "2026-03-29T22:30:00.000001Z",
        "2026-06-30T23:59:59.9996Z",
        "1969-12-31T23:30:00.5Z",
        "2024-02-29T12:00:00Z",
    ]
    .iter()
    .map(|text| text.parse().unwrap())
    .collect()
}

fn ids() -> Vec<Uuid> {
    let mut numbers = Numbers::new(77);
    (0..5).map(|_| numbers.uuid()).collect()
}

/// A record with about a third of its fields empty.
pub fn record(entity: &EntityDef, numbers: &mut Numbers) -> Record {
    let own = entity
        .fields()
        .iter()
        .filter(|field| !field.system || field.name == "owner");
    own.map(|field| {
        let value = if numbers.below(3) == 0 {
            Value::Null
        } else {
            value(&field.kind, numbers)
        };
        (field.name.clone(), value)
    })
    .collect()
}

/// An opened database with the tables of the test's entities.
pub struct Lane {
    pub store: Store,
    /// The server and the name of a database that is dropped in the end.
    database: Option<(String, String)>,
}

impl Lane {
    pub async fn close(self) {
        self.store.close().await;
        if let Some((server, name)) = self.database {
            on_server(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// SQLite, and PostgreSQL when there is a server. `entities` get their tables.
pub async fn lanes(entities: &[Arc<EntityDef>]) -> Vec<Lane> {
    let mut lanes = vec![Lane {
        store: open(DatabaseUrl::SqliteMemory, entities).await,
        database: None,
    }];
    let Ok(server) = std::env::var("RAPPORT_TEST_POSTGRES") else {
        println!("skipped: RAPPORT_TEST_POSTGRES is not set");
        return lanes;
    };
    let name = format!(
        "t_{:x}",
        std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0)
    );
    on_server(&server, PLAIN_OWNER).await;
    on_server(&server, &format!("CREATE DATABASE {name} OWNER {OWNER}")).await;
    let (address, _) = server.rsplit_once('/').unwrap();
    let url = as_owner(&format!("{address}/{name}"));
    lanes.push(Lane {
        store: open(DatabaseUrl::Postgres(url), entities).await,
        database: Some((server, name)),
    });
    lanes
}

async fn on_server(server: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
}

pub async fn open(url: DatabaseUrl, entities: &[Arc<EntityDef>]) -> Store {
    let store = Store::open(StoreOptions::new(url)).await.unwrap();
    store.create_all(entities).await.unwrap();
    store
}

pub fn tenant(number: u8) -> TenantId {
    TenantId(Uuid::from_bytes([number; 16]))
}

/// Inserts records in batches of 50, each a second after the one before; answers them with what the store sets.
pub async fn insert(
    store: &TenantStore,
    entity: &Arc<EntityDef>,
    records: Vec<Record>,
    seed: u64,
) -> Vec<Record> {
    let mut numbers = Numbers::new(seed);
    let actor = UserId(ids()[0]);
    let mut inserted = Vec::new();
    for (batch, records) in records.chunks(50).enumerate() {
        let at = Timestamp::from_micros(
            1_767_225_600_000_000 + i64::try_from(batch).unwrap() * 1_000_000,
        );
        let changes = records
            .iter()
            .map(|record| change(entity, record, &mut numbers))
            .collect();
        let batch = WriteBatch {
            operation: numbers.uuid().into(),
            at,
            actor,
            behind: None,
            source: "api".to_owned(),
            salt: *uuid::Uuid::from_u128(7).as_bytes(),
            changes,
            system: Vec::new(),
            idempotency: None,
        };
        let applied = store.commit(batch).await.unwrap();
        for (record, applied) in records.iter().zip(applied) {
            inserted.push(
                record
                    .clone()
                    .with("id", Value::Id(applied.id.0))
                    .with("seq", Value::Int(applied.seq))
                    .with("version", Value::Int(applied.version))
                    .with("source", Value::Text("api".to_owned()))
                    .with("created_at", Value::Time(at))
                    .with("updated_at", Value::Time(at))
                    .with("created_by", Value::Id(actor.0))
                    .with("updated_by", Value::Id(actor.0))
                    .with("deleted_at", Value::Null),
            );
        }
    }
    inserted
}

fn change(entity: &Arc<EntityDef>, record: &Record, numbers: &mut Numbers) -> Change {
    let title = record.text(&entity.title).unwrap_or_default().to_owned();
    Change {
        entity: Arc::clone(entity),
        id: RecordId(numbers.uuid()),
        kind: ChangeKind::Insert(record.clone()),
        action: "create".to_owned(),
        differences: Vec::new(),
        search: Some(SearchText {
            title: fold(&title),
            body: fold(record.text("note").unwrap_or_default()),
        }),
        title,
    }
}

/// Puts records in the bin.
pub async fn delete(store: &TenantStore, entity: &Arc<EntityDef>, records: &mut [Record]) {
    let at = Timestamp::from_micros(1_767_300_000_000_000);
    let mut numbers = Numbers::new(5);
    for record in records {
        let id = RecordId(record.get("id").as_id().unwrap());
        let batch = WriteBatch {
            operation: numbers.uuid().into(),
            at,
            actor: UserId(ids()[0]),
            behind: None,
            source: "api".to_owned(),
            salt: *uuid::Uuid::from_u128(7).as_bytes(),
            changes: vec![Change {
                entity: Arc::clone(entity),
                id,
                kind: ChangeKind::Delete { expected: 1 },
                action: "delete".to_owned(),
                differences: Vec::new(),
                title: String::new(),
                search: None,
            }],
            system: Vec::new(),
            idempotency: None,
        };
        store.commit(batch).await.unwrap();
        let stored = store
            .load(
                entity,
                &[id],
                &rapport_schema::Filter::everything(),
                rapport_store::Deleted::Only,
            )
            .await
            .unwrap();
        *record = stored.into_iter().next().unwrap();
    }
}

/// The filled records of two tenants and both entities; the first tenant's are answered.
pub struct Filled {
    pub tenant: TenantStore,
    pub thing: Arc<EntityDef>,
    pub things: Vec<Record>,
    pub boat: Arc<EntityDef>,
    pub boats: Vec<Record>,
}

pub async fn filled(store: &Store, count: usize) -> Filled {
    let (thing, boat) = (thing(), boat());
    let mut numbers = Numbers::new(1);
    let mut make = |entity: &EntityDef| -> Vec<Record> {
        (0..count).map(|_| record(entity, &mut numbers)).collect()
    };
    let (things, boats) = (make(&thing), make(&boat));
    let first = store.tenant(tenant(1));
    let second = store.tenant(tenant(2));
    insert(&second, &thing, things.clone(), 100).await;
    insert(&second, &boat, boats.clone(), 200).await;
    Filled {
        things: insert(&first, &thing, things, 300).await,
        boats: insert(&first, &boat, boats, 400).await,
        tenant: first,
        thing,
        boat,
    }
}
