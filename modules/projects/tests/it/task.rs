//! Tasks of projects: parts, checklists, hours.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, number, project, text};

#[tokio::test]
async fn a_part_lies_in_the_project_of_its_task() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let whole = app
            .create("task", json!({ "title": "Homepage", "project": id }))
            .await;
        let part = app
            .create("task", json!({ "title": "Header", "parent": whole }))
            .await;
        let record = app.get("task", part).await;
        assert_eq!(text(&record, "project"), id.to_string());
        let entry = json!({ "hours": 1, "rate": 10, "task": part });
        app.create("time_entry", entry).await;

        let other = app.create("project", json!({ "name": "Other" })).await;
        app.update("task", whole, json!({ "project": other })).await;
        let record = app.get("task", part).await;
        assert_eq!(text(&record, "project"), other.to_string());
        assert_eq!(number(&app.get("project", id).await["spent"]), 0.00);
        assert_eq!(number(&app.get("project", other).await["spent"]), 10.00);
    })
    .await;
}

#[tokio::test]
async fn estimates_add_up_and_hours_follow_the_time_entries() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let values =
            json!({ "title": "A", "project": id, "estimated_hours": 3.5, "actual_hours": 9 });
        let task = app.create("task", values).await;
        let values = json!({ "title": "B", "project": id, "estimated_hours": 2 });
        app.create("task", values).await;
        assert_eq!(
            number(&app.get("project", id).await["estimated_hours"]),
            5.50
        );
        let hours = async || app.get("task", task).await["actual_hours"].clone();
        assert_eq!(
            number(&hours().await),
            9.00,
            "by hand, until there are entries"
        );
        let entry = app
            .create("time_entry", json!({ "hours": 1.25, "task": task }))
            .await;
        assert_eq!(number(&hours().await), 1.25);
        app.update("task", task, json!({ "actual_hours": 7 })).await;
        assert_eq!(number(&hours().await), 1.25);
        app.engine()
            .delete(&app.ctx(), "time_entry", entry)
            .await
            .unwrap();
        assert!(hours().await.is_null());
    })
    .await;
}

#[tokio::test]
async fn a_checklist_is_a_list_of_items() {
    on_each_database(modules, |app| async move {
        let values =
            json!({ "title": "A", "checklist": ["Mockups", { "text": "Review", "done": true }] });
        let task = app.create("task", values).await;
        let record = app.get("task", task).await;
        let expected =
            json!([{ "text": "Mockups", "done": false }, { "text": "Review", "done": true }]);
        assert_eq!(record["checklist"], expected);
        let wrong = json!({ "checklist": [{ "done": true }] });
        let error = refused(app.try_update("task", task, wrong).await);
        assert_eq!(error.fields[0].field, "checklist");
    })
    .await;
}

#[tokio::test]
async fn a_task_is_no_part_of_itself() {
    on_sqlite(modules, |app| async move {
        let whole = app.create("task", json!({ "title": "Whole" })).await;
        let part = json!({ "title": "Part", "parent": whole });
        let part = app.create("task", part).await;
        let smaller = json!({ "title": "Smaller", "parent": part });
        let smaller = app.create("task", smaller).await;
        for parent in [whole, smaller] {
            let change = app.try_update("task", whole, json!({ "parent": parent }));
            let error = refused(change.await);
            assert_eq!(error.fields[0].field, "parent");
        }
    })
    .await;
}
