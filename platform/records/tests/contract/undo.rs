//! Undo of entries and of whole operations.

use rapport_kernel::ErrorCode;
use rapport_records::AuditRequest;
use rapport_testkit::{on_each_database, refused};
use serde_json::{Value, json};

use crate::modules;

#[tokio::test]
async fn a_change_is_taken_back_field_by_field_unless_it_was_changed_again() {
    on_each_database(modules, async |app| {
        let project = app.create("project", json!({"name": "P", "hours": 1, "rate": 2})).await;
        let change = json!({"name": "Q", "hours": 5, "budget": 10, "budget_currency": "USD", "stage": "work"});
        let written = app.engine().update(&app.ctx(), "project", project, change.as_object().unwrap(), None).await.unwrap();
        app.update("project", project, json!({"name": "R"})).await;
        let answer = app.engine().undo_operation(&app.ctx(), written.operation).await.unwrap();
        assert_eq!(answer.undone, 1);
        assert_eq!(answer.conflicts.len(), 1);
        assert_eq!(answer.conflicts[0].field.as_deref(), Some("name"));
        let record = app.get("project", project).await;
        assert_eq!((&record["name"], &record["hours"], &record["budget"]), (&json!("R"), &json!(1), &Value::Null));
        assert_eq!((&record["stage"], &record["cost"]), (&json!("plan"), &json!(2)));
        let again = refused(app.engine().undo_operation(&app.ctx(), written.operation).await);
        assert_eq!(again.code, ErrorCode::NOT_UNDOABLE);
    })
    .await;
}

#[tokio::test]
async fn a_deletion_comes_back_and_an_undo_can_be_undone() {
    on_each_database(modules, async |app| {
        let company = app.create("company", json!({"name": "Acme"})).await;
        let project = app
            .create("project", json!({"name": "P", "company": company}))
            .await;
        let deletion = app
            .engine()
            .delete(&app.ctx(), "company", company)
            .await
            .unwrap();
        let back = app
            .engine()
            .undo_operation(&app.ctx(), deletion)
            .await
            .unwrap();
        assert_eq!(app.get("project", project).await["deleted_at"], Value::Null);
        app.engine()
            .undo_operation(&app.ctx(), back.operation)
            .await
            .unwrap();
        assert!(app.list("company", Value::Null).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_created_record_that_others_changed_stays() {
    on_each_database(modules, async |app| {
        let ctx = app.ctx();
        let values = json!({"name": "Acme"});
        let made = app
            .engine()
            .create(&ctx, "company", values.as_object().unwrap())
            .await
            .unwrap();
        let record: Value = serde_json::from_slice(made.record.as_bytes()).unwrap();
        let id = record["id"].as_str().unwrap().parse().unwrap();
        app.update("company", id, json!({"size": 3})).await;
        let refused = refused(
            app.engine()
                .undo_operation(&app.ctx(), made.operation)
                .await,
        );
        assert_eq!(refused.code, ErrorCode::NOT_UNDOABLE);
        assert_eq!(app.list("company", Value::Null).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_trail_tells_who_changed_what_from_which_value_to_which() {
    on_each_database(modules, async |app| {
        let company = app
            .create("company", json!({"name": "Acme", "size": 1}))
            .await;
        app.clock().advance(5);
        app.update("company", company, json!({"size": 2})).await;
        let request = AuditRequest {
            entity: Some("company".to_owned()),
            record: Some(company),
            limit: 10,
            ..AuditRequest::default()
        };
        let (entries, _) = app.engine().audit(&app.ctx(), &request).await.unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0]["action"], "update");
        assert_eq!(entries[0]["actor"]["name"], "Ada Admin");
        assert_eq!(
            entries[0]["changes"],
            json!([{"field": "size", "label": "Size", "old": 1, "new": 2}])
        );
        let member = app
            .as_user("Mia", rapport_kernel::Access::own_records)
            .await;
        let hidden = refused(member.engine().audit(&member.ctx(), &request).await);
        assert_eq!(
            hidden.code,
            ErrorCode::NOT_FOUND,
            "the trail of a hidden record is hidden"
        );
        let all = refused(
            member
                .engine()
                .audit(
                    &member.ctx(),
                    &AuditRequest {
                        limit: 10,
                        ..AuditRequest::default()
                    },
                )
                .await,
        );
        assert_eq!(all.code, ErrorCode::FORBIDDEN);
    })
    .await;
}
