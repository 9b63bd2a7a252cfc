//! The API's description (OpenAPI 3.1), made from the route table and a tenant's schema.
//!
//! Routes with `{entities}` are written out for every entity, actions for every action, so that generated clients
//! have real names and types. Nothing is described by hand twice: paths come from [`crate::routes`], records from
//! [`EntityDef`], and only the fixed shapes in `platform.rs` are written down here.

mod access;
mod audit;
mod entity;
mod field;
mod parameters;
mod platform;
pub(crate) mod shape;

use axum::http::Method;
use rapport_schema::{ActionTarget, EntityDef, SchemaSnapshot};
use serde_json::{Map, Value, json};

use crate::route::{Access, Route};
use crate::routes::table;
use entity::type_name;
use shape::{Body, Shape};

/// The description of the API over this schema.
#[must_use]
pub fn openapi(schema: &SchemaSnapshot) -> Value {
    let mut paths = Map::new();
    for route in table() {
        if !route.path.contains("{entities}") {
            add(&mut paths, route.path, &route, &Names::default());
            continue;
        }
        for entity in schema.entities() {
            for (path, names) in expanded(&route, entity) {
                add(&mut paths, &path, &route, &names);
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rapport",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The API of this installation, with the fields and objects of this tenant. Schema version: "
                .to_owned() + schema.version(),
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "bearer": [] }],
        "tags": tags(schema),
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
            "parameters": parameters::components(),
            "schemas": schemas(schema),
            "responses": { "Problem": platform::problem_response() },
        },
    })
}

/// What stands for the placeholders of a route.
#[derive(Default)]
struct Names<'e> {
    entity: Option<&'e EntityDef>,
    action: Option<&'e rapport_schema::ActionDef>,
}

/// The paths of a route over one entity.
fn expanded<'e>(route: &Route, entity: &'e EntityDef) -> Vec<(String, Names<'e>)> {
    let path = route.path.replace("{entities}", &entity.plural);
    let (on, placeholder) = match route.name {
        "action" => (ActionTarget::Record, "{action}"),
        "collection_action" => (ActionTarget::Collection, "{id}"),
        _ => {
            return vec![(
                path,
                Names {
                    entity: Some(entity),
                    action: None,
                },
            )];
        }
    };
    entity
        .actions
        .iter()
        .filter(|action| action.on == on)
        .map(|action| {
            let names = Names {
                entity: Some(entity),
                action: Some(action),
            };
            (path.replace(placeholder, &action.name), names)
        })
        .collect()
}

fn add(paths: &mut Map<String, Value>, path: &str, route: &Route, names: &Names<'_>) {
    let item = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
    if let Some(item) = item.as_object_mut() {
        item.insert(
            route.method.as_str().to_ascii_lowercase(),
            operation(path, route, names),
        );
    }
}

fn operation(path: &str, route: &Route, names: &Names<'_>) -> Value {
    let mut operation = Map::new();
    operation.insert("operationId".to_owned(), json!(operation_id(route, names)));
    operation.insert("summary".to_owned(), json!(summary(route, names)));
    operation.insert("tags".to_owned(), json!([tag(route, names)]));
    let parameters = parameters::of(path, route);
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if let Some(body) = request_body(route, names) {
        operation.insert("requestBody".to_owned(), body);
    }
    if route.access == Access::Anyone {
        operation.insert("security".to_owned(), json!([]));
    }
    operation.insert("responses".to_owned(), responses(route, names));
    Value::Object(operation)
}

fn operation_id(route: &Route, names: &Names<'_>) -> String {
    match (names.entity, names.action) {
        (Some(entity), Some(action)) => format!("{}.{}", entity.plural, action.name),
        (Some(entity), None) => format!("{}.{}", entity.plural, route.name),
        _ => route.name.to_owned(),
    }
}

fn summary(route: &Route, names: &Names<'_>) -> String {
    let Some(entity) = names.entity else {
        return route.summary.to_owned();
    };
    let label = names.action.map_or("", |action| action.label.as_str());
    route
        .summary
        .replace("{entities}", &entity.label_plural.to_lowercase())
        .replace("{entity}", &entity.label.to_lowercase())
        .replace("{action}", label)
}

fn tag<'r>(route: &'r Route, names: &Names<'r>) -> &'r str {
    names.entity.map_or_else(
        || route.name.split('.').next().unwrap_or_default(),
        |entity| entity.plural.as_str(),
    )
}

fn tags(schema: &SchemaSnapshot) -> Vec<Value> {
    let entity =
        |entity: &EntityDef| json!({ "name": entity.plural, "description": entity.description });
    schema.entities().iter().map(|one| entity(one)).collect()
}

fn request_body(route: &Route, names: &Names<'_>) -> Option<Value> {
    let entity = names
        .entity
        .map(|entity| type_name(&entity.name))
        .unwrap_or_default();
    let schema = match route.body {
        Body::None => return None,
        Body::Named(name) => name.to_owned(),
        Body::Record => format!("{entity}Input"),
        Body::Change => format!("{entity}Change"),
        Body::Action => format!("{entity}{}Input", type_name(&names.action?.name)),
        Body::File => {
            let part = json!({ "type": "object", "required": ["file"], "properties": {
                "file": { "type": "string", "contentMediaType": "application/octet-stream" } } });
            return Some(
                json!({ "required": true, "content": { "multipart/form-data": { "schema": part } } }),
            );
        }
    };
    let mut media = json!({ "schema": reference(&schema) });
    let example = match (route.body, names.entity) {
        (Body::Record, Some(entity)) => Some(entity::example(entity)),
        (Body::Named(name), _) => platform::example(name),
        _ => None,
    };
    if let (Some(example), Some(media)) = (example, media.as_object_mut()) {
        media.insert("example".to_owned(), example);
    }
    Some(json!({ "required": true, "content": { "application/json": media } }))
}

fn responses(route: &Route, names: &Names<'_>) -> Value {
    let entity = names
        .entity
        .map(|entity| type_name(&entity.name))
        .unwrap_or_default();
    let mut good = json!({ "description": "Done" });
    if let Some(answer) = good.as_object_mut() {
        answer.insert("content".to_owned(), route.shape.content(&entity));
        if matches!(route.shape, Shape::Record | Shape::RecordWritten) {
            let etag = json!({ "ETag": { "description": "The record's version", "schema": { "type": "string" } } });
            answer.insert("headers".to_owned(), etag);
        }
    }
    let mut all = Map::new();
    all.insert(route.status.to_string(), good);
    if route.name == "bulk" {
        let job = json!({ "description": "More than 500 records: a job does it", "content": Shape::Data("JobStarted").content("") });
        all.insert("202".to_owned(), job);
    }
    for status in failures(route) {
        all.insert(
            status.to_owned(),
            json!({ "$ref": "#/components/responses/Problem" }),
        );
    }
    all.insert(
        "default".to_owned(),
        json!({ "$ref": "#/components/responses/Problem" }),
    );
    Value::Object(all)
}

/// The statuses a client should expect besides success; anything else is `default`.
fn failures(route: &Route) -> Vec<&'static str> {
    let mut all = vec!["400"];
    if route.access == Access::SignedIn {
        all.extend(["401", "403"]);
    }
    if route.path.contains('{') {
        all.push("404");
    }
    if route.method != Method::GET {
        all.extend(["409", "413", "415"]);
    }
    if route.name == "sessions.create" {
        all.extend(["401", "423"]);
    }
    all
}

fn schemas(schema: &SchemaSnapshot) -> Map<String, Value> {
    let mut all = platform::schemas();
    for entity in schema.entities() {
        entity::add(&mut all, entity);
    }
    all
}

/// `{"$ref": ...}` to a component schema.
fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
