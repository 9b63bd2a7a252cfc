//! Employees.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{count, modules, text};

#[tokio::test]
async fn an_employee_gets_number_user_name_and_day() {
    on_each_database(modules, |app| async move {
        let values = json!({ "name": "John Employee", "email": "emp@nexo.example", "position": "Developer", "department": "IT" });
        let employee = app.create("employee", values).await;
        let record = app.get("employee", employee).await;
        assert_eq!(text(&record, "code"), "EMP-00001");
        assert_eq!(text(&record, "username"), "emp");
        assert_eq!(text(&record, "hire_date"), "2026-03-02");
        assert_eq!(text(&record, "status"), "active");
        assert_eq!(count(&app, "contact").await, 0, "they are no contacts");
        let wrong = json!({ "left_on": "2026-01-01" });
        let error = refused(app.try_update("employee", employee, wrong).await);
        assert_eq!(error.fields[0].field, "left_on");
    })
    .await;
}

#[tokio::test]
async fn nobody_leads_himself() {
    on_sqlite(modules, |app| async move {
        let head = app.create("employee", json!({ "name": "Head" })).await;
        let lead = app
            .create("employee", json!({ "name": "Lead", "manager": head }))
            .await;
        let member = app
            .create("employee", json!({ "name": "Member", "manager": lead }))
            .await;
        for manager in [head, member] {
            let error = refused(
                app.try_update("employee", head, json!({ "manager": manager }))
                    .await,
            );
            assert_eq!(error.fields[0].field, "manager");
        }
        app.update("employee", member, json!({ "manager": head }))
            .await;
        app.update("employee", lead, json!({ "manager": member }))
            .await;
    })
    .await;
}

#[tokio::test]
async fn one_account_is_one_employee() {
    on_sqlite(modules, |app| async move {
        let values = |name: &str| json!({ "name": name, "user": app.user().to_string() });
        app.create("employee", values("Ada")).await;
        let error = refused(app.try_create("employee", values("Bea")).await);
        assert_eq!(error.code.name, "duplicate");
    })
    .await;
}
