//! Many records at once.

use rapport_records::{BulkAnswer, BulkRequest, Selection};
use rapport_schema::RawFilter;
use rapport_testkit::{TestApp, on_each_database, refused};
use serde_json::{Map, Value, json};

use crate::modules;

fn update(selection: Selection, set: Value) -> BulkRequest {
    BulkRequest {
        action: "update".to_owned(),
        selection,
        input: set.as_object().cloned().unwrap(),
    }
}

async fn projects(app: &TestApp, count: usize) {
    use rapport_schema::{Record, Value as Cell};
    let mut work = app.engine().work(&app.ctx()).await.unwrap();
    for number in 0..count {
        work.create(
            "project",
            Record::new().with("name", Cell::Text(format!("P{number}"))),
        )
        .await
        .unwrap();
    }
    work.commit().await.unwrap();
}

#[tokio::test]
async fn what_fails_is_told_and_the_others_are_changed_in_one_operation() {
    on_each_database(modules, async |app| {
        projects(&app, 3).await;
        let stuck = app
            .create("project", json!({"name": "stuck", "stage": "done"}))
            .await;
        let all = Selection::Matching {
            filter: None,
            search: None,
        };
        let answer = app
            .engine()
            .bulk(
                &app.ctx(),
                "project",
                &update(all, json!({"stage": "work"})),
            )
            .await
            .unwrap();
        let BulkAnswer::Done { summary, operation } = answer else {
            panic!()
        };
        assert_eq!(
            (&summary["matched"], &summary["changed"]),
            (&json!(4), &json!(3))
        );
        assert_eq!(summary["failed"][0]["id"], json!(stuck));
        assert_eq!(summary["failed"][0]["code"], "step_not_allowed");
        assert_eq!(app.undo(operation).await, 3);
    })
    .await;
}

#[tokio::test]
async fn more_than_five_hundred_become_a_job_that_can_be_undone() {
    on_each_database(modules, async |app| {
        projects(&app, 1100).await;
        let filter =
            RawFilter::from_json(&json!({"field": "hours", "op": "empty", "value": true})).unwrap();
        let all = Selection::Matching {
            filter: Some(filter),
            search: None,
        };
        let ctx = app.ctx();
        let answer = app
            .engine()
            .bulk(&ctx, "project", &update(all, json!({"hours": 8})))
            .await
            .unwrap();
        let BulkAnswer::Job(job) = answer else {
            panic!()
        };
        while app
            .engine()
            .run_one_job(&ctx.clock, &ctx.random)
            .await
            .unwrap()
        {}
        let done = app.engine().job(&ctx, job).await.unwrap();
        assert_eq!(
            (&done["status"], &done["done"], &done["result"]["changed"]),
            (&json!("done"), &json!(1100), &json!(1100))
        );
        let eight = app
            .list("project", json!({"field": "hours", "op": "eq", "value": 8}))
            .await;
        assert_eq!(eight.len(), 1000, "the list's own limit");
        let operation = done["operation"].as_str().unwrap().parse().unwrap();
        let undo = app
            .engine()
            .undo_operation(&app.ctx(), operation)
            .await
            .unwrap();
        assert!(undo.job.is_some());
        while app
            .engine()
            .run_one_job(&ctx.clock, &ctx.random)
            .await
            .unwrap()
        {}
        assert!(
            app.list("project", json!({"field": "hours", "op": "eq", "value": 8}))
                .await
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_bad_request_is_refused_before_anything_is_touched() {
    on_each_database(modules, async |app| {
        projects(&app, 1).await;
        let all = || Selection::Matching {
            filter: None,
            search: None,
        };
        for (request, field) in [
            (update(all(), json!({})), "set"),
            (update(all(), json!({"colour": "red"})), "colour"),
            (
                BulkRequest {
                    action: "explode".to_owned(),
                    selection: all(),
                    input: Map::new(),
                },
                "action",
            ),
        ] {
            let error = refused(app.engine().bulk(&app.ctx(), "project", &request).await);
            assert_eq!(error.fields[0].field, field, "{error:?}");
        }
    })
    .await;
}
