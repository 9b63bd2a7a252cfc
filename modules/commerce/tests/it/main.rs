//! The module `commerce` through the engine, on each database there is.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails loudly"
)]

mod chain;
mod client;
mod credit_note;
mod invoice;
mod order;
mod payment;
mod prices;
mod series;

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Module, RecordId, json};
use rapport_testkit::TestApp;

/// What these tests install.
fn modules() -> Vec<Module> {
    vec![
        rapport_commerce::module(),
        rapport_desk::module(),
        rapport_crm::module(),
    ]
}

/// The text of a field; empty when there is none.
fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// The amount of a field, as it is written.
fn amount(record: &Json, field: &str) -> String {
    record.get(field).map(Json::to_string).unwrap_or_default()
}

/// The id in a field.
fn id(record: &Json, field: &str) -> RecordId {
    let text = text(record, field);
    text.parse()
        .unwrap_or_else(|_| panic!("`{field}` is no id: {record}"))
}

/// A customer with an address and terms.
async fn customer(app: &TestApp) -> RecordId {
    let values = json!({
        "name": "Bäckerei Süß",
        "billing_address": { "street": "Hauptstraße 1", "postal_code": "50667", "city": "Köln" },
        "tax_id": "DE123",
        "payment_terms": "30 days net",
    });
    app.create("account", values).await
}

/// An invoice over 100.00 and 19.00 tax that is a draft.
async fn draft(app: &TestApp) -> RecordId {
    let lines =
        json!([{ "description": "Work", "quantity": 1, "unit_price": 100, "tax_percent": 19 }]);
    let account = customer(app).await;
    app.create("invoice", json!({ "account": account, "lines": lines }))
        .await
}

/// An invoice over 119.00 that is issued.
async fn issued(app: &TestApp) -> RecordId {
    let invoice = draft(app).await;
    app.act("invoice", invoice, "issue", json!({})).await;
    invoice
}
