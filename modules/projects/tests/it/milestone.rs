//! Milestones.

use rapport_module_kit::json;
use rapport_testkit::on_each_database;

use crate::{modules, project, text};

#[tokio::test]
async fn a_milestone_remembers_when_it_was_reached() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let values = json!({ "name": "Go live", "project": id, "due_date": "2026-05-01" });
        let milestone = app.create("milestone", values).await;
        app.clock().set("2026-04-30T12:00:00Z");
        let reached = app
            .update("milestone", milestone, json!({ "status": "reached" }))
            .await;
        assert_eq!(text(&reached, "reached_at"), "2026-04-30T12:00:00.000000Z");
        let open = app
            .update("milestone", milestone, json!({ "status": "open" }))
            .await;
        assert!(open["reached_at"].is_null());
    })
    .await;
}
