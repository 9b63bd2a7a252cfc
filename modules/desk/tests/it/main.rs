//! The module `desk` through the engine, on each database there is.

mod estimate;
mod sla;
mod ticket;
mod work_order;

use rapport_module_kit::Module;
use rapport_module_kit::serde_json::Value as Json;

/// What these tests install.
fn modules() -> Vec<Module> {
    vec![rapport_desk::module(), rapport_crm::module()]
}

/// The text of a field; empty when there is none.
fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}
