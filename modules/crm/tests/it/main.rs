//! The module `crm` through the engine, on each database there is.

mod account;
mod activities;
mod attendees;
mod contact;
mod convert;
mod deal;
mod lead;
mod pipeline;
mod tag;
mod task;

use rapport_module_kit::Module;
use rapport_module_kit::serde_json::Value as Json;
use rapport_testkit::TestApp;

/// What these tests install.
fn modules() -> Vec<Module> {
    vec![rapport_crm::module()]
}

/// The text of a field; empty when there is none.
fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// How many live records an entity has.
async fn count(app: &TestApp, entity: &str) -> usize {
    app.list(entity, Json::Null).await.len()
}
