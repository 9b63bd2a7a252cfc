//! Assigning leads and counting them.

use rapport_module_kit::{RecordId, json};
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, text};

#[tokio::test]
async fn assigning_a_new_lead_moves_it_on() {
    on_sqlite(modules, |app| async move {
        let colleague = app
            .as_user("Ben Buyer", rapport_testkit::kernel::Access::own_records)
            .await;
        let lead = app.create("lead", json!({ "name": "Ada Lovelace" })).await;
        refused(colleague.try_get("lead", lead).await);
        let owner = json!({ "owner": colleague.user() });
        app.act("lead", lead, "assign", owner).await;
        let seen = colleague.get("lead", lead).await;
        assert_eq!(text(&seen, "status"), "assigned");
        assert_eq!(text(&seen, "owner"), colleague.user().to_string());
    })
    .await;
}

#[tokio::test]
async fn a_lead_may_be_a_company_only() {
    on_sqlite(modules, |app| async move {
        let lead = app.create("lead", json!({ "company": "Nordkap" })).await;
        let record = app.get("lead", lead).await;
        assert_eq!(text(&record, "name"), "Nordkap");
        assert!(record["last_name"].is_null());
        refused(app.try_create("lead", json!({ "title": "Buyer" })).await);
    })
    .await;
}

#[tokio::test]
async fn statistics_count_by_status_and_source() {
    on_each_database(modules, |app| async move {
        let none: Option<RecordId> = None;
        let empty = app.act("lead", none, "statistics", json!({})).await.data;
        assert_eq!(
            (
                empty["total"].as_i64(),
                empty["conversion_rate"].to_string()
            ),
            (Some(0), "0.0000".to_owned())
        );
        for number in 0..4 {
            let source = if number < 3 { "website" } else { "event" };
            let name = format!("Lead {number}");
            let lead = app
                .create("lead", json!({ "name": name, "lead_source": source }))
                .await;
            if number == 0 {
                app.act("lead", lead, "convert", json!({})).await;
            }
        }
        let answer = app.act("lead", none, "statistics", json!({})).await;
        assert_eq!(answer.data["total"], 4);
        assert_eq!(answer.data["converted"], 1);
        assert_eq!(answer.data["conversion_rate"].to_string(), "0.2500");
        let by_source = answer.data["by_source"].as_array().unwrap();
        assert!(
            by_source.contains(&json!({ "source": "website", "count": 3 })),
            "{by_source:?}"
        );
        assert!(answer.operation.is_none(), "reading is no operation");
    })
    .await;
}
