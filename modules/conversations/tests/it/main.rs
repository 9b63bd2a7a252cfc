//! The module `conversations` through the engine, on each database there is.

mod conversation;
mod message;
mod strategy;
mod unread;

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Module, RecordId, json};
use rapport_testkit::TestApp;

/// What these tests install.
fn modules() -> Vec<Module> {
    vec![
        rapport_conversations::module(),
        rapport_desk::module(),
        rapport_crm::module(),
    ]
}

/// The text of a field; empty when there is none.
fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// A contact and a conversation with it.
async fn conversation(app: &TestApp) -> (RecordId, RecordId) {
    let contact =
        json!({ "first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org" });
    let contact = app.create("contact", contact).await;
    let conversation = app
        .create("conversation", json!({ "contact": contact }))
        .await;
    (contact, conversation)
}

/// A message that came in.
async fn comes_in(app: &TestApp, conversation: RecordId, body: &str) -> RecordId {
    let values = json!({ "conversation": conversation, "body": body, "author_kind": "contact" });
    app.create("message", values).await
}
