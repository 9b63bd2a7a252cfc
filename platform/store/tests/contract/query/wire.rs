//! Rows come out as the schema writes them, and typed records as they went in.

use std::collections::HashSet;

use rapport_kernel::RecordId;
use rapport_schema::{FieldDef, Filter, SortKey, Value};
use rapport_store::{CountMode, Deleted, GetQuery, ListQuery, Start};
use serde_json::{Map, Value as Json};

use super::data;

#[tokio::test]
async fn records_load_as_they_were_inserted() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 100).await;
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            let ids: Vec<RecordId> = records
                .iter()
                .map(|record| RecordId(record.get("id").as_id().unwrap()))
                .collect();
            let loaded = filled
                .tenant
                .load(entity, &ids, &Filter::everything(), Deleted::No)
                .await
                .unwrap();
            assert_eq!(loaded.len(), records.len());
            for record in records {
                let same = loaded
                    .iter()
                    .find(|other| other.get("id") == record.get("id"))
                    .unwrap();
                for field in entity.fields() {
                    let (got, put) = (same.get(&field.name), record.get(&field.name));
                    assert_eq!(got, put, "{} {}", entity.name, field.name);
                }
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn json_is_what_the_schema_writes() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 100).await;
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            let fields: Vec<&FieldDef> = entity.fields().iter().collect();
            for record in records {
                let query = GetQuery {
                    entity,
                    fields: &fields,
                    id: RecordId(record.get("id").as_id().unwrap()),
                    filter: &Filter::everything(),
                    deleted: Deleted::No,
                    links: &[],
                };
                let row = filled.tenant.get(&query).await.unwrap().unwrap();
                let json: Map<String, Json> = serde_json::from_slice(&row.json).unwrap();
                assert_eq!(
                    Json::Object(json),
                    Json::Object(entity.record_json(record)),
                    "{}",
                    entity.name
                );
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn only_the_wanted_fields_come_in_the_wanted_order() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 30).await;
        let thing = &filled.thing;
        let names = [
            "custom_fields.text",
            "version",
            "money",
            "custom_fields.money",
            "id",
            "any",
        ];
        let fields: Vec<&FieldDef> = names
            .iter()
            .map(|name| thing.field(name).unwrap())
            .collect();
        // Copies of the definitions are as good as the entity's own.
        let copies: Vec<FieldDef> = fields.iter().map(|field| (*field).clone()).collect();
        let copies: Vec<&FieldDef> = copies.iter().collect();
        for fields in [&fields, &copies] {
            for record in &filled.things {
                let query = GetQuery {
                    entity: thing,
                    fields,
                    id: RecordId(record.get("id").as_id().unwrap()),
                    filter: &Filter::everything(),
                    deleted: Deleted::No,
                    links: &[],
                };
                let row = filled.tenant.get(&query).await.unwrap().unwrap();
                let json: Map<String, Json> = serde_json::from_slice(&row.json).unwrap();
                let keys: Vec<&String> = json.keys().collect();
                assert_eq!(
                    keys,
                    [
                        "custom_fields",
                        "version",
                        "money",
                        "money_currency",
                        "id",
                        "any"
                    ]
                );
                let custom = json["custom_fields"].as_object().unwrap();
                assert_eq!(
                    custom.get("text").and_then(Json::as_str),
                    record.text("custom_fields.text")
                );
                assert!(
                    custom
                        .keys()
                        .all(|key| ["text", "money", "money_currency"].contains(&key.as_str()))
                );
                assert!(custom.values().all(|value| !value.is_null()));
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn links_of_wanted_fields_are_told() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 40).await;
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            let fields: Vec<&FieldDef> = entity.fields().iter().collect();
            let is_link = |field: &&FieldDef| {
                matches!(field.kind.type_name(), "link" | "user") && field.name != "id"
            };
            let links: Vec<usize> = (0..fields.len())
                .filter(|at| is_link(&fields[*at]))
                .collect();
            let query = ListQuery {
                entity,
                fields: &fields,
                links: &links,
                filter: &Filter::everything(),
                search: None,
                deleted: Deleted::No,
                sort: &[SortKey {
                    field: "money".to_owned(),
                    descending: true,
                }],
                start: &Start::First,
                limit: 100,
                count: CountMode::Capped(5),
            };
            let page = filled.tenant.list(&query).await.unwrap();
            assert!(page.total.unwrap().capped);
            let found: HashSet<(String, uuid::Uuid)> = page
                .links
                .into_iter()
                .map(|link| (link.entity, link.id))
                .collect();
            let mut expected = HashSet::new();
            for record in records {
                for at in &links {
                    match (record.get(&fields[*at].name), fields[*at].kind.type_name()) {
                        (Value::Id(id), "user") => expected.insert(("user".to_owned(), *id)),
                        (Value::Id(id), _) => expected.insert(("elsewhere".to_owned(), *id)),
                        (Value::Reference { entity, id }, _) => {
                            expected.insert((entity.clone(), *id))
                        }
                        _ => false,
                    };
                }
            }
            assert_eq!(found, expected);
        }
        lane.close().await;
    }
}
