//! Hours, their rates, and what they cost the project.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, number, project, text};

#[tokio::test]
async fn hours_cost_their_rate_and_count_in_the_project() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let values = json!({ "hours": 1.5, "rate": 85.55, "project": id, "note": "Design" });
        let entry = app.create("time_entry", values).await;
        let record = app.get("time_entry", entry).await;
        assert_eq!(number(&record["amount"]), 128.33, "rounded half up");
        assert_eq!(text(&record, "date"), "2026-03-02");
        assert_eq!(text(&record, "user"), app.user().to_string());
        assert_eq!(text(&record, "code"), "TE-000001");
        let expense = json!({ "description": "Fonts", "amount": 100, "project": id });
        app.create("expense", expense).await;
        let project = app.get("project", id).await;
        assert_eq!(number(&project["hours_spent"]), 1.50);
        assert_eq!(number(&project["spent"]), 228.33);
        assert_eq!(number(&project["remaining"]), 771.67);
        assert_eq!(project["budget_used"], json!(23));
        app.update("time_entry", entry, json!({ "hours": 2 })).await;
        assert_eq!(number(&app.get("project", id).await["spent"]), 271.10);
        app.engine()
            .delete(&app.ctx(), "time_entry", entry)
            .await
            .unwrap();
        let project = app.get("project", id).await;
        assert_eq!(number(&project["spent"]), 100.00);
        assert_eq!(number(&project["hours_spent"]), 0.00);
    })
    .await;
}

#[tokio::test]
async fn hours_of_many_writers_at_once_all_count() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(async move {
                    let values = json!({ "hours": 1, "rate": 10, "project": id });
                    app.create("time_entry", values).await
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(number(&app.get("project", id).await["spent"]), 80.00);
    })
    .await;
}

#[tokio::test]
async fn an_hour_costs_what_the_member_or_the_employee_costs() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let me = app.user().to_string();
        let rate = async || {
            let values = json!({ "hours": 1, "project": id });
            let entry = app.create("time_entry", values).await;
            app.get("time_entry", entry).await["rate"].clone()
        };
        assert!(rate().await.is_null());
        let employee = json!({ "name": "Ada", "user": me, "hourly_rate": 60 });
        app.create("employee", employee).await;
        assert_eq!(number(&rate().await), 60.00);
        let member = json!({ "project": id, "user": me, "hourly_rate": 75 });
        app.create("project_member", member).await;
        assert_eq!(number(&rate().await), 75.00);

        let pro = json!({ "name": "Pia", "hourly_rate": 90 });
        let pro = app.create("professional", pro).await;
        let person = json!({ "entity": "professional", "id": pro });
        let values = json!({ "hours": 1, "project": id, "person": person });
        let entry = app.create("time_entry", values).await;
        let record = app.get("time_entry", entry).await;
        assert_eq!(number(&record["rate"]), 90.00);
        assert!(record["user"].is_null(), "she does not sign in");
    })
    .await;
}

#[tokio::test]
async fn amounts_of_a_project_have_one_currency() {
    on_sqlite(modules, |app| async move {
        let id = project(&app).await;
        let values =
            json!({ "hours": 1, "rate": { "amount": 10, "currency": "USD" }, "project": id });
        let error = refused(app.try_create("time_entry", values).await);
        assert!(error.fields[0].message.contains("EUR"), "{error:?}");
        for hours in [json!(0), json!(25), json!(-1)] {
            let error = refused(
                app.try_create("time_entry", json!({ "hours": hours }))
                    .await,
            );
            assert_eq!(error.fields[0].field, "hours");
        }
    })
    .await;
}
