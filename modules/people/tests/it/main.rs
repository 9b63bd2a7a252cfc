//! The module `people` through the engine, on each database there is.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod client;
mod codes;
mod employee;
mod professional;
mod rights;
mod supplier;
mod task;

use rapport_module_kit::Module;
use rapport_module_kit::serde_json::Value as Json;
use rapport_testkit::TestApp;
use rapport_testkit::kernel::RecordId;

/// What these tests install.
fn modules() -> Vec<Module> {
    vec![rapport_people::module(), rapport_crm::module()]
}

/// The text of a field; empty when there is none.
fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// A number, however many digits it is told with.
fn number(value: &Json) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// How many live records an entity has.
async fn count(app: &TestApp, entity: &str) -> usize {
    app.list(entity, Json::Null).await.len()
}

/// The record that a link points to.
async fn linked(app: &TestApp, record: &Json, link: &str) -> Json {
    app.get(link, id(record, link)).await
}

/// The id in a field.
fn id(record: &Json, field: &str) -> RecordId {
    text(record, field).parse().unwrap()
}
