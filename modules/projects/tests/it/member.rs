//! Members of projects.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, project, text};

#[tokio::test]
async fn a_member_is_called_like_the_user_or_person() {
    on_each_database(modules, |app| async move {
        let id = project(&app).await;
        let me = app.user().to_string();
        let member = json!({ "project": id, "user": me, "role": "manager" });
        let member = app.create("project_member", member).await;
        let record = app.get("project_member", member).await;
        assert_eq!(text(&record, "name"), "Ada Admin");

        let pro = app.create("professional", json!({ "name": "Pia" })).await;
        let person = json!({ "entity": "professional", "id": pro });
        let values = json!({ "project": id, "person": person });
        let second = app.create("project_member", values.clone()).await;
        assert_eq!(
            text(&app.get("project_member", second).await, "name"),
            "Pia"
        );
        let again = refused(app.try_create("project_member", values).await);
        assert_eq!(again.code.name, "projects.member_already");
        let nobody = json!({ "project": id });
        let error = refused(app.try_create("project_member", nobody).await);
        assert_eq!(error.fields[0].field, "user");
    })
    .await;
}

#[tokio::test]
async fn nobody_leaves_before_joining() {
    on_sqlite(modules, |app| async move {
        let id = project(&app).await;
        let me = app.user().to_string();
        let values = json!({ "project": id, "user": me, "joined_on": "2026-02-02", "left_on": "2026-02-01" });
        let error = refused(app.try_create("project_member", values).await);
        assert_eq!(error.fields[0].field, "left_on");
    })
    .await;
}
