//! Tags: one list of words beside those on the records.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail loudly, with the value that was wrong"
)]

use rapport_module_kit::json;
use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Record, Value};
use rapport_testkit::{TestApp, on_each_database, refused};

use crate::{modules, text};

fn names(records: &[Json]) -> Vec<&str> {
    let mut names: Vec<&str> = records.iter().map(|record| text(record, "name")).collect();
    names.sort_unstable();
    names
}

async fn tag(app: &TestApp, name: &str) -> rapport_module_kit::RecordId {
    let filter = json!({ "field": "name", "value": name });
    let found = app.list("tag", filter).await;
    text(&found[0], "id")
        .parse()
        .map(rapport_module_kit::RecordId)
        .unwrap()
}

/// Runs waiting jobs to their end.
async fn jobs(app: &TestApp) {
    let ctx = app.ctx();
    while app
        .engine()
        .run_one_job(&ctx.clock, &ctx.random)
        .await
        .unwrap()
    {}
}

#[tokio::test]
async fn a_word_typed_into_a_record_appears_in_the_list() {
    on_each_database(modules, |app| async move {
        let values = json!({ "last_name": "One", "tags": ["VIP", "north"] });
        let one = app.create("contact", values).await;
        app.create("deal", json!({ "name": "Two", "tags": ["north", "new"] }))
            .await;
        assert_eq!(
            names(&app.list("tag", Json::Null).await),
            ["VIP", "new", "north"]
        );
        app.update("contact", one, json!({ "tags": ["VIP", "late"] }))
            .await;
        assert_eq!(app.list("tag", Json::Null).await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn other_lists_of_words_are_their_own() {
    on_each_database(modules, |app| async move {
        let values = json!({ "name": "Hall", "tags": ["VIP"], "competitors": ["Nordwind"] });
        let deal = app.create("deal", values).await;
        assert_eq!(names(&app.list("tag", Json::Null).await), ["VIP"]);
        let vip = tag(&app, "VIP").await;
        app.update("deal", deal, json!({ "competitors": ["VIP"] }))
            .await;
        app.act("tag", vip, "rename", json!({ "name": "Key" }))
            .await;
        let deal = app.get("deal", deal).await;
        assert_eq!(
            (&deal["tags"], &deal["competitors"]),
            (&json!(["Key"]), &json!(["VIP"]))
        );
    })
    .await;
}

#[tokio::test]
async fn taking_back_the_record_that_coined_a_word_keeps_the_word() {
    on_each_database(modules, |app| async move {
        let ctx = app.ctx();
        let values = json!({ "last_name": "One", "tags": ["VIP"] });
        let answer = app
            .engine()
            .create(&ctx, "contact", values.as_object().unwrap())
            .await
            .unwrap();
        assert_eq!(app.undo(answer.operation).await, 1);
        assert_eq!(names(&app.list("tag", Json::Null).await), ["VIP"]);
    })
    .await;
}

#[tokio::test]
async fn a_new_name_changes_every_record_in_one_operation() {
    on_each_database(modules, |app| async move {
        let one = app
            .create(
                "contact",
                json!({ "last_name": "One", "tags": ["a", "VIP", "z"] }),
            )
            .await;
        let two = app
            .create("deal", json!({ "name": "Two", "tags": ["VIP"] }))
            .await;
        let vip = tag(&app, "VIP").await;
        app.update("tag", vip, json!({ "color": "red" })).await;
        let done = app
            .act("tag", vip, "rename", json!({ "name": "Key account" }))
            .await;
        assert_eq!(done.data["changed"], 2);
        let renamed = json!(["a", "Key account", "z"]);
        assert_eq!(app.get("contact", one).await["tags"], renamed);
        assert_eq!(app.get("deal", two).await["tags"], json!(["Key account"]));
        let entry = app.get("tag", vip).await;
        assert_eq!(
            (text(&entry, "name"), text(&entry, "color")),
            ("Key account", "red")
        );

        assert_eq!(app.undo(done.operation.unwrap()).await, 3);
        assert_eq!(
            app.get("contact", one).await["tags"],
            json!(["a", "VIP", "z"])
        );
        assert_eq!(app.get("deal", two).await["tags"], json!(["VIP"]));
        assert_eq!(names(&app.list("tag", Json::Null).await), ["VIP", "a", "z"]);

        // Writing the name does the same.
        app.update("tag", vip, json!({ "name": "Important" })).await;
        assert_eq!(app.get("deal", two).await["tags"], json!(["Important"]));
    })
    .await;
}

#[tokio::test]
async fn a_name_that_another_tag_has_is_for_merging() {
    on_each_database(modules, |app| async move {
        let one = app
            .create(
                "contact",
                json!({ "last_name": "One", "tags": ["VIP", "Key"] }),
            )
            .await;
        let two = app
            .create("contact", json!({ "last_name": "Two", "tags": ["VIP"] }))
            .await;
        let (vip, key) = (tag(&app, "VIP").await, tag(&app, "Key").await);
        let error = refused(
            app.try_act("tag", vip, "rename", json!({ "name": "Key" }))
                .await,
        );
        assert_eq!(error.code.name, "duplicate");
        assert!(error.message.contains("merge"), "{error}");
        let itself = app
            .try_act("tag", vip, "merge", json!({ "into": vip }))
            .await;
        assert_eq!(refused(itself).fields[0].field, "into");

        let done = app.act("tag", vip, "merge", json!({ "into": key })).await;
        assert_eq!(app.get("contact", one).await["tags"], json!(["Key"]));
        assert_eq!(app.get("contact", two).await["tags"], json!(["Key"]));
        assert_eq!(names(&app.list("tag", Json::Null).await), ["Key"]);

        assert_eq!(app.undo(done.operation.unwrap()).await, 3);
        assert_eq!(app.get("contact", one).await["tags"], json!(["VIP", "Key"]));
        assert_eq!(app.get("contact", two).await["tags"], json!(["VIP"]));
        assert_eq!(names(&app.list("tag", Json::Null).await), ["Key", "VIP"]);
    })
    .await;
}

#[tokio::test]
async fn a_tag_that_goes_goes_from_every_record() {
    on_each_database(modules, |app| async move {
        let one = app
            .create(
                "contact",
                json!({ "last_name": "One", "tags": ["VIP", "new"] }),
            )
            .await;
        let ctx = app.ctx();
        let vip = tag(&app, "VIP").await;
        let operation = app.engine().delete(&ctx, "tag", vip).await.unwrap();
        assert_eq!(app.get("contact", one).await["tags"], json!(["new"]));
        assert_eq!(app.undo(operation).await, 2);
        assert_eq!(app.get("contact", one).await["tags"], json!(["VIP", "new"]));
        let new = tag(&app, "new").await;
        app.act("tag", new, "remove", json!({})).await;
        assert_eq!(app.get("contact", one).await["tags"], json!(["VIP"]));
    })
    .await;
}

#[tokio::test]
async fn a_tag_cannot_hold_what_separates_tags() {
    on_each_database(modules, |app| async move {
        let error = refused(app.try_create("tag", json!({ "name": "a, b" })).await);
        assert_eq!(error.fields[0].field, "name");
        app.create("tag", json!({ "name": "VIP" })).await;
        let error = refused(app.try_create("tag", json!({ "name": "VIP" })).await);
        assert_eq!(error.code.name, "duplicate");
    })
    .await;
}

/// Contacts that carry a word, in one commit.
async fn carriers(app: &TestApp, count: usize, word: &str) {
    let ctx = app.ctx();
    let mut work = app.engine().work(&ctx).await.unwrap();
    for number in 0..count {
        let contact = Record::new()
            .with("last_name", Value::Text(format!("Number {number}")))
            .with("tags", Value::List(vec![word.to_owned()]));
        work.create("contact", contact).await.unwrap();
    }
    work.commit().await.unwrap();
}

async fn count(app: &TestApp, word: &str) -> usize {
    let filter = json!({ "field": "tags", "op": "has", "value": word });
    app.list("contact", filter).await.len()
}

#[tokio::test]
async fn many_records_follow_in_a_job_that_is_undone_as_one() {
    on_each_database(modules, |app| async move {
        carriers(&app, 620, "old").await;
        let old = tag(&app, "old").await;
        let error = refused(app.try_update("tag", old, json!({ "name": "new" })).await);
        assert!(error.message.contains("`rename`"), "{error}");

        let started = app
            .act("tag", old, "rename", json!({ "name": "new" }))
            .await;
        let job = started.data["job"].as_str().unwrap().parse().unwrap();
        assert_eq!(started.operation, None, "nothing is changed yet");
        jobs(&app).await;
        let job = app.engine().job(&app.ctx(), job).await.unwrap();
        assert_eq!(
            (&job["status"], &job["error"]),
            (&json!("done"), &Json::Null)
        );
        assert_eq!(job["result"]["changed"], 620);
        assert_eq!(
            (count(&app, "old").await, count(&app, "new").await),
            (0, 620)
        );
        assert_eq!(text(&app.get("tag", old).await, "name"), "new");

        let operation = job["operation"].as_str().unwrap().parse().unwrap();
        let undo = app
            .engine()
            .undo_operation(&app.ctx(), operation)
            .await
            .unwrap();
        assert!(undo.job.is_some());
        jobs(&app).await;
        assert_eq!(
            (count(&app, "old").await, count(&app, "new").await),
            (620, 0)
        );
        assert_eq!(text(&app.get("tag", old).await, "name"), "old");
    })
    .await;
}

#[tokio::test]
async fn words_of_older_records_are_collected() {
    on_each_database(modules, |app| async move {
        carriers(&app, 3, "old").await;
        let old = tag(&app, "old").await;
        app.engine().delete(&app.ctx(), "tag", old).await.unwrap();
        carriers(&app, 3, "late").await;
        app.act("tag", None, "collect", json!({})).await;
        jobs(&app).await;
        assert_eq!(names(&app.list("tag", Json::Null).await), ["late"]);
    })
    .await;
}

#[tokio::test]
async fn the_catalogue_is_everybodys() {
    on_each_database(modules, |app| async move {
        let product = app.create("product", json!({ "name": "Pump" })).await;
        let pipeline = app.create("pipeline", json!({ "name": "Projects" })).await;
        let hidden = app
            .create("account", json!({ "name": "Acme", "tags": ["VIP"] }))
            .await;
        let vip = tag(&app, "VIP").await;
        let mia = app
            .as_user("Mia", rapport_testkit::kernel::Access::own_records)
            .await;
        assert_eq!(text(&mia.get("product", product).await, "name"), "Pump");
        assert_eq!(names(&mia.list("pipeline", Json::Null).await), ["Projects"]);
        assert_eq!(names(&mia.list("tag", Json::Null).await), ["VIP"]);
        assert!(mia.try_get("account", hidden).await.is_err());
        assert!(
            mia.try_update("tag", vip, json!({ "color": "red" }))
                .await
                .is_err()
        );
        assert!(
            mia.try_act("tag", vip, "rename", json!({ "name": "x" }))
                .await
                .is_err()
        );
        let deal = json!({ "name": "Own", "pipeline": pipeline, "tags": ["VIP", "mine"] });
        mia.create("deal", deal).await;
        assert_eq!(names(&mia.list("tag", Json::Null).await), ["VIP", "mine"]);
    })
    .await;
}
