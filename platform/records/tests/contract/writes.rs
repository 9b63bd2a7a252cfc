//! Create, update, delete, restore; versions, repeats, states, links.

use rapport_kernel::{ErrorCode, Idempotency, RecordId};
use rapport_testkit::{on_each_database, refused};
use serde_json::{Map, Value, json};

use crate::modules;

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

fn id(record: &Value) -> RecordId {
    record["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_answer_of_a_write_is_what_a_read_answers() {
    on_each_database(modules, async |app| {
        let ctx = app.ctx();
        let company = app.create("company", json!({"name": "Acme"})).await;
        let values = json!({"name": "Roof", "company": company, "budget": 12.5, "budget_currency": "USD", "hours": 3, "rate": 7});
        let written = app.engine().create(&ctx, "project", &object(values)).await.unwrap();
        let written: Value = serde_json::from_slice(written.record.as_bytes()).unwrap();
        assert_eq!(written, app.get("project", id(&written)).await);
        assert_eq!(written["cost"], 21);
        assert_eq!(written["stage"], "plan");
        let changed = app.engine().update(&ctx, "project", id(&written), &object(json!({"hours": 4})), None).await.unwrap();
        assert_eq!(changed.version, 2);
        let changed: Value = serde_json::from_slice(changed.record.as_bytes()).unwrap();
        assert_eq!(changed, app.get("project", id(&written)).await);
        assert_eq!(changed["cost"], 28);
    })
    .await;
}

#[tokio::test]
async fn an_older_version_is_refused_with_the_present_one() {
    on_each_database(modules, async |app| {
        let company = app.create("company", json!({"name": "Acme"})).await;
        app.update("company", company, json!({"size": 1})).await;
        let late = app
            .engine()
            .update(
                &app.ctx(),
                "company",
                company,
                &object(json!({"size": 2})),
                Some(1),
            )
            .await;
        let error = refused(late);
        assert_eq!(error.code, ErrorCode::VERSION_CONFLICT);
        let (key, current) = error.extra.unwrap();
        let current: Value = serde_json::from_str(&current).unwrap();
        assert_eq!(
            (key, &current["size"], &current["version"]),
            ("current", &json!(1), &json!(2))
        );
        assert_eq!(
            app.get("company", company).await["size"],
            1,
            "nothing was written"
        );
    })
    .await;
}

#[tokio::test]
async fn parallel_changes_of_different_fields_are_all_kept() {
    on_each_database(modules, async |app| {
        let project = app.create("project", json!({"name": "P"})).await;
        let changes = [
            json!({"hours": 5}),
            json!({"rate": 6}),
            json!({"name": "Q"}),
            json!({"budget": 9}),
        ];
        let all = changes.map(|change| {
            let app = app.clone();
            tokio::spawn(
                async move { app.try_update("project", project, change).await.map(|_| ()) },
            )
        });
        for one in all {
            one.await.unwrap().unwrap();
        }
        let record = app.get("project", project).await;
        assert_eq!(
            (&record["hours"], &record["rate"], &record["name"]),
            (&json!(5), &json!(6), &json!("Q"))
        );
        assert_eq!(
            record["cost"], 30,
            "what is computed follows the last of both"
        );
        assert_eq!(record["version"], 5);
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_has_one_effect() {
    on_each_database(modules, async |app| {
        let mut ctx = app.ctx();
        ctx.idempotency = Some(Idempotency {
            key: "k1".to_owned(),
            fingerprint: "a".to_owned(),
        });
        let values = object(json!({"name": "Once"}));
        let first = app.engine().create(&ctx, "company", &values).await.unwrap();
        let second = app.engine().create(&ctx, "company", &values).await.unwrap();
        assert_eq!(first.record.as_bytes(), second.record.as_bytes());
        assert_eq!(app.list("company", Value::Null).await.len(), 1);
        ctx.idempotency = Some(Idempotency {
            key: "k1".to_owned(),
            fingerprint: "b".to_owned(),
        });
        let other = app
            .engine()
            .create(&ctx, "company", &object(json!({"name": "Other"})))
            .await;
        assert_eq!(refused(other).code, ErrorCode::IDEMPOTENCY_MISMATCH);
    })
    .await;
}

#[tokio::test]
async fn a_refused_write_names_its_fields_and_changes_nothing() {
    on_each_database(modules, async |app| {
        app.create("company", json!({"name": "Acme"})).await;
        let cases = [
            (json!({}), "name"),
            (json!({"name": "Acme"}), "name"),
            (json!({"name": "B", "size": -1}), "size"),
            (json!({"name": "B", "colour": "red"}), "colour"),
            (json!({"name": "B", "version": 7}), "version"),
            (json!({"name": "Evil Inc"}), "name"),
        ];
        for (values, field) in cases {
            let error = refused(app.try_create("company", values.clone()).await);
            assert!(
                error.fields.iter().any(|problem| problem.field == field),
                "{values}: {error:?}"
            );
        }
        assert_eq!(app.list("company", Value::Null).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_link_must_point_to_what_the_caller_sees() {
    on_each_database(modules, async |app| {
        let nobody = "01a1fc73-941d-758d-a910-8533b5494933";
        let error = refused(
            app.try_create("project", json!({"name": "P", "company": nobody}))
                .await,
        );
        assert_eq!(error.code, ErrorCode::BROKEN_LINK);
        assert_eq!(error.fields[0].field, "company");
        let mine = app.create("company", json!({"name": "Mine"})).await;
        let other = app
            .as_user("Mia", rapport_kernel::Access::own_records)
            .await;
        let error = refused(
            other
                .try_create("project", json!({"name": "P", "company": mine}))
                .await,
        );
        assert_eq!(
            error.code,
            ErrorCode::BROKEN_LINK,
            "a record that is hidden is no target either"
        );
    })
    .await;
}

#[tokio::test]
async fn states_allow_their_steps_only_and_ask_for_what_they_need() {
    on_each_database(modules, async |app| {
        let project = app.create("project", json!({"name": "P"})).await;
        let error = refused(
            app.try_update("project", project, json!({"stage": "done"}))
                .await,
        );
        assert_eq!(error.code, ErrorCode::STEP_NOT_ALLOWED);
        let error = refused(
            app.try_update("project", project, json!({"stage": "stopped"}))
                .await,
        );
        assert!(
            error.fields.iter().any(|problem| problem.field == "reason"),
            "{error:?}"
        );
        app.clock().advance(60);
        app.update("project", project, json!({"stage": "work"}))
            .await;
        app.clock().advance(3600);
        app.update(
            "project",
            project,
            json!({"stage": "stopped", "reason": "rain"}),
        )
        .await;
        let steps = app
            .engine()
            .history(&app.ctx(), "project", project, Some("stage"))
            .await
            .unwrap();
        let told: Vec<_> = steps
            .iter()
            .map(|step| {
                (
                    step["from"].clone(),
                    step["to"].clone(),
                    step["seconds"].clone(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (Value::Null, json!("plan"), json!(60)),
                (json!("plan"), json!("work"), json!(3600)),
                (json!("work"), json!("stopped"), json!(0)),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_cascades_goes_and_comes_back_together_and_what_restricts_stays() {
    on_each_database(modules, async |app| {
        let company = app.create("company", json!({"name": "Acme"})).await;
        let bank = app.create("company", json!({"name": "Bank"})).await;
        let one = app
            .create(
                "project",
                json!({"name": "One", "company": company, "guarantor": bank}),
            )
            .await;
        app.create("project", json!({"name": "Other"})).await;
        let error = refused(app.engine().delete(&app.ctx(), "company", bank).await);
        assert_eq!(error.code, ErrorCode::CONFLICT);
        assert!(error.message.contains("`One`"), "{}", error.message);
        app.engine()
            .delete(&app.ctx(), "company", company)
            .await
            .unwrap();
        assert_eq!(app.list("project", Value::Null).await.len(), 1);
        assert_eq!(
            app.get("project", one).await["company"],
            json!(company),
            "the link waits for the company"
        );
        app.engine()
            .restore(&app.ctx(), "company", company)
            .await
            .unwrap();
        assert_eq!(app.list("project", Value::Null).await.len(), 2);
        assert_eq!(app.get("project", one).await["deleted_at"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn all_of_a_unit_of_work_happens_or_nothing() {
    on_each_database(modules, async |app| {
        use rapport_schema::{Record, Value as Cell};
        let mut work = app.engine().work(&app.ctx()).await.unwrap();
        let name = |text: &str| Record::new().with("name", Cell::Text(text.to_owned()));
        work.create("company", name("First")).await.unwrap();
        work.create("company", name("First")).await.unwrap();
        assert_eq!(refused(work.commit().await).code, ErrorCode::DUPLICATE);
        assert!(app.list("company", Value::Null).await.is_empty());
        let request = rapport_records::GlobalSearch {
            words: "first".to_owned(),
            entities: Vec::new(),
            limit: 5,
        };
        let hits = app.engine().search(&app.ctx(), &request).await.unwrap();
        assert!(
            hits.is_empty(),
            "the search index knows nothing of it either"
        );
    })
    .await;
}
