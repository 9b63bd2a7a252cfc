//! The module `projects` through the engine, on each database there is.

mod expense;
mod member;
mod milestone;
mod project;
mod rights;
mod statistics;
mod task;
mod time_entry;

use rapport_module_kit::Module;
use rapport_module_kit::serde_json::Value as Json;
use rapport_testkit::TestApp;
use rapport_testkit::kernel::RecordId;

/// What these tests install.
fn modules() -> Vec<Module> {
    vec![
        rapport_projects::module(),
        rapport_people::module(),
        rapport_crm::module(),
    ]
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

/// A project with a budget of 1000 euros.
async fn project(app: &TestApp) -> RecordId {
    let values = rapport_module_kit::json!({ "name": "Website Redesign", "budget": 1000 });
    app.create("project", values).await
}
