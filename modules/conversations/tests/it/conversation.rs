//! With whom a conversation is, its states, and what becomes of it.

use rapport_module_kit::{RecordId, json};
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{comes_in, conversation, modules, text};

#[tokio::test]
async fn a_conversation_takes_what_its_inbox_says() {
    on_each_database(modules, |app| async move {
        let strategy = app.create("strategy", json!({ "name": "Roofs" })).await;
        let inbox = json!({ "name": "Support", "channel": "whatsapp", "assignee": app.user(), "strategy": strategy });
        let inbox = app.create("inbox", inbox).await;
        let made = app.create("conversation", json!({ "inbox": inbox })).await;
        let made = app.get("conversation", made).await;
        assert_eq!(text(&made, "channel"), "whatsapp");
        assert_eq!(text(&made, "assignee"), app.user().to_string());
        assert_eq!(text(&made, "strategy"), strategy.to_string());
        let other = json!({ "inbox": inbox, "channel": "sms" });
        let other = app.create("conversation", other).await;
        assert_eq!(text(&app.get("conversation", other).await, "channel"), "sms");
        let bare = app.create("conversation", json!({})).await;
        assert_eq!(text(&app.get("conversation", bare).await, "channel"), "chat");
    })
    .await;
}

#[tokio::test]
async fn related_names_the_person_and_messages_follow() {
    on_each_database(modules, |app| async move {
        let (contact, with) = conversation(&app).await;
        let deal = app
            .create("deal", json!({ "name": "Roof", "contact": contact }))
            .await;
        let about = json!({ "entity": "deal", "id": deal });
        let about = app.create("conversation", json!({ "about": about })).await;
        let person = json!({ "entity": "contact", "id": contact });
        for id in [with, about] {
            assert_eq!(app.get("conversation", id).await["related"], person);
        }
        let message = comes_in(&app, with, "Hello").await;
        assert_eq!(app.get("message", message).await["related"], person);
        let lead = app.create("lead", json!({ "last_name": "Hopper" })).await;
        let change = json!({ "contact": null, "lead": lead });
        app.update("conversation", with, change).await;
        let person = json!({ "entity": "lead", "id": lead });
        assert_eq!(app.get("conversation", with).await["related"], person);
        assert_eq!(app.get("message", message).await["related"], person);
        let error = refused(
            app.try_update("conversation", with, json!({ "related": null }))
                .await,
        );
        assert_eq!(error.fields[0].field, "related");
    })
    .await;
}

#[tokio::test]
async fn a_conversation_is_put_aside_and_wakes() {
    on_each_database(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        app.clock().set("2026-03-05T09:00:00Z");
        let past = json!({ "until": "2026-03-05T08:00:00Z" });
        let error = refused(app.try_act("conversation", id, "snooze", past).await);
        assert_eq!(error.fields[0].field, "until");
        let by_hand = app
            .try_update("conversation", id, json!({ "status": "snoozed" }))
            .await;
        assert_eq!(refused(by_hand).fields[0].field, "snoozed_until");
        let tomorrow = json!({ "until": "2026-03-06T09:00:00Z" });
        app.act("conversation", id, "snooze", tomorrow).await;
        app.run_chores().await;
        assert_eq!(
            text(&app.get("conversation", id).await, "status"),
            "snoozed"
        );
        app.clock().set("2026-03-06T09:00:01Z");
        app.run_chores().await;
        let woken = app.get("conversation", id).await;
        assert_eq!(text(&woken, "status"), "open");
        assert!(woken["snoozed_until"].is_null());
    })
    .await;
}

#[tokio::test]
async fn closing_is_dated_and_an_inbound_message_opens_again() {
    on_each_database(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        app.clock().set("2026-03-05T09:00:00Z");
        app.act("conversation", id, "close", json!({})).await;
        let closed = app.get("conversation", id).await;
        assert_eq!(text(&closed, "closed_at"), "2026-03-05T09:00:00.000000Z");
        let old = json!({ "conversation": id, "body": "Yesterday", "author_kind": "contact", "sent_at": "2026-03-04T09:00:00Z" });
        app.create("message", old).await;
        let own = json!({ "conversation": id, "body": "By the way" });
        app.create("message", own).await;
        assert_eq!(text(&app.get("conversation", id).await, "status"), "closed");
        app.clock().set("2026-03-05T10:00:00Z");
        comes_in(&app, id, "One more thing").await;
        let open = app.get("conversation", id).await;
        assert_eq!(text(&open, "status"), "open");
        assert!(open["closed_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn a_conversation_becomes_one_ticket() {
    on_each_database(modules, |app| async move {
        let (contact, id) = conversation(&app).await;
        comes_in(&app, id, "The **fan** is loud").await;
        app.act("conversation", id, "send", json!({ "body": "Since when?" }))
            .await;
        let made = app
            .act(
                "conversation",
                id,
                "to_ticket",
                json!({ "priority": "high" }),
            )
            .await;
        let ticket: RecordId = text(&made.data, "ticket").parse().unwrap();
        let ticket = app.get("ticket", ticket).await;
        assert_eq!(text(&ticket, "subject"), "The fan is loud");
        assert_eq!(text(&ticket, "contact"), contact.to_string());
        assert_eq!(text(&ticket, "channel"), "chat");
        assert_eq!(text(&ticket, "priority"), "high");
        assert_eq!(text(&ticket, "email"), "ada@example.org");
        let told = text(&ticket, "description");
        assert!(told.contains("contact: The **fan** is loud"), "{told}");
        assert!(told.find("fan") < told.find("Since when?"), "{told}");
        assert_eq!(app.get("conversation", id).await["ticket"], ticket["id"]);
        let again = app
            .try_act("conversation", id, "to_ticket", json!({}))
            .await;
        assert_eq!(refused(again).code.name, "conversations.is_a_ticket");
        assert_eq!(app.undo(made.operation.unwrap()).await, 2);
        assert!(app.list("ticket", json!(null)).await.is_empty());
        app.act("conversation", id, "to_ticket", json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_writes_to_somebody_goes_on_with_the_open_conversation() {
    on_each_database(modules, |app| async move {
        let (contact, id) = conversation(&app).await;
        let with = json!({ "entity": "contact", "id": contact });
        let say =
            |body: &str| json!({ "with": with, "body": body, "metadata": { "role": "user" } });
        let first = app.act("conversation", None, "start", say("Hello")).await;
        assert_eq!(text(&first.data, "conversation"), id.to_string());
        assert_eq!(first.data["new"], json!(false));
        let message: RecordId = text(&first.data, "message").parse().unwrap();
        assert_eq!(
            app.get("message", message).await["metadata"]["role"],
            "user"
        );
        app.act("conversation", id, "close", json!({})).await;
        let second = app.act("conversation", None, "start", say("Again")).await;
        assert_eq!(second.data["new"], json!(true));
        assert_ne!(second.data["conversation"], first.data["conversation"]);
        let sms = json!({ "with": with, "body": "By SMS", "channel": "sms" });
        let third = app.act("conversation", None, "start", sms).await;
        assert_ne!(third.data["conversation"], second.data["conversation"]);
        let nobody = json!({ "entity": "contact", "id": id });
        let nobody = json!({ "with": nobody, "body": "Hello" });
        refused(app.try_act("conversation", None, "start", nobody).await);
        assert_eq!(app.list("conversation", json!(null)).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_deleted_conversation_takes_its_messages_and_brings_them_back() {
    on_each_database(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        comes_in(&app, id, "Hello").await;
        comes_in(&app, id, "Anybody there?").await;
        let operation = app.engine().delete(&app.ctx(), "conversation", id).await;
        assert!(app.list("message", json!(null)).await.is_empty());
        app.undo(operation.unwrap()).await;
        assert_eq!(app.list("message", json!(null)).await.len(), 2);
        let back = app.get("conversation", id).await;
        assert_eq!(back["unread_count"], json!(2));
        comes_in(&app, id, "Still there").await;
        assert_eq!(app.get("conversation", id).await["unread_count"], json!(3));
    })
    .await;
}

#[tokio::test]
async fn the_figures_cannot_be_written() {
    on_sqlite(modules, |app| async move {
        let (_, id) = conversation(&app).await;
        for field in ["unread_count", "message_count", "last_message", "ticket"] {
            let change = app
                .try_update("conversation", id, json!({ field: null }))
                .await;
            assert_eq!(refused(change).fields[0].field, field);
        }
    })
    .await;
}
