//! Promises to customers: which policy, when it is due, what breaks it, and how it is explained.

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{modules, text};

/// Nine to five in Berlin, from Monday to Friday, and a policy: an hour to answer, eight to settle.
async fn policy(app: &TestApp, other: Json) -> RecordId {
    let day = "09:00-17:00";
    let calendar = json!({
        "name": "Office", "time_zone": "Europe/Berlin", "is_default": true,
        "monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day,
    });
    let calendar = app.create("business_calendar", calendar).await;
    let holiday = json!({ "name": "Founding day", "calendar": calendar, "date": "2020-03-04", "every_year": true });
    app.create("holiday", holiday).await;
    add_policy(app, "Standard", other).await
}

async fn add_policy(app: &TestApp, name: &str, other: Json) -> RecordId {
    let mut values = json!({ "name": name, "response_medium": 60, "resolution_medium": 480 });
    if let (Some(values), Json::Object(other)) = (values.as_object_mut(), other) {
        values.extend(other);
    }
    app.create("sla_policy", values).await
}

async fn ticket(app: &TestApp, other: Json) -> RecordId {
    let mut values = json!({ "subject": "Noise at night" });
    if let (Some(values), Json::Object(other)) = (values.as_object_mut(), other) {
        values.extend(other);
    }
    app.create("ticket", values).await
}

/// Due times and state of a ticket.
async fn clock(app: &TestApp, ticket: RecordId) -> (String, String, String) {
    let record = app.get("ticket", ticket).await;
    let of = |field: &str| text(&record, field).get(..16).unwrap_or("-").to_owned();
    let status = text(&record, "sla_status").to_owned();
    (of("first_response_due"), of("resolution_due"), status)
}

fn is(one: &str, two: &str, three: &str) -> (String, String, String) {
    (one.to_owned(), two.to_owned(), three.to_owned())
}

#[tokio::test]
async fn due_times_are_in_business_hours_and_pauses_move_them() {
    on_each_database(modules, |app| async move {
        policy(&app, json!({})).await;
        // Monday, ten o'clock in Berlin. Wednesday is a holiday.
        let ticket = ticket(&app, json!({})).await;
        assert_eq!(
            clock(&app, ticket).await,
            is("2026-03-02T10:00", "2026-03-03T09:00", "running")
        );

        app.clock().set("2026-03-02T09:30:00Z");
        app.update("ticket", ticket, json!({ "status": "open" }))
            .await;
        assert_eq!(
            clock(&app, ticket).await,
            is("2026-03-02T10:00", "2026-03-03T09:00", "running")
        );
        app.clock().set("2026-03-02T11:00:00Z");
        app.update("ticket", ticket, json!({ "status": "pending" }))
            .await;
        assert_eq!(
            clock(&app, ticket).await,
            is("2026-03-02T10:00", "-", "paused")
        );
        // Six of the eight hours are left; Tuesday 15:00 to 17:00, Thursday 9:00 to 13:00.
        app.clock().set("2026-03-03T14:00:00Z");
        app.update("ticket", ticket, json!({ "status": "open" }))
            .await;
        assert_eq!(
            clock(&app, ticket).await,
            is("2026-03-02T10:00", "2026-03-05T12:00", "running")
        );
        app.clock().set("2026-03-05T10:00:00Z");
        app.act("ticket", ticket, "resolve", json!({})).await;
        assert_eq!(
            clock(&app, ticket).await,
            is("2026-03-02T10:00", "2026-03-05T12:00", "met")
        );
        let record = app.get("ticket", ticket).await;
        assert_eq!(record["response_breached"], json!(false));
        assert_eq!(record["resolution_breached"], json!(false));
    })
    .await;
}

#[tokio::test]
async fn a_promise_that_is_broken_is_marked_and_told_once() {
    on_each_database(modules, |app| async move {
        policy(&app, json!({})).await;
        let late = ticket(&app, json!({})).await;
        let other = ticket(&app, json!({ "priority": "low" })).await;
        let tasks = || async { app.list("task", Json::Null).await };
        app.clock().set("2026-03-02T10:00:00Z");
        app.run_chores().await;
        assert_eq!(
            app.get("ticket", late).await["response_breached"],
            json!(false)
        );
        for now in [
            "2026-03-02T10:01:00Z",
            "2026-03-02T10:02:00Z",
            "2026-03-02T10:03:00Z",
        ] {
            app.clock().set(now);
            assert!(app.run_chores().await.contains(&"desk.sla"), "{now}");
            let record = app.get("ticket", late).await;
            assert_eq!(record["response_breached"], json!(true));
            assert_eq!(text(&record, "sla_status"), "breached");
            assert_eq!(tasks().await.len(), 1, "{now}");
        }
        let task = &tasks().await[0];
        assert_eq!(
            text(task, "title"),
            "First response is late: T-00001 Noise at night"
        );
        assert_eq!(text(task, "assignee"), app.user().to_string());
        assert_eq!(task["related"]["id"], json!(late));
        app.clock().set("2026-03-06T10:03:00Z");
        app.run_chores().await;
        assert_eq!(tasks().await.len(), 2, "the resolution");
        assert_eq!(
            app.get("ticket", late).await["resolution_breached"],
            json!(true)
        );
        // Without a target for its priority nothing is promised.
        assert_eq!(clock(&app, other).await, is("-", "-", ""));
    })
    .await;
}

#[tokio::test]
async fn an_answer_after_its_time_is_late_without_any_chore() {
    on_sqlite(modules, |app| async move {
        policy(&app, json!({ "task_on_breach": false })).await;
        let ticket = ticket(&app, json!({})).await;
        app.clock().set("2026-03-02T10:00:01Z");
        app.update("ticket", ticket, json!({ "status": "open" }))
            .await;
        let record = app.get("ticket", ticket).await;
        assert_eq!(record["response_breached"], json!(true));
        assert_eq!(text(&record, "sla_status"), "breached");
        app.clock().set("2026-03-09T10:00:00Z");
        app.run_chores().await;
        assert_eq!(
            app.get("ticket", ticket).await["resolution_breached"],
            json!(true)
        );
        assert!(app.list("task", Json::Null).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_first_policy_that_fits_is_used() {
    on_each_database(modules, |app| async move {
        let standard = policy(&app, json!({ "response_urgent": 30 })).await;
        let account = app.create("account", json!({ "name": "Nordkap" })).await;
        let gold = json!({ "account": account, "position": 1, "response_medium": 15 });
        let gold = add_policy(&app, "Gold", gold).await;
        let faults = json!({ "categories": ["fault"], "priorities": ["medium", "urgent"], "position": 50, "response_medium": 45 });
        add_policy(&app, "Faults", faults).await;
        let off = json!({ "active": false, "position": 0 });
        add_policy(&app, "Off", off).await;

        let one = ticket(&app, json!({})).await;
        assert_eq!(clock(&app, one).await.0, "2026-03-02T10:00");
        assert_eq!(text(&app.get("ticket", one).await, "sla_policy"), standard.to_string());
        app.update("ticket", one, json!({ "category": "fault" })).await;
        assert_eq!(clock(&app, one).await.0, "2026-03-02T09:45");
        app.update("ticket", one, json!({ "account": account })).await;
        assert_eq!(clock(&app, one).await.0, "2026-03-02T09:15");
        assert_eq!(text(&app.get("ticket", one).await, "sla_policy"), gold.to_string());
        app.update("ticket", one, json!({ "account": null, "category": null, "priority": "urgent" })).await;
        assert_eq!(clock(&app, one).await.0, "2026-03-02T09:30");
    })
    .await;
}

#[tokio::test]
async fn the_clock_is_explained_interval_by_interval() {
    on_each_database(modules, |app| async move {
        policy(&app, json!({})).await;
        let ticket = ticket(&app, json!({})).await;
        app.clock().set("2026-03-02T15:00:00Z");
        app.update("ticket", ticket, json!({ "status": "open" }))
            .await;
        app.clock().set("2026-03-05T09:00:00Z");
        app.update("ticket", ticket, json!({ "status": "on_hold" }))
            .await;
        app.clock().set("2026-03-05T09:30:00Z");
        let told = app.act("ticket", ticket, "explain_sla", json!({})).await;
        assert!(told.operation.is_none(), "it changes nothing");
        let told = told.data;
        assert_eq!(told["policy"]["name"], json!("Standard"));
        assert_eq!(told["calendar"]["time_zone"], json!("Europe/Berlin"));
        let names: Vec<&str> = told["clocks"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|clock| text(clock, "name"))
            .collect();
        assert_eq!(names, ["first_response", "resolution"]);
        let clock = &told["clocks"][1];
        assert_eq!(clock["target_minutes"], json!(480));
        assert_eq!(clock["counted_seconds"], json!((7 + 8 + 1) * 3600));
        assert_eq!(text(clock, "state"), "breached");
        assert_eq!(text(clock, "due"), "2026-03-03T09:00:00.000000Z");
        let told: Vec<(&str, &str, bool)> = clock["intervals"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| {
                let from = text(one, "local_from").get(5..16).unwrap_or_default();
                (from, text(one, "reason"), one["counted"] == json!(true))
            })
            .collect();
        let expected = [
            ("03-02T10:00", "business_hours", true),
            ("03-02T16:00", "business_hours", true),
            ("03-02T17:00", "outside_business_hours", false),
            ("03-03T09:00", "business_hours", true),
            ("03-03T17:00", "outside_business_hours", false),
            ("03-04T00:00", "holiday", false),
            ("03-05T00:00", "outside_business_hours", false),
            ("03-05T09:00", "business_hours", true),
            ("03-05T10:00", "paused", false),
        ];
        assert_eq!(told, expected);
        let sum: i64 = clock["intervals"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["seconds"].as_i64())
            .sum();
        assert_eq!(sum, 3 * 86_400 + 30 * 60, "the whole time is told");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_without_a_policy_has_no_clock() {
    on_sqlite(modules, |app| async move {
        let one = ticket(&app, json!({})).await;
        assert_eq!(clock(&app, one).await, is("-", "-", ""));
        let told = app.act("ticket", one, "explain_sla", json!({})).await.data;
        assert_eq!(told["clocks"], json!([]));

        // A policy that comes later is applied to what is open, in round-the-clock time without a calendar.
        let policy = add_policy(&app, "Late", json!({})).await;
        let applied = app.act("sla_policy", policy, "apply", json!({})).await.data;
        assert_eq!(
            (applied["tickets"].clone(), applied["changed"].clone()),
            (json!(1), json!(1))
        );
        assert_eq!(
            clock(&app, one).await,
            is("2026-03-02T10:00", "2026-03-02T17:00", "running")
        );
        let applied = app.act("sla_policy", policy, "apply", json!({})).await.data;
        assert_eq!(applied["changed"], json!(0));
        let error = refused(
            app.try_update("ticket", one, json!({ "sla_status": "met" }))
                .await,
        );
        assert_eq!(error.fields[0].field, "sla_status");
    })
    .await;
}

#[tokio::test]
async fn merging_moves_what_belongs_to_the_ticket() {
    on_each_database(modules, |app| async move {
        let [one, two] = [
            ticket(&app, json!({})).await,
            ticket(&app, json!({ "subject": "Noise" })).await,
        ];
        let about = json!({ "entity": "ticket", "id": one });
        app.create("note", json!({ "body": "Fan is loud", "related": about }))
            .await;
        let task = app
            .create("task", json!({ "title": "Call back", "related": about }))
            .await;
        let order = app
            .create("work_order", json!({ "title": "Fan", "ticket": one }))
            .await;
        let merged = app
            .act("ticket", one, "merge", json!({ "into": two }))
            .await;
        assert_eq!(merged.data["moved"], json!(3));
        let record = app.get("ticket", one).await;
        assert_eq!(text(&record, "status"), "closed");
        assert_eq!(text(&record, "merged_into"), two.to_string());
        assert_eq!(text(&record, "resolution"), "Merged into T-00002 Noise");
        assert_eq!(app.get("task", task).await["related"]["id"], json!(two));
        assert_eq!(
            text(&app.get("work_order", order).await, "ticket"),
            two.to_string()
        );

        let error = refused(
            app.try_act("ticket", two, "merge", json!({ "into": two }))
                .await,
        );
        assert_eq!(error.fields[0].field, "into");
        let error = refused(
            app.try_act("ticket", two, "merge", json!({ "into": one }))
                .await,
        );
        assert_eq!(error.fields[0].field, "into");

        app.undo(merged.operation.unwrap_or_else(|| panic!("no operation")))
            .await;
        assert_eq!(text(&app.get("ticket", one).await, "status"), "new");
        assert_eq!(app.get("task", task).await["related"]["id"], json!(one));

        app.act("ticket", one, "merge", json!({ "into": two }))
            .await;
        app.act("ticket", one, "reopen", json!({})).await;
        assert!(app.get("ticket", one).await["merged_into"].is_null());
    })
    .await;
}
