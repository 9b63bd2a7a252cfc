//! What follows from changes, and what time brings.

use rapport_kernel::RecordId;
use rapport_records::{Changed, ChoreFuture, ReactionFuture, Work};
use rapport_schema::{Condition, Filter, Operator, Record, Value};
use rapport_testkit::{TestApp, on_each_database};
use serde_json::json;

use crate::modules;

/// A company knows the hours of its projects.
pub(crate) fn add_hours(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let sides = [changed.before, changed.after];
        for record in sides.into_iter().flatten() {
            let Some(company) = record.get("company").as_id().map(RecordId) else {
                continue;
            };
            let Ok(company_record) = work.get("company", company).await else {
                continue;
            };
            let projects = work.children("project", "company", company).await?;
            let hours = projects
                .iter()
                .map(|(_, project)| match project.get("hours") {
                    Value::Int(hours) => *hours,
                    _ => 0,
                });
            let sum = Value::Int(hours.sum());
            if company_record.get("planned_hours") != &sum {
                let change = Record::new().with("planned_hours", sum);
                work.update("company", company, change).await?;
            }
        }
        Ok(())
    })
}

/// Companies that were never checked are checked now, two at a time.
pub(crate) fn check(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let unchecked = Filter::Is(Condition {
            field: "checked".to_owned(),
            op: Operator::Empty,
            values: Vec::new(),
        });
        let found = work.find("company", unchecked, &[], 2).await?;
        let today = work.context().now().to_string();
        for company in &found {
            let id = RecordId(company.get("id").as_id().unwrap());
            let day = today.get(..10).unwrap().parse().unwrap();
            let change = Record::new().with("checked", Value::Date(day));
            work.update("company", id, change).await?;
        }
        Ok(found.len() == 2)
    })
}

async fn hours(app: &TestApp, company: RecordId) -> serde_json::Value {
    let company = app.get("company", company).await;
    company.get("planned_hours").unwrap().clone()
}

#[tokio::test]
async fn a_total_follows_every_change_of_its_parts() {
    on_each_database(modules, async |app| {
        let acme = app.create("company", json!({"name": "Acme"})).await;
        let other = app.create("company", json!({"name": "Other"})).await;
        let part = |hours: i64| json!({"name": "p", "company": acme, "hours": hours});
        let first = app.create("project", part(3)).await;
        app.create("project", part(4)).await;
        assert_eq!(hours(&app, acme).await, json!(7));
        app.update("project", first, json!({"hours": 5})).await;
        assert_eq!(hours(&app, acme).await, json!(9));
        app.update("project", first, json!({"company": other}))
            .await;
        assert_eq!(hours(&app, acme).await, json!(4));
        assert_eq!(hours(&app, other).await, json!(5));

        let ctx = app.ctx();
        let deleted = app.engine().delete(&ctx, "project", first).await.unwrap();
        assert_eq!(hours(&app, other).await, json!(0));
        app.undo(deleted).await;
        assert_eq!(hours(&app, other).await, json!(5));
    })
    .await;
}

#[tokio::test]
async fn a_new_record_and_its_total_are_one_operation() {
    on_each_database(modules, async |app| {
        let acme = app.create("company", json!({"name": "Acme"})).await;
        let input = json!({"name": "p", "company": acme, "hours": 3});
        let ctx = app.ctx();
        let written = app
            .engine()
            .create(&ctx, "project", input.as_object().unwrap())
            .await
            .unwrap();
        assert_eq!(hours(&app, acme).await, json!(3));
        app.undo(written.operation).await;
        assert_eq!(hours(&app, acme).await, json!(0));
    })
    .await;
}

#[tokio::test]
async fn parts_that_are_added_at_once_are_all_counted() {
    on_each_database(modules, async |app| {
        let acme = app.create("company", json!({"name": "Acme"})).await;
        let adding = (0..12).map(|at| {
            let app = app.clone();
            tokio::spawn(async move {
                let input = json!({"name": format!("p{at}"), "company": acme, "hours": 1});
                app.try_create("project", input).await.map(drop)
            })
        });
        for added in adding.collect::<Vec<_>>() {
            added.await.unwrap().unwrap();
        }
        assert_eq!(hours(&app, acme).await, json!(12));
    })
    .await;
}

#[tokio::test]
async fn a_chore_does_all_there_is_and_rests_until_its_time() {
    on_each_database(modules, async |app| {
        for at in 0..5 {
            app.create("company", json!({"name": format!("c{at}")}))
                .await;
        }
        assert_eq!(app.run_chores().await, ["test.check"]);
        let unchecked = json!({"field": "checked", "op": "empty"});
        assert_eq!(app.list("company", unchecked.clone()).await.len(), 0);

        let late = app.create("company", json!({"name": "late"})).await;
        app.clock().advance(59 * 60);
        assert!(app.run_chores().await.is_empty());
        assert_eq!(app.list("company", unchecked.clone()).await.len(), 1);
        app.clock().advance(60);
        app.run_chores().await;
        let found = app.get("company", late).await;
        assert_eq!(found["source"], "api");
        assert!(found["checked"].is_string());
    })
    .await;
}
