//! Messages: who wrote them, where they belong, that each comes in once.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{comes_in, conversation, modules, text};

#[tokio::test]
async fn a_message_says_who_wrote_it_and_where_it_goes() {
    on_each_database(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        let made = |values| {
            let app = app.clone();
            async move {
                let id = app.create("message", values).await;
                app.get("message", id).await
            }
        };
        let own = made(json!({ "conversation": id, "body": "# Hello\n\n**Ada**" })).await;
        assert_eq!(
            (text(&own, "author_kind"), text(&own, "direction")),
            ("user", "outbound")
        );
        assert_eq!(text(&own, "author"), app.user().to_string());
        assert_eq!(text(&own, "preview"), "Hello Ada");
        assert_eq!(text(&own, "body"), "# Hello\n\n**Ada**");
        let inbound =
            made(json!({ "conversation": id, "body": "Hi", "direction": "inbound" })).await;
        assert_eq!(text(&inbound, "author_kind"), "contact");
        assert!(inbound["author"].is_null());
        let bot = made(json!({ "conversation": id, "body": "Beep", "author_kind": "bot" })).await;
        assert_eq!(text(&bot, "direction"), "outbound");
        assert!(bot["author"].is_null());
        let markup = "<img src=x onerror=alert(1)>";
        let kept = made(json!({ "conversation": id, "body": markup })).await;
        assert_eq!(text(&kept, "body"), markup);
    })
    .await;
}

#[tokio::test]
async fn a_message_comes_in_once_per_inbox() {
    on_each_database(modules, |app| async move {
        let inbox = app.create("inbox", json!({ "name": "One" })).await;
        let other = app.create("inbox", json!({ "name": "Other" })).await;
        let one = app.create("conversation", json!({ "inbox": inbox })).await;
        let same = app.create("conversation", json!({ "inbox": inbox })).await;
        let elsewhere = app.create("conversation", json!({ "inbox": other })).await;
        let message = |id| json!({ "conversation": id, "body": "Hi", "author_kind": "contact", "external_id": "wamid.7" });
        let first = app.create("message", message(one)).await;
        for id in [one, same] {
            let error = refused(app.try_create("message", message(id)).await);
            assert_eq!(error.code.name, "duplicate");
        }
        app.create("message", message(elsewhere)).await;
        assert_eq!(app.get("conversation", one).await["message_count"], json!(1));
        assert_eq!(text(&app.get("message", first).await, "inbox"), inbox.to_string());
        let bare = app.create("message", json!({ "conversation": one, "body": "No id" })).await;
        app.create("message", json!({ "conversation": one, "body": "Nor this" })).await;
        let error = refused(app.try_update("message", bare, json!({ "external_id": "wamid.7" })).await);
        assert_eq!(error.code.name, "duplicate");
    })
    .await;
}

#[tokio::test]
async fn a_message_stays_in_its_conversation() {
    on_sqlite(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        let (_, other) = conversation(&app).await;
        let message = comes_in(&app, id, "Hello").await;
        let moved = app
            .try_update("message", message, json!({ "conversation": other }))
            .await;
        assert_eq!(refused(moved).fields[0].field, "conversation");
    })
    .await;
}

#[tokio::test]
async fn attachments_are_web_addresses() {
    on_sqlite(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        let with = |url: &str| json!({ "conversation": id, "body": "See", "attachments": [{ "name": "a", "url": url }] });
        app.create("message", with("https://files.example/a.pdf")).await;
        let refusal = refused(app.try_create("message", with("javascript:alert(1)")).await);
        assert_eq!(refusal.fields[0].field, "attachments");
    })
    .await;
}
