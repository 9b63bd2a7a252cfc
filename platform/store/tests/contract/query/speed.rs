//! What reading costs, on 100,000 records in SQLite. Run with
//! `cargo test --release -p rapport-store --test contract -- --ignored --nocapture what_reading_costs`.

use std::sync::Arc;
use std::time::Instant;

use rapport_kernel::RecordId;
use rapport_schema::{
    EntityDef, FieldDef, FieldType, Filter, Index, Record, SortKey, Value, system_fields,
};
use rapport_store::{
    CountMode, DatabaseUrl, Deleted, GetQuery, ListQuery, SearchQuery, Start, TenantStore,
};

use super::data::{self, Numbers, field};

const ROWS: usize = 100_000;
const ROUNDS: usize = 2_000;

fn contact() -> Arc<EntityDef> {
    let mut entity = EntityDef::named("contact", "contacts");
    entity.title = "name".to_owned();
    let text = || FieldType::Text { max_length: 200 };
    let mut fields: Vec<FieldDef> = [
        "name", "email", "phone", "city", "country", "status", "title", "note",
    ]
    .iter()
    .map(|name| field(name, text()))
    .collect();
    fields.extend([
        field("amount", FieldType::Money),
        field("birthday", FieldType::Date),
        field("active", FieldType::Boolean),
        field("tags", FieldType::Tags),
        field("custom_fields.region", text()),
        field(
            "custom_fields.score",
            FieldType::Integer {
                min: None,
                max: None,
            },
        ),
    ]);
    for field in &mut fields {
        if matches!(field.name.as_str(), "name" | "status" | "amount") {
            field.index = Index::Both;
        }
    }
    fields.extend(system_fields());
    entity.set_fields(fields);
    Arc::new(entity)
}

fn record(numbers: &mut Numbers, number: usize) -> Record {
    let first = *numbers.pick(&["Anna", "Bernd", "Chloé", "Dmitri", "Eleni", "Farid"]);
    let last: String = (0..7)
        .map(|_| char::from(b'a' + u8::try_from(numbers.below(26)).unwrap()))
        .collect();
    let text = |text: &str| Value::Text(text.to_owned());
    Record::new()
        .with("name", Value::Text(format!("{first} {last}")))
        .with("email", Value::Text(format!("{last}.{number}@example.com")))
        .with("phone", Value::Text(format!("+49 30 {number:07}")))
        .with(
            "city",
            text(numbers.pick::<&str>(&["Berlin", "Paris", "Athens", "Oslo"])),
        )
        .with("country", text("DE"))
        .with(
            "status",
            text(numbers.pick::<&str>(&["new", "open", "won", "lost", "idle", "gone"])),
        )
        .with("title", text("Head of procurement"))
        .with(
            "note",
            text("Met at the fair, wants a call back after the summer holidays."),
        )
        .with("amount", data::value(&FieldType::Money, numbers))
        .with("birthday", data::value(&FieldType::Date, numbers))
        .with("active", Value::Bool(true))
        .with(
            "tags",
            Value::List(vec!["vip".to_owned(), "fair".to_owned()]),
        )
        .with(
            "custom_fields.region",
            text(numbers.pick::<&str>(&["north", "south"])),
        )
        .with(
            "custom_fields.score",
            Value::Int(i64::try_from(number % 100).unwrap()),
        )
}

/// User and system time of this process so far, in microseconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks * 10_000.0
}

async fn measure<F: Future<Output = usize>>(
    name: &str,
    rounds: usize,
    mut run: impl FnMut(usize) -> F,
) {
    for round in 0..rounds / 10 + 1 {
        run(round).await;
    }
    let (before, start) = (cpu(), Instant::now());
    let mut rows = 0;
    for round in 0..rounds {
        rows += run(round).await;
    }
    let each = |total: f64| total / rounds as f64;
    let wall = each(start.elapsed().as_secs_f64() * 1e6);
    println!(
        "{name:40} {wall:9.1} us wall {:9.1} us cpu {:6} rows",
        each(cpu() - before),
        rows / rounds
    );
}

#[ignore = "takes a minute and measures, it does not test"]
#[tokio::test(flavor = "multi_thread")]
async fn what_reading_costs() {
    let contact = contact();
    let url = std::env::var("RAPPORT_SPEED_URL")
        .ok()
        .map(|url| url.parse().unwrap());
    let store = data::open(
        url.unwrap_or(DatabaseUrl::SqliteMemory),
        std::slice::from_ref(&contact),
    )
    .await;
    let tenant = store.tenant(data::tenant(1));
    let mut numbers = Numbers::new(3);
    let records = (0..ROWS)
        .map(|number| record(&mut numbers, number))
        .collect();
    let records = data::insert(&tenant, &contact, records, 8).await;
    println!("{ROWS} records are in");
    let ids: Vec<RecordId> = records
        .iter()
        .map(|record| RecordId(record.get("id").as_id().unwrap()))
        .collect();
    one(&tenant, &contact, &ids).await;
    pages(&tenant, &contact).await;
    searches(&tenant, &contact).await;
    store.close().await;
}

async fn one(tenant: &TenantStore, contact: &Arc<EntityDef>, ids: &[RecordId]) {
    let fields: Vec<&FieldDef> = contact.fields().iter().collect();
    let everything = Filter::everything();
    measure("get, all fields", ROUNDS * 10, async |round| {
        let query = GetQuery {
            entity: contact,
            fields: &fields,
            id: ids[round * 7919 % ids.len()],
            filter: &everything,
            deleted: Deleted::No,
            links: &[],
        };
        usize::from(tenant.get(&query).await.unwrap().is_some())
    })
    .await;
    measure("get, all fields, 16 at once", ROUNDS, async |round| {
        let each = (0..16).map(|part| {
            let query = GetQuery {
                entity: contact,
                fields: &fields,
                id: ids[(round * 16 + part) * 7919 % ids.len()],
                filter: &everything,
                deleted: Deleted::No,
                links: &[],
            };
            async move { usize::from(tenant.get(&query).await.unwrap().is_some()) }
        });
        futures::future::join_all(each).await.into_iter().sum()
    })
    .await;
    let ids = &ids[..20];
    measure("titles of 20", ROUNDS, async |_| {
        tenant
            .titles(contact, ids, &everything)
            .await
            .unwrap()
            .len()
    })
    .await;
}

async fn pages(tenant: &TenantStore, contact: &Arc<EntityDef>) {
    let fields: Vec<&FieldDef> = contact.fields().iter().collect();
    let everything = Filter::everything();
    let status = Filter::equals("status", Value::Text("open".to_owned()));
    for (name, sort, filter, count, rounds) in [
        (
            "page of 20, -created_at",
            "-created_at",
            &everything,
            CountMode::None,
            ROUNDS,
        ),
        (
            "page of 20, -created_at, status",
            "-created_at",
            &status,
            CountMode::None,
            ROUNDS,
        ),
        (
            "page of 20, name",
            "name",
            &everything,
            CountMode::None,
            ROUNDS,
        ),
        (
            "page of 20, -amount",
            "-amount",
            &everything,
            CountMode::None,
            ROUNDS,
        ),
        (
            "page of 20, status, capped count",
            "-created_at",
            &status,
            CountMode::Capped(10_000),
            300,
        ),
        (
            "page of 20, status, exact count",
            "-created_at",
            &status,
            CountMode::Exact,
            300,
        ),
        (
            "page of 20, exact count of all",
            "-created_at",
            &everything,
            CountMode::Exact,
            300,
        ),
    ] {
        let sort = [SortKey {
            field: sort.trim_start_matches('-').to_owned(),
            descending: sort.starts_with('-'),
        }];
        let page = |start| ListQuery {
            entity: contact,
            fields: &fields,
            links: &[],
            filter,
            search: None,
            deleted: Deleted::No,
            sort: &sort,
            start,
            limit: 20,
            count,
        };
        measure(name, rounds, async |_| {
            tenant.list(&page(&Start::First)).await.unwrap().rows
        })
        .await;
        let deep = tenant
            .list(&ListQuery {
                limit: 5000,
                ..page(&Start::Offset(8000))
            })
            .await
            .unwrap();
        let start = Start::After(deep.next.unwrap());
        measure("  the same after 13,000", rounds, async |_| {
            tenant.list(&page(&start)).await.unwrap().rows
        })
        .await;
    }
}

async fn searches(tenant: &TenantStore, contact: &Arc<EntityDef>) {
    let fields: Vec<&FieldDef> = contact.fields().iter().collect();
    let everything = Filter::everything();
    let sort = [SortKey {
        field: "created_at".to_owned(),
        descending: true,
    }];
    for (words, rounds) in [("abcd", 300), ("anna", 20), ("an", 20), ("anna abc", 100)] {
        measure(
            &format!("search {words:?}, page of 20"),
            rounds,
            async |_| {
                let query = ListQuery {
                    entity: contact,
                    fields: &fields,
                    links: &[],
                    filter: &everything,
                    search: Some(words.into()),
                    deleted: Deleted::No,
                    sort: &sort,
                    start: &Start::First,
                    limit: 20,
                    count: CountMode::None,
                };
                tenant.list(&query).await.unwrap().rows
            },
        )
        .await;
        let entities = [(Arc::clone(contact), everything.clone())];
        measure(
            &format!("search {words:?} over entities, 10"),
            rounds,
            async |_| {
                tenant
                    .search(&SearchQuery {
                        words: words.into(),
                        entities: &entities,
                        limit: 10,
                    })
                    .await
                    .unwrap()
                    .len()
            },
        )
        .await;
    }
}
