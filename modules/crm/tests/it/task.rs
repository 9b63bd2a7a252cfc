//! Tasks.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite};

use crate::{count, modules, text};

#[tokio::test]
async fn completing_and_reopening_keep_the_time() {
    on_each_database(modules, |app| async move {
        let task = app.create("task", json!({ "title": "Send offer" })).await;
        app.clock().set("2026-03-03T16:00:00Z");
        app.act("task", task, "complete", json!({})).await;
        let done = app.get("task", task).await;
        assert_eq!(text(&done, "status"), "completed");
        assert_eq!(text(&done, "completed_at"), "2026-03-03T16:00:00.000000Z");
        app.act("task", task, "reopen", json!({})).await;
        let open = app.get("task", task).await;
        assert_eq!(text(&open, "status"), "pending");
        assert!(open["completed_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn the_owner_does_a_task_that_names_nobody() {
    on_sqlite(modules, |app| async move {
        let task = app.create("task", json!({ "title": "Send offer" })).await;
        assert_eq!(
            text(&app.get("task", task).await, "assignee"),
            app.user().to_string()
        );
    })
    .await;
}

#[tokio::test]
async fn a_task_takes_its_parts_to_the_bin() {
    on_sqlite(modules, |app| async move {
        let whole = app.create("task", json!({ "title": "Fair" })).await;
        let part = json!({ "title": "Book the stand", "parent": whole });
        app.create("task", part).await;
        app.engine()
            .delete(&app.ctx(), "task", whole)
            .await
            .unwrap();
        assert_eq!(count(&app, "task").await, 0);
        app.engine()
            .restore(&app.ctx(), "task", whole)
            .await
            .unwrap();
        assert_eq!(count(&app, "task").await, 2);
    })
    .await;
}
