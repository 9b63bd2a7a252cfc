//! Expenses.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, number, project, text};

#[tokio::test]
async fn an_expense_moves_between_projects() {
    on_each_database(modules, |app| async move {
        let (one, two) = (project(&app).await, project(&app).await);
        let values = json!({ "description": "Travel", "amount": 42, "project": one });
        let expense = app.create("expense", values).await;
        assert_eq!(
            text(&app.get("expense", expense).await, "date"),
            "2026-03-02"
        );
        app.update("expense", expense, json!({ "project": two }))
            .await;
        assert_eq!(number(&app.get("project", one).await["spent"]), 0.00);
        assert_eq!(number(&app.get("project", two).await["spent"]), 42.00);
    })
    .await;
}

#[tokio::test]
async fn an_expense_is_not_less_than_nothing() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "description": "Gift", "amount": -1 });
        let error = refused(app.try_create("expense", values).await);
        assert_eq!(error.fields[0].field, "amount");
    })
    .await;
}
