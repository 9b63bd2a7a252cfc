//! Who reaches a project and its tasks where nobody sees everything.

use rapport_module_kit::json;
use rapport_testkit::kernel::Access;
use rapport_testkit::on_each_database;

use crate::{modules, number, project, text};

#[tokio::test]
async fn the_manager_reaches_the_project_and_the_assignee_the_task() {
    on_each_database(modules, |app| async move {
        let mia = app.as_user("Mia", Access::own_records).await;
        let id = project(&app).await;
        let task = app
            .create("task", json!({ "title": "Design", "project": id }))
            .await;
        assert!(mia.try_get("project", id).await.is_err());
        assert!(mia.try_get("task", task).await.is_err());
        let to_mia = json!(mia.user().to_string());
        app.update("project", id, json!({ "manager": to_mia }))
            .await;
        app.update("task", task, json!({ "assignee": to_mia }))
            .await;
        assert_eq!(text(&mia.get("task", task).await, "title"), "Design");
        mia.act("task", task, "complete", json!({})).await;
        assert_eq!(mia.get("project", id).await["progress"], json!(100));
    })
    .await;
}

#[tokio::test]
async fn figures_follow_whoever_may_see_the_project() {
    on_each_database(modules, |app| async move {
        let mia = app.as_user("Mia", Access::own_records).await;
        let id = project(&app).await;
        let values = json!({ "title": "Design", "project": id, "owner": mia.user().to_string() });
        let task = app.create("task", values).await;
        let entry = json!({ "hours": 2, "rate": 10, "task": task });
        mia.create("time_entry", entry).await;
        mia.act("task", task, "complete", json!({})).await;
        assert!(mia.try_get("project", id).await.is_err());
        let record = app.get("project", id).await;
        assert_eq!(number(&record["spent"]), 20.00);
        assert_eq!(record["progress"], json!(100));
    })
    .await;
}
