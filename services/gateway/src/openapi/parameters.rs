//! Parameters of paths, queries and headers.

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::shape::Body;
use crate::route::Route;

/// Query parameters: name, JSON Schema of the value, what it says.
const QUERY: &[(&str, &str, &str)] = &[
    (
        "filter",
        r#"{"type":"string"}"#,
        "Conditions: `filter[field][operator]=value`, or a JSON tree of `and`, `or`, `not` and `{field, op, value}`. A field's name alone means equality.",
    ),
    (
        "search",
        r#"{"type":"string"}"#,
        "Words that must all occur.",
    ),
    (
        "sort",
        r#"{"type":"string","default":"-created_at"}"#,
        "Fields, a minus before those largest first.",
    ),
    (
        "limit",
        r#"{"type":"integer","minimum":1,"maximum":1000,"default":50}"#,
        "Rows per page.",
    ),
    (
        "next",
        r#"{"type":"string"}"#,
        "The path to go to after sign-in.",
    ),
    (
        "code",
        r#"{"type":"string"}"#,
        "What the provider hands back.",
    ),
    (
        "state",
        r#"{"type":"string"}"#,
        "What the browser was sent away with.",
    ),
    ("error", r#"{"type":"string"}"#, "Why the provider refused."),
    ("iss", r#"{"type":"string"}"#, "Which provider answers."),
    (
        "cursor",
        r#"{"type":"string"}"#,
        "The `next_cursor` of the page before.",
    ),
    (
        "page",
        r#"{"type":"integer","minimum":1}"#,
        "A page by number; `cursor` is cheaper.",
    ),
    (
        "offset",
        r#"{"type":"integer","minimum":0}"#,
        "Rows to skip; `cursor` is cheaper.",
    ),
    (
        "count",
        r#"{"type":"string","enum":["none","capped","exact"],"default":"none"}"#,
        "Whether to count all matches; `capped` stops at 10,000.",
    ),
    ("fields", r#"{"type":"string"}"#, "Only these fields."),
    (
        "include",
        r#"{"type":"string"}"#,
        "Links whose titles are wanted; `*` for all.",
    ),
    (
        "deleted",
        r#"{"type":"string","enum":["no","only","any"],"default":"no"}"#,
        "The bin.",
    ),
    (
        "group",
        r#"{"type":"string"}"#,
        "Fields to group by, dates as `field:day`, `week`, `month`, `quarter` or `year`.",
    ),
    (
        "metrics",
        r#"{"type":"string","default":"count"}"#,
        "`count`, `sum:field`, `avg:field`, `min:field`, `max:field`.",
    ),
    (
        "purge",
        r#"{"type":"boolean","default":false}"#,
        "Also takes what is stored out, for good.",
    ),
    (
        "user",
        r#"{"type":"string","format":"uuid"}"#,
        "Whose access is explained; the caller's own without it.",
    ),
    (
        "released",
        r#"{"type":"boolean","default":false}"#,
        "Holds that ended too.",
    ),
    (
        "kinds",
        r#"{"type":"string"}"#,
        "Only these: `change` and names of activities.",
    ),
    (
        "field",
        r#"{"type":"string"}"#,
        "The state field; the first when not given.",
    ),
    ("entity", r#"{"type":"string"}"#, "An entity's name."),
    (
        "kind",
        r#"{"type":"string"}"#,
        "Kinds of audit entries, separated by commas: `change`, `sign_in`, `export`, ...",
    ),
    ("entities", r#"{"type":"string"}"#, "Names of entities."),
    (
        "version",
        r#"{"type":"integer","minimum":1}"#,
        "A version of the file; the current one unless given.",
    ),
    (
        "disposition",
        r#"{"type":"string","enum":["attachment","inline"]}"#,
        "Whether a browser keeps the file or shows it.",
    ),
    (
        "after",
        r#"{"type":"string","format":"uuid"}"#,
        "The id of the last event heard; what was missed since comes first.",
    ),
    (
        "record",
        r#"{"type":"string","format":"uuid"}"#,
        "A record's id; needs `entity`.",
    ),
    (
        "actor",
        r#"{"type":"string","format":"uuid"}"#,
        "A user's id.",
    ),
    (
        "action",
        r#"{"type":"string"}"#,
        "`create`, `update`, `delete`, `restore` or an action's name.",
    ),
    (
        "zone",
        r#"{"type":"string"}"#,
        "The IANA zone of the local times, such as Europe/Berlin; the caller's unless given.",
    ),
    (
        "host",
        r#"{"type":"string","format":"uuid"}"#,
        "Only slots of this host.",
    ),
    (
        "seats",
        r#"{"type":"integer","minimum":1,"default":1}"#,
        "How many places are wanted.",
    ),
    (
        "from",
        r#"{"type":"string","format":"date-time"}"#,
        "From this moment on.",
    ),
    (
        "to",
        r#"{"type":"string","format":"date-time"}"#,
        "Before this moment.",
    ),
    ("q", r#"{"type":"string"}"#, "Words that must all occur."),
    (
        "format",
        r#"{"type":"string","enum":["csv","xlsx","jsonl"],"default":"csv"}"#,
        "The kind of file.",
    ),
    (
        "status",
        r#"{"type":"string","enum":["new","changed","unchanged","rejected"]}"#,
        "Only rows of this kind.",
    ),
];

/// All shared parameters.
pub(crate) fn components() -> Value {
    let mut all = Map::new();
    for (name, schema, says) in QUERY {
        let schema: Value = serde_json::from_str(schema).unwrap_or_default();
        let parameter = json!({ "name": name, "in": "query", "required": false, "description": says, "schema": schema });
        all.insert((*name).to_owned(), parameter);
    }
    let header = |name: &str, says: &str| json!({ "name": name, "in": "header", "required": false, "description": says, "schema": { "type": "string" } });
    let headers = [
        (
            "IfMatch",
            header(
                "If-Match",
                "The version last seen, such as `\"3\"`: a newer record answers 409.",
            ),
        ),
        (
            "IdempotencyKey",
            header(
                "Idempotency-Key",
                "A repeat within 24 hours answers what the first call answered.",
            ),
        ),
        (
            "RequestId",
            header(
                "X-Request-Id",
                "A UUID that names the request in answers and logs.",
            ),
        ),
        (
            "Client",
            header(
                "X-Rapport-Client",
                "`web`: the refresh token travels in a cookie.",
            ),
        ),
    ];
    all.extend(headers.map(|(key, value)| (key.to_owned(), value)));
    Value::Object(all)
}

/// The parameters of one operation.
pub(crate) fn of(path: &str, route: &Route) -> Vec<Value> {
    let reference = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    let mut all: Vec<Value> = path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .map(in_path)
        .collect();
    all.extend(route.query.iter().map(|name| reference(name)));
    if matches!(route.body, Body::Change) {
        all.push(reference("IfMatch"));
    }
    let records = route.path.contains("{entities}");
    if records && matches!(route.method, Method::POST | Method::PATCH | Method::PUT) {
        all.push(reference("IdempotencyKey"));
    }
    if route.name.starts_with("sessions.") || route.name == "tenants.create" {
        all.push(reference("Client"));
    }
    all.push(reference("RequestId"));
    all
}

fn in_path(name: &str) -> Value {
    let schema = match name {
        "id" | "share" => json!({ "type": "string", "format": "uuid" }),
        _ => json!({ "type": "string" }),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_of_the_table_is_described() {
        let known = components();
        for route in crate::routes::table() {
            for name in route.query {
                assert!(known.get(*name).is_some(), "{} of {}", name, route.path);
            }
        }
        for (name, schema, _) in QUERY {
            assert!(
                serde_json::from_str::<Value>(schema).is_ok_and(|schema| schema.is_object()),
                "{name}"
            );
        }
    }
}
