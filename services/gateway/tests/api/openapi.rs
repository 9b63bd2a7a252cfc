//! `/openapi.json`: the description is whole and says what the router does.

use std::collections::{BTreeSet, HashMap};

use axum::http::Method;
use rapport_gateway::{openapi, routes};
use rapport_schema::{EntityDef, FieldType, LinkTarget};
use serde_json::{Value, json};

use crate::support::on_sqlite;

/// All `$ref`s anywhere in a document.
fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                found.push(reference);
            }
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_description_is_whole() {
    on_sqlite(|app| async move {
        let document = app
            .ask(Method::GET, "/api/v1/openapi.json", None)
            .await
            .ok(200);
        assert_eq!(document["openapi"], json!("3.1.0"));
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(found.len() > 500);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(
                document.pointer(pointer).is_some(),
                "{reference} leads nowhere"
            );
        }
        let mut names = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap();
                assert!(names.insert(name), "{name} is there twice");
                assert!(
                    !operation["summary"].as_str().unwrap().contains('{'),
                    "{method} {path}"
                );
                assert!(
                    operation["responses"]
                        .as_object()
                        .unwrap()
                        .keys()
                        .any(|status| status.starts_with(['2', '3']))
                );
                let named = operation["parameters"].as_array().unwrap();
                let in_path = named
                    .iter()
                    .filter(|parameter| parameter["in"] == json!("path"))
                    .count();
                assert_eq!(in_path, path.matches('{').count(), "{method} {path}");
                assert!(
                    !path.contains("{entities}") && !path.contains("{action}"),
                    "{path}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_route_is_described() {
    on_sqlite(|app| async move {
        let schema = app.engine.base_schema().clone();
        let document = openapi(&schema);
        for route in routes() {
            let method = route.method.as_str().to_ascii_lowercase();
            let path = route
                .path
                .replace("{entities}", "deals")
                .replace("{action}", "move_stage");
            let path = match route.name {
                "collection_action" => "/api/v1/leads/statistics".to_owned(),
                _ => path,
            };
            assert!(
                document["paths"][&path][&method].is_object(),
                "{method} {path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn described_paths_are_answered() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let document = openapi(app.engine.base_schema());
        for (path, item) in document["paths"].as_object().unwrap() {
            let id = "019a0000-0000-7000-8000-000000000001";
            let concrete = path
                .replace("{id}", id)
                .replace("{token}", id)
                .replace("{entity}", "x")
                .replace("{name}", "x");
            for method in item.as_object().unwrap().keys() {
                let method: Method = method.to_ascii_uppercase().parse().unwrap();
                // The stream of events has no end to wait for; `live.rs` listens to it.
                if path.contains("/sessions") || path.ends_with("/events") {
                    continue;
                }
                let reply = app
                    .send(crate::support::request(
                        method.clone(),
                        &concrete,
                        Some(&ada.token),
                        &[],
                        None,
                    ))
                    .await;
                assert_ne!(reply.status.as_u16(), 405, "{method} {path}");
                let text = String::from_utf8_lossy(&reply.bytes);
                assert!(!text.contains("path `"), "{method} {path}: {text}");
                assert!(!text.contains("action `"), "{method} {path}: {text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn records_are_typed() {
    on_sqlite(|app| async move {
        let reply = app.ask(Method::GET, "/api/v1/openapi.json", None).await;
        let document = reply.ok(200);
        let schemas = &document["components"]["schemas"];
        let deal = &schemas["DealRecord"]["properties"];
        assert_eq!(deal["amount"]["type"], json!(["number", "null"]));
        assert!(deal["amount_currency"].is_object());
        assert!(
            deal["stage"]["enum"]
                .as_array()
                .unwrap()
                .contains(&json!("won"))
        );
        assert_eq!(schemas["DealInput"]["required"], json!(["name"]));
        assert!(schemas["DealInput"]["properties"].get("version").is_none());
        assert!(schemas["DealMoveStageInput"]["properties"]["stage"].is_object());
        let create = &document["paths"]["/api/v1/deals"]["post"];
        let media = &create["requestBody"]["content"]["application/json"];
        assert_eq!(
            media["schema"]["$ref"],
            json!("#/components/schemas/DealInput")
        );
        assert!(media["example"]["name"].is_string());
        let ada = app.founder("Ada").await;
        ada.post("/deals", media["example"].clone()).await.ok(201);
        let etag = reply.header("etag").to_owned();
        let request = crate::support::request(
            Method::GET,
            "/api/v1/openapi.json",
            None,
            &[("if-none-match", &etag)],
            None,
        );
        assert_eq!(app.send(request).await.status.as_u16(), 304);
    })
    .await;
}

#[tokio::test]
async fn the_example_of_every_entity_is_accepted() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let document = openapi(app.engine.base_schema());
        let mut made: HashMap<&str, String> = HashMap::new();
        let mut refused = Vec::new();
        let mut waiting: Vec<_> = app.engine.base_schema().entities().iter().collect();
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut later = Vec::new();
            for entity in waiting {
                let create = &document["paths"][format!("/api/v1/{}", entity.plural)]["post"];
                let media = &create["requestBody"]["content"]["application/json"];
                let Some(mut example) = linked(entity, media["example"].clone(), &made) else {
                    later.push(entity);
                    continue;
                };
                if let Some(user) = example.get_mut("user") {
                    *user = json!(ada.id);
                }
                let reply = ada
                    .post(&format!("/{}", entity.plural), example.clone())
                    .await;
                let status = reply.status.as_u16();
                // The state of what it belongs to may forbid it: nobody pays an invoice that was not sent. And a rule of its
                // module may ask for one of several optional fields, or for a file.
                let by_rule = status == 400
                    && reply.json()["errors"][0]["field"]
                        .as_str()
                        .is_none_or(|field| example.get(field).is_none());
                if !matches!(status, 201 | 409) && !by_rule {
                    refused.push(format!("{}: {example}: {reply:?}", entity.name));
                }
                if status == 201 {
                    let id = reply.json()["data"]["id"].as_str().unwrap().to_owned();
                    made.insert(&entity.name, id);
                }
            }
            assert!(later.len() < before, "required links in a circle");
            waiting = later;
        }
        assert!(refused.is_empty(), "{refused:#?}");
    })
    .await;
}

/// An example whose links point to what was made; none while that is not there. Examples cannot know ids.
fn linked(entity: &EntityDef, mut example: Value, made: &HashMap<&str, String>) -> Option<Value> {
    for field in entity.fields() {
        let FieldType::Link { to, .. } = &field.kind else {
            continue;
        };
        let Some(value) = example.get_mut(&field.name) else {
            continue;
        };
        *value = match to {
            LinkTarget::One(name) => json!(made.get(name.as_str())?),
            LinkTarget::Several(names) => {
                let name = names.first()?;
                json!({ "entity": name, "id": made.get(name.as_str())? })
            }
            LinkTarget::Any => json!({ "entity": "contact", "id": made.get("contact")? }),
        };
    }
    Some(example)
}
