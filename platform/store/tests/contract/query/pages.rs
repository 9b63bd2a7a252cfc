//! Pages walk through every order without gaps or repetitions, whatever is empty.

use std::sync::Arc;

use rapport_kernel::RecordId;
use rapport_schema::{EntityDef, FieldDef, Filter, Record, SortKey, Value};
use rapport_store::{
    CountMode, Deleted, GetQuery, JsonPage, ListQuery, Start, StoreError, TenantStore, Total,
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::data::{self, Numbers};
use super::naive;

fn key(field: &str, descending: bool) -> SortKey {
    SortKey {
        field: field.to_owned(),
        descending,
    }
}

fn ids(page: &JsonPage) -> Vec<Uuid> {
    let text = format!("[{}]", std::str::from_utf8(&page.json).unwrap());
    let rows: Vec<Json> = serde_json::from_str(&text).unwrap();
    assert_eq!(rows.len(), page.rows);
    rows.iter()
        .map(|row| row["id"].as_str().unwrap().parse().unwrap())
        .collect()
}

fn query<'a>(
    entity: &'a Arc<EntityDef>,
    fields: &'a [&'a FieldDef],
    filter: &'a Filter,
    sort: &'a [SortKey],
    start: &'a Start,
) -> ListQuery<'a> {
    ListQuery {
        entity,
        fields,
        links: &[],
        filter,
        search: None,
        deleted: Deleted::No,
        sort,
        start,
        limit: 7,
        count: CountMode::None,
    }
}

async fn walk(
    store: &TenantStore,
    entity: &Arc<EntityDef>,
    filter: &Filter,
    sort: &[SortKey],
) -> Vec<Uuid> {
    let fields = [entity.field("id").unwrap()];
    let mut start = Start::First;
    let mut all = Vec::new();
    loop {
        let page = store
            .list(&query(entity, &fields, filter, sort, &start))
            .await;
        let page = page.unwrap_or_else(|error| panic!("{sort:?} {start:?}: {error}"));
        all.extend(ids(&page));
        match page.next {
            Some(values) => {
                assert_eq!(page.rows, 7, "only a full page has a next one");
                start = Start::After(values);
            }
            None => return all,
        }
        assert!(all.len() < 2000, "{sort:?} does not end");
    }
}

async fn check(store: &TenantStore, entity: &Arc<EntityDef>, records: &[Record], sort: &[SortKey]) {
    let all = walk(store, entity, &Filter::everything(), sort).await;
    let expected: Vec<Uuid> = naive::sorted(records, sort)
        .iter()
        .map(|record| record.get("id").as_id().unwrap())
        .collect();
    assert_eq!(all, expected, "{} {sort:?}", entity.name);
}

fn sortable(entity: &EntityDef) -> Vec<String> {
    let sortable = entity
        .fields()
        .iter()
        .filter(|field| !matches!(field.kind.type_name(), "tags" | "json"));
    sortable.map(|field| field.name.clone()).collect()
}

#[tokio::test]
async fn every_single_key_in_both_directions_walks_in_order() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 60).await;
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            check(&filled.tenant, entity, records, &[]).await;
            for field in sortable(entity) {
                for descending in [false, true] {
                    check(&filled.tenant, entity, records, &[key(&field, descending)]).await;
                }
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn two_and_three_keys_in_all_directions_walk_in_order() {
    let firsts = [
        "yes",
        "text",
        "custom_fields.yes",
        "money",
        "created_at",
        "custom_fields.decimal",
        "day",
    ];
    let seconds = [
        "whole",
        "custom_fields.text",
        "state",
        "user",
        "updated_at",
        "custom_fields.moment",
    ];
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 60).await;
        for first in firsts {
            for second in seconds {
                for directions in 0..4 {
                    let sort = [
                        key(first, directions & 1 > 0),
                        key(second, directions & 2 > 0),
                    ];
                    check(&filled.tenant, &filled.thing, &filled.things, &sort).await;
                }
            }
        }
        for directions in 0..8 {
            let sort = [
                key("yes", directions & 1 > 0),
                key("custom_fields.yes", directions & 2 > 0),
                key("state", directions & 4 > 0),
            ];
            check(&filled.tenant, &filled.thing, &filled.things, &sort).await;
            let sort = [
                key("yes", directions & 1 > 0),
                key("day", directions & 2 > 0),
                key("money", directions & 4 > 0),
            ];
            check(&filled.tenant, &filled.boat, &filled.boats, &sort).await;
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn pages_of_a_filter_hold_what_it_matches() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 120).await;
        let filter = Filter::Not(Box::new(Filter::equals(
            "state",
            Value::Text("won".to_owned()),
        )))
        .and(Filter::one_of("yes", vec![Value::Bool(true), Value::Null]));
        let matching: Vec<Record> = filled
            .things
            .iter()
            .filter(|record| naive::matches(&filter, record))
            .cloned()
            .collect();
        for sort in [
            vec![key("created_at", true)],
            vec![key("money", true)],
            vec![key("text", false), key("whole", true)],
        ] {
            let expected: Vec<Uuid> = naive::sorted(&matching, &sort)
                .iter()
                .map(|record| record.get("id").as_id().unwrap())
                .collect();
            assert_eq!(
                walk(&filled.tenant, &filled.thing, &filter, &sort).await,
                expected,
                "{sort:?}"
            );
            let fields = [filled.thing.field("id").unwrap()];
            for offset in [0, 1, 7, 30, 1000] {
                let start = Start::Offset(offset);
                let query = ListQuery {
                    count: CountMode::Exact,
                    ..query(&filled.thing, &fields, &filter, &sort, &start)
                };
                let page = filled.tenant.list(&query).await.unwrap();
                let from = expected.len().min(usize::try_from(offset).unwrap());
                let to = expected.len().min(from + 7);
                assert_eq!(ids(&page), expected[from..to], "{sort:?} from {offset}");
                assert_eq!(page.next.is_some(), to < expected.len());
                assert_eq!(
                    page.total,
                    Some(Total {
                        count: expected.len() as u64,
                        capped: false
                    })
                );
                if let Some(values) = page.next {
                    let start = Start::After(values);
                    let next = ListQuery {
                        start: &start,
                        ..query
                    };
                    let next = filled.tenant.list(&next).await.unwrap();
                    assert_eq!(ids(&next)[..], expected[to..expected.len().min(to + 7)]);
                }
            }
            let typed = filled
                .tenant
                .find(&filled.thing, &filter, &sort, 9)
                .await
                .unwrap();
            let typed: Vec<Uuid> = typed
                .iter()
                .map(|record| record.get("id").as_id().unwrap())
                .collect();
            assert_eq!(typed, expected[..9.min(expected.len())]);
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn ids_go_on_after_one_of_them() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 40).await;
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            let mut expected: Vec<Uuid> = records
                .iter()
                .map(|record| record.get("id").as_id().unwrap())
                .collect();
            expected.sort();
            let (mut all, mut after) = (Vec::new(), None);
            loop {
                let everything = Filter::everything();
                let some = filled
                    .tenant
                    .ids(entity, &everything, None, Deleted::No, after, 7)
                    .await
                    .unwrap();
                let Some(RecordId(last)) = some.last() else {
                    break;
                };
                after = Some(RecordId(*last));
                all.extend(some.iter().map(|id| id.0));
            }
            assert_eq!(all, expected);
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    for lane in data::lanes(&[data::thing()]).await {
        let store = lane.store.tenant(data::tenant(1));
        let thing = data::thing();
        let fields = [thing.field("id").unwrap()];
        let id = Value::Id(Numbers::new(1).uuid());
        for values in [
            vec![],
            vec![id.clone()],
            vec![Value::Text("x".to_owned()), id.clone()],
            vec![Value::Int(1), Value::Null],
            vec![Value::Int(1), Value::Int(2), id.clone()],
        ] {
            let start = Start::After(values);
            let sort = [key("whole", false)];
            let everything = Filter::everything();
            let answer = store
                .list(&query(&thing, &fields, &everything, &sort, &start))
                .await;
            assert!(matches!(answer, Err(StoreError::Invalid(_))), "{start:?}");
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn get_obeys_tenant_filter_and_bin() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 20).await;
        let other = lane.store.tenant(data::tenant(2));
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            let fields = [entity.field("id").unwrap(), entity.field("text").unwrap()];
            for record in records {
                let id = RecordId(record.get("id").as_id().unwrap());
                let state = Filter::equals("state", record.get("state").clone());
                let everything = Filter::everything();
                let not = Filter::Not(Box::new(state.clone()));
                let get = |filter, deleted| GetQuery {
                    entity,
                    fields: &fields,
                    id,
                    filter,
                    deleted,
                    links: &[],
                };
                let found = filled
                    .tenant
                    .get(&get(&state, Deleted::No))
                    .await
                    .unwrap()
                    .unwrap();
                assert_eq!(found.version, 1);
                let json: Json = serde_json::from_slice(&found.json).unwrap();
                assert_eq!(json["text"].as_str(), record.text("text"));
                assert!(
                    filled
                        .tenant
                        .get(&get(&not, Deleted::No))
                        .await
                        .unwrap()
                        .is_none()
                );
                assert!(
                    filled
                        .tenant
                        .get(&get(&everything, Deleted::Only))
                        .await
                        .unwrap()
                        .is_none()
                );
                assert!(
                    other
                        .get(&get(&everything, Deleted::Any))
                        .await
                        .unwrap()
                        .is_none()
                );
            }
        }
        // A thing's id is no boat's id, though both tenants and entities share tables.
        let id = RecordId(filled.boats[0].get("id").as_id().unwrap());
        let mut other_object = (*filled.boat).clone();
        other_object.name = "car".to_owned();
        let other_object = Arc::new(other_object);
        let everything = Filter::everything();
        let get = GetQuery {
            entity: &other_object,
            fields: &[],
            id,
            filter: &everything,
            deleted: Deleted::Any,
            links: &[],
        };
        assert!(filled.tenant.get(&get).await.unwrap().is_none());
        lane.close().await;
    }
}
