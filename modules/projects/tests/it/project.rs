//! Projects: dates, progress, client, completion, the bin.

use rapport_module_kit::json;
use rapport_testkit::kernel::RecordId;
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{count, modules, number, project, text};

async fn tasks(app: &TestApp, project: RecordId, states: &[&str]) -> Vec<RecordId> {
    let mut made = Vec::new();
    for status in states {
        let values = json!({ "title": "Task", "project": project, "status": status });
        made.push(app.create("task", values).await);
    }
    made
}

#[tokio::test]
async fn progress_follows_the_tasks() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let progress = async || app.get("project", id).await["progress"].clone();
        assert_eq!(progress().await, json!(0));
        let made = tasks(&app, id, &["pending", "pending", "completed", "cancelled"]).await;
        assert_eq!(progress().await, json!(33));
        app.act("task", made[0], "complete", json!({})).await;
        assert_eq!(progress().await, json!(66));
        app.engine()
            .delete(&app.ctx(), "task", made[1])
            .await
            .unwrap();
        assert_eq!(progress().await, json!(100));
        app.engine()
            .restore(&app.ctx(), "task", made[1])
            .await
            .unwrap();
        assert_eq!(progress().await, json!(66));
        app.update("task", made[2], json!({ "project": null }))
            .await;
        assert_eq!(progress().await, json!(50));
    })
    .await;
}

#[tokio::test]
async fn progress_written_by_hand_stays_until_it_is_emptied() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let made = tasks(&app, id, &["pending", "completed"]).await;
        let record = app.update("project", id, json!({ "progress": 80 })).await;
        assert_eq!(record["progress_by_hand"], json!(true));
        app.act("task", made[0], "complete", json!({})).await;
        assert_eq!(app.get("project", id).await["progress"], json!(80));
        let record = app.update("project", id, json!({ "progress": null })).await;
        assert_eq!(record["progress"], json!(100));
        assert_eq!(record["progress_by_hand"], json!(false));
        let given = json!({ "name": "Imported", "progress": 40 });
        let given = app.create("project", given).await;
        assert_eq!(app.get("project", given).await["progress"], json!(40));
    })
    .await;
}

#[tokio::test]
async fn completing_finishes_a_project_and_reopening_takes_it_up() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let made = tasks(&app, id, &["pending", "completed"]).await;
        app.clock().set("2026-04-01T10:00:00Z");
        let input = json!({ "cancel_open_tasks": true });
        let answer = app.act("project", id, "complete", input).await;
        assert_eq!(answer.data["tasks_cancelled"], json!(1));
        let done = app.get("project", id).await;
        assert_eq!(text(&done, "status"), "completed");
        assert_eq!(text(&done, "completed_at"), "2026-04-01T10:00:00.000000Z");
        assert_eq!(done["progress"], json!(100));
        assert_eq!(text(&app.get("task", made[0]).await, "status"), "cancelled");
        app.act("project", id, "reopen", json!({})).await;
        let open = app.get("project", id).await;
        assert_eq!(text(&open, "status"), "in_progress");
        assert!(open["completed_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn open_tasks_stay_open_unless_they_shall_not() {
    on_sqlite(modules, |app| async move {
        let id = project(&app).await;
        let made = tasks(&app, id, &["pending", "completed"]).await;
        app.act("project", id, "complete", json!({})).await;
        assert_eq!(app.get("project", id).await["progress"], json!(100));
        assert_eq!(text(&app.get("task", made[0]).await, "status"), "pending");
        app.act("project", id, "reopen", json!({})).await;
        assert_eq!(app.get("project", id).await["progress"], json!(50));
    })
    .await;
}

#[tokio::test]
async fn a_project_is_for_the_account_and_contact_of_its_client() {
    on_each_database(modules, |app| async move {
        let client = json!({ "name": "Jane Client", "company_name": "ACME Corp" });
        let client = app.create("client", client).await;
        let client_record = app.get("client", client).await;
        let values = json!({ "name": "Website", "client": client });
        let id = app.create("project", values).await;
        let record = app.get("project", id).await;
        assert_eq!(text(&record, "code"), "PRJ-00001");
        assert_eq!(record["account"], client_record["account"]);
        assert_eq!(record["contact"], client_record["contact"]);
        assert_eq!(text(&record, "manager"), app.user().to_string());

        let other = app.create("client", json!({ "name": "Bob Buyer" })).await;
        let record = app.update("project", id, json!({ "client": other })).await;
        assert!(record["account"].is_null());
        assert_eq!(record["contact"], app.get("client", other).await["contact"]);
    })
    .await;
}

#[tokio::test]
async fn a_project_does_not_end_before_it_starts() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "name": "A", "start_date": "2026-02-02", "deadline": "2026-02-01" });
        let error = refused(app.try_create("project", values).await);
        assert_eq!(error.fields[0].field, "deadline");
        let id = project(&app).await;
        let begun = app
            .update("project", id, json!({ "status": "in_progress" }))
            .await;
        assert_eq!(text(&begun, "start_date"), "2026-03-02");
    })
    .await;
}

#[tokio::test]
async fn a_project_takes_its_parts_to_the_bin_and_back() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let made = tasks(&app, id, &["pending"]).await;
        let entry = json!({ "hours": 2, "task": made[0], "rate": 50 });
        app.create("time_entry", entry).await;
        let expense = json!({ "description": "Fonts", "amount": 30, "project": id });
        app.create("expense", expense).await;
        let member = json!({ "project": id, "user": app.user().to_string() });
        app.create("project_member", member).await;
        app.engine()
            .delete(&app.ctx(), "project", id)
            .await
            .unwrap();
        let parts = ["project", "task", "time_entry", "expense", "project_member"];
        for entity in parts {
            assert_eq!(count(&app, entity).await, 0, "{entity}");
        }
        app.engine()
            .restore(&app.ctx(), "project", id)
            .await
            .unwrap();
        for entity in parts {
            assert_eq!(count(&app, entity).await, 1, "{entity}");
        }
        assert_eq!(number(&app.get("project", id).await["spent"]), 130.00);
    })
    .await;
}
