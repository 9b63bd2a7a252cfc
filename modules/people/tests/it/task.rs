//! Tasks that are given to people.

use rapport_module_kit::json;
use rapport_testkit::kernel::Access;
use rapport_testkit::{on_each_database, on_sqlite};

use crate::{modules, text};

#[tokio::test]
async fn a_task_for_somebody_with_an_account_is_that_users() {
    on_each_database(modules, |app| async move {
        let mia = app.as_user("Mia", Access::own_records).await;
        let values = json!({ "name": "Mia", "user": mia.user().to_string() });
        let employee = app.create("employee", values).await;
        let person = json!({ "entity": "employee", "id": employee });
        let task = app
            .create("task", json!({ "title": "Design", "person": person }))
            .await;
        let record = mia.get("task", task).await;
        assert_eq!(text(&record, "assignee"), mia.user().to_string());
        let back = json!({ "assignee": app.user().to_string() });
        let record = app.update("task", task, back).await;
        assert!(record["person"].is_null(), "somebody else does it now");
    })
    .await;
}

#[tokio::test]
async fn a_task_may_be_for_somebody_without_an_account() {
    on_sqlite(modules, |app| async move {
        let pro = app.create("professional", json!({ "name": "Pia" })).await;
        let person = json!({ "entity": "professional", "id": pro });
        let task = app
            .create("task", json!({ "title": "Survey", "person": person }))
            .await;
        let record = app.get("task", task).await;
        assert_eq!(text(&record["person"], "id"), pro.to_string());
        assert_eq!(text(&record, "assignee"), app.user().to_string());
    })
    .await;
}
