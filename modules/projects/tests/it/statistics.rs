//! Figures over all projects.

use rapport_module_kit::json;
use rapport_testkit::on_each_database;

use crate::{modules, number, project};

#[tokio::test]
async fn statistics_tell_states_budgets_and_what_is_late() {
    on_each_database(modules, |app| async move {
        project(&app).await;
        let late = json!({ "name": "Late", "deadline": "2026-02-01", "budget": 500 });
        let late = app.create("project", late).await;
        let entry = json!({ "hours": 2, "rate": 10, "project": late });
        app.create("time_entry", entry).await;
        let answer = app.act("project", None, "statistics", json!({})).await;
        let figures = answer.data;
        assert_eq!(figures["total"], json!(2));
        assert_eq!(figures["overdue"], json!(1));
        assert_eq!(figures["by_status"][0]["status"], json!("planning"));
        assert_eq!(
            number(&figures["budget"][0]["sum_budget"]),
            1500.00,
            "{figures}"
        );
        assert_eq!(
            number(&figures["spent"][0]["sum_spent"]),
            20.00,
            "{figures}"
        );
    })
    .await;
}
