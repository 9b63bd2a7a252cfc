//! What a conversation tells of its messages.

#![expect(clippy::indexing_slicing, reason = "a test fails loudly")]

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database};

use crate::{comes_in, conversation, modules, text};

async fn figures(app: &TestApp, id: RecordId) -> (Json, Json, String) {
    let record = app.get("conversation", id).await;
    let last = text(&record, "last_message").to_owned();
    (
        record["message_count"].clone(),
        record["unread_count"].clone(),
        last,
    )
}

fn told(all: u32, unread: u32, last: &str) -> (Json, Json, String) {
    (json!(all), json!(unread), last.to_owned())
}

#[tokio::test]
async fn messages_are_counted_read_and_deleted() {
    on_each_database(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        app.clock().set("2026-03-05T09:00:00Z");
        let first = comes_in(&app, id, "First").await;
        app.clock().set("2026-03-05T09:01:00Z");
        let second = comes_in(&app, id, "Second").await;
        app.clock().set("2026-03-05T09:02:00Z");
        app.act("conversation", id, "send", json!({ "body": "Answer" }))
            .await;
        assert_eq!(figures(&app, id).await, told(3, 2, "Answer"));
        let record = app.get("conversation", id).await;
        assert_eq!(text(&record, "subject"), "First");
        assert_eq!(text(&record, "last_direction"), "outbound");
        assert_eq!(
            text(&record, "last_message_at"),
            "2026-03-05T09:02:00.000000Z"
        );
        assert_eq!(
            text(&record, "first_response_at"),
            "2026-03-05T09:02:00.000000Z"
        );

        app.act("message", first, "mark_read", json!({})).await;
        assert_eq!(figures(&app, id).await, told(3, 1, "Answer"));
        app.act("message", first, "mark_read", json!({})).await;
        assert_eq!(figures(&app, id).await, told(3, 1, "Answer"));
        let operation = app.engine().delete(&app.ctx(), "message", second).await;
        assert_eq!(figures(&app, id).await, told(2, 0, "Answer"));
        app.undo(operation.unwrap()).await;
        assert_eq!(figures(&app, id).await, told(3, 1, "Answer"));
        let marked = app.act("conversation", id, "mark_read", json!({})).await;
        assert_eq!(marked.data["marked"], json!(1));
        assert_eq!(figures(&app, id).await, told(3, 0, "Answer"));
        app.undo(marked.operation.unwrap()).await;
        assert_eq!(figures(&app, id).await, told(3, 1, "Answer"));
        app.act("conversation", id, "mark_read", json!({})).await;
        let again = app.act("conversation", id, "mark_unread", json!({})).await;
        assert_eq!(again.data["marked"], json!(1));
        assert_eq!(figures(&app, id).await, told(3, 1, "Answer"));
    })
    .await;
}

#[tokio::test]
async fn unread_messages_are_told_and_marked_by_person() {
    on_each_database(modules, |app| async move {
        let (ada, one) = conversation(&app).await;
        let (grace, other) = conversation(&app).await;
        let second = app.create("conversation", json!({ "contact": ada, "channel": "sms" })).await;
        for (id, body) in [(one, "a"), (one, "b"), (second, "c"), (other, "d")] {
            comes_in(&app, id, body).await;
        }
        let with = |id: RecordId| json!({ "with": { "entity": "contact", "id": id } });
        let unread = |input: Json| {
            let app = app.clone();
            async move { app.act("conversation", None, "unread", input).await.data["unread"].clone() }
        };
        assert_eq!(unread(json!({})).await, json!(4));
        assert_eq!(unread(with(ada)).await, json!(3));
        let marked = app.act("conversation", None, "read_all", with(ada)).await;
        assert_eq!(marked.data, json!({ "conversations": 2, "marked": 3 }));
        assert_eq!(unread(with(ada)).await, json!(0));
        assert_eq!(unread(with(grace)).await, json!(1));
    })
    .await;
}

#[tokio::test]
async fn messages_that_come_in_at_once_are_all_counted() {
    on_each_database(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        let writers = (0..12).map(|number| {
            let app = app.clone();
            tokio::spawn(async move { comes_in(&app, id, &format!("Message {number}")).await })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let (all, unread, _) = figures(&app, id).await;
        assert_eq!((all, unread), (json!(12), json!(12)));
    })
    .await;
}
