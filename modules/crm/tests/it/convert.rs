//! Converting leads: what is made, what is matched, and that it is one operation.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{count, modules, text};

async fn lead(app: &TestApp) -> RecordId {
    let values = json!({
        "first_name": "Ada", "last_name": "Lovelace", "company": "Müller Maschinenbau",
        "email": "ada@muller.example", "phone": "+49 30 23125 001", "title": "Head of purchasing",
        "lead_source": "event", "status": "qualified",
        "address": { "city": "Leipzig", "country": "Germany" },
    });
    app.create("lead", values).await
}

fn id(answer: &Json, field: &str) -> RecordId {
    text(answer, field).parse().unwrap()
}

#[tokio::test]
async fn converting_makes_account_contact_and_deal() {
    on_each_database(modules, |app| async move {
        let pipeline = app.create("pipeline", json!({ "name": "Projects" })).await;
        app.act("pipeline", pipeline, "make_default", json!({}))
            .await;
        let lead = lead(&app).await;
        let input = json!({ "create_deal": true, "deal_name": "New hall", "deal_amount": 50000 });
        let made = app.act("lead", lead, "convert", input).await.data;

        let account = app.get("account", id(&made, "account")).await;
        assert_eq!(text(&account, "name"), "Müller Maschinenbau");
        assert_eq!(account["billing_address"]["city"], "Leipzig");
        let contact = app.get("contact", id(&made, "contact")).await;
        assert_eq!(text(&contact, "name"), "Ada Lovelace");
        assert_eq!(contact["account"], made["account"]);
        assert_eq!(text(&contact, "title"), "Head of purchasing");
        let deal = app.get("deal", id(&made, "deal")).await;
        assert_eq!(
            (text(&deal, "name"), deal["amount"].to_string().parse()),
            ("New hall", Ok(50000.0))
        );
        assert_eq!(deal["account"], made["account"]);
        assert_eq!(deal["contact"], made["contact"]);
        assert_eq!(text(&deal, "lead"), lead.to_string());
        assert_eq!(text(&deal, "lead_source"), "event");
        assert_eq!(text(&deal, "pipeline"), pipeline.to_string());

        let lead = app.get("lead", lead).await;
        assert_eq!(text(&lead, "status"), "converted");
        assert_eq!(lead["converted_account"], made["account"]);
        assert_eq!(lead["converted_contact"], made["contact"]);
        assert_eq!(lead["converted_deal"], made["deal"]);
        assert!(!lead["converted_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn converting_a_lead_is_one_operation_and_can_be_undone() {
    on_each_database(modules, |app| async move {
        let lead = lead(&app).await;
        let about = json!({ "entity": "lead", "id": lead });
        let task = app
            .create("task", json!({ "title": "Call back", "related": about }))
            .await;
        let before = app.get("lead", lead).await;
        let done = app
            .act("lead", lead, "convert", json!({ "create_deal": true }))
            .await;
        assert_eq!(count(&app, "account").await, 1);
        assert_eq!(app.get("task", task).await["related"]["entity"], "deal");

        // Lead, account, contact, deal, task.
        assert_eq!(app.undo(done.operation.unwrap()).await, 5);
        for entity in ["account", "contact", "deal"] {
            assert_eq!(count(&app, entity).await, 0, "{entity}");
        }
        let after = app.get("lead", lead).await;
        for field in [
            "status",
            "converted_at",
            "converted_account",
            "converted_contact",
            "converted_deal",
        ] {
            assert_eq!(after[field], before[field], "{field}");
        }
        assert_eq!(app.get("task", task).await["related"]["entity"], "lead");

        // And it can be converted again.
        app.act("lead", lead, "convert", json!({})).await;
        assert_eq!(count(&app, "account").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_converted_lead_is_not_converted_again() {
    on_sqlite(modules, |app| async move {
        let lead = lead(&app).await;
        app.act("lead", lead, "convert", json!({})).await;
        let error = refused(app.try_act("lead", lead, "convert", json!({})).await);
        assert_eq!(error.code.name, "crm.already_converted");
        assert_eq!(
            (count(&app, "account").await, count(&app, "contact").await),
            (1, 1)
        );
    })
    .await;
}

#[tokio::test]
async fn a_lead_is_not_converted_by_its_status() {
    on_sqlite(modules, |app| async move {
        let lead = lead(&app).await;
        let error = refused(
            app.try_update("lead", lead, json!({ "status": "converted" }))
                .await,
        );
        assert_eq!(error.code.name, "crm.use_convert");
        let imported = app
            .create("lead", json!({ "name": "Old", "status": "converted" }))
            .await;
        assert!(!app.get("lead", imported).await["converted_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn the_account_of_the_same_name_is_used_and_only_filled_up() {
    on_each_database(modules, |app| async move {
        let values = json!({ "name": "MULLER  maschinenbau", "phone": "+49 30 23125 999" });
        let there = app.create("account", values).await;
        app.create("account", json!({ "name": "Müller Maschinenbau Süd" }))
            .await;
        let lead = lead(&app).await;
        let made = app.act("lead", lead, "convert", json!({})).await.data;
        assert_eq!(
            (id(&made, "account"), made["account_matched"].as_bool()),
            (there, Some(true))
        );
        assert_eq!(count(&app, "account").await, 2);
        let account = app.get("account", there).await;
        assert_eq!(text(&account, "phone"), "+49 30 23125 999");
        assert_eq!(account["billing_address"]["city"], "Leipzig");
    })
    .await;
}

#[tokio::test]
async fn another_company_name_may_be_given() {
    on_sqlite(modules, |app| async move {
        let there = app
            .create("account", json!({ "name": "Müller Gruppe" }))
            .await;
        let lead = lead(&app).await;
        let made = app
            .act(
                "lead",
                lead,
                "convert",
                json!({ "account_name": "Müller Gruppe" }),
            )
            .await
            .data;
        assert_eq!(id(&made, "account"), there);
    })
    .await;
}

#[tokio::test]
async fn the_contact_of_the_same_mail_is_used() {
    on_each_database(modules, |app| async move {
        let values = json!({ "name": "A. King", "email": "ada@muller.example" });
        let there = app.create("contact", values).await;
        let lead = lead(&app).await;
        let made = app.act("lead", lead, "convert", json!({})).await.data;
        assert_eq!(
            (id(&made, "contact"), made["contact_matched"].as_bool()),
            (there, Some(true))
        );
        let contact = app.get("contact", there).await;
        assert_eq!(text(&contact, "name"), "A. King");
        assert_eq!(contact["account"], made["account"]);
    })
    .await;
}

#[tokio::test]
async fn the_contact_of_the_same_name_counts_within_its_account_only() {
    on_sqlite(modules, |app| async move {
        let elsewhere = app.create("account", json!({ "name": "Elsewhere" })).await;
        let other = json!({ "name": "Ada Lovelace", "account": elsewhere });
        app.create("contact", other).await;
        let here = app
            .create("account", json!({ "name": "Müller Maschinenbau" }))
            .await;
        let colleague = json!({ "name": "ADA LOVELACE", "account": here });
        let there = app.create("contact", colleague).await;
        let lead = lead(&app).await;
        let made = app.act("lead", lead, "convert", json!({})).await.data;
        assert_eq!(id(&made, "contact"), there);
        assert_eq!(count(&app, "contact").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_private_person_becomes_a_contact_alone() {
    on_sqlite(modules, |app| async move {
        let lead = app.create("lead", json!({ "name": "Grace Hopper" })).await;
        let made = app.act("lead", lead, "convert", json!({})).await.data;
        assert!(made["account"].is_null());
        assert_eq!(
            text(&app.get("contact", id(&made, "contact")).await, "name"),
            "Grace Hopper"
        );
    })
    .await;
}

#[tokio::test]
async fn open_activities_go_along_and_finished_ones_stay() {
    on_sqlite(modules, |app| async move {
        let lead = lead(&app).await;
        let about = json!({ "entity": "lead", "id": lead });
        let open = app
            .create("task", json!({ "title": "Open", "related": about }))
            .await;
        let values = json!({ "title": "Done", "related": about, "status": "completed" });
        let done = app.create("task", values).await;
        let note = app
            .create(
                "note",
                json!({ "body": "Met at the fair", "related": about }),
            )
            .await;
        let values = json!({ "subject": "First talk", "related": about, "status": "answered" });
        let call = app.create("call", values).await;
        let values =
            json!({ "title": "Visit", "related": about, "start_at": "2026-03-05T10:00:00Z" });
        let meeting = app.create("meeting", values).await;

        let made = app.act("lead", lead, "convert", json!({})).await.data;
        assert_eq!(made["activities_moved"], 3);
        for (entity, record) in [("task", open), ("note", note), ("meeting", meeting)] {
            let related = app.get(entity, record).await["related"].clone();
            assert_eq!(
                (related["entity"].as_str(), &related["id"]),
                (Some("contact"), &made["contact"]),
                "{entity}"
            );
        }
        for (entity, record) in [("task", done), ("call", call)] {
            assert_eq!(
                app.get(entity, record).await["related"]["entity"],
                "lead",
                "{entity}"
            );
        }
    })
    .await;
}
