//! The demo data, written through the engine on each database there is.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use std::sync::{Arc, Mutex};

use rapport_demo::People;
use rapport_records::{AuditRequest, Module};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};
use serde_json::{Value as Json, json};

fn modules() -> Vec<Module> {
    vec![
        rapport_commerce::module(),
        rapport_conversations::module(),
        rapport_crm::module(),
        rapport_desk::module(),
        rapport_documents::module(),
        rapport_people::module(),
        rapport_projects::module(),
        rapport_scheduling::module(),
    ]
}

/// A Friday at noon.
const NOW: &str = "2026-11-20T12:00:00Z";

async fn seed(app: &TestApp) -> Vec<(usize, usize)> {
    app.clock().set(NOW);
    let told = Arc::new(Mutex::new(Vec::new()));
    let hears = told.clone();
    let progress = move |done, total| hears.lock().unwrap().push((done, total));
    rapport_demo::seed(app.engine(), &app.ctx(), &People::default(), progress)
        .await
        .unwrap();
    let told = told.lock().unwrap();
    told.clone()
}

fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record.get(field).and_then(Json::as_str).unwrap_or_default()
}

fn with<'a>(records: &'a [Json], field: &'a str, value: &'a str) -> impl Iterator<Item = &'a Json> {
    records
        .iter()
        .filter(move |record| text(record, field) == value)
}

#[tokio::test]
async fn a_year_of_a_company_is_there() {
    on_each_database(modules, |app| async move {
        let started = std::time::Instant::now();
        let told = seed(&app).await;
        println!("{} operations in {:?}", told.len(), started.elapsed());
        assert_eq!(told.last().map(|(done, total)| done == total), Some(true));

        let deals = app.list("deal", Json::Null).await;
        assert_eq!(deals.len(), 120);
        for stage in [
            "qualification",
            "needs_analysis",
            "proposal",
            "negotiation",
            "won",
            "lost",
        ] {
            assert!(
                with(&deals, "stage", stage).count() >= 3,
                "too few deals in {stage}"
            );
        }
        let leads = app.list("lead", Json::Null).await;
        for status in [
            "new",
            "assigned",
            "working",
            "nurturing",
            "qualified",
            "converted",
            "recycled",
            "dead",
        ] {
            assert!(
                with(&leads, "status", status).count() > 0,
                "no lead is {status}"
            );
        }
        let estimates = app.list("estimate", Json::Null).await;
        for status in [
            "draft",
            "sent",
            "viewed",
            "accepted",
            "rejected",
            "converted",
        ] {
            assert!(
                with(&estimates, "status", status).count() > 0,
                "no estimate is {status}"
            );
        }
        assert!(
            estimates
                .iter()
                .all(|estimate| estimate["total"].as_f64().unwrap_or(0.0) > 0.0)
        );
        let orders = app.list("work_order", Json::Null).await;
        assert!(orders.iter().any(|order| !order["estimate"].is_null()));
        let products = app.list("product", Json::Null).await;
        assert_eq!(products.len(), 25);
    })
    .await;
}

#[tokio::test]
async fn people_and_projects_hang_together() {
    on_each_database(modules, |app| async move {
        seed(&app).await;
        let clients = app.list("client", Json::Null).await;
        for client in &clients {
            let contact = text(client, "contact").parse().unwrap();
            let contact = app.get("contact", contact).await;
            assert_eq!(text(client, "name"), text(&contact, "name"));
            let stage = text(&contact, "lifecycle_stage");
            assert!(["customer", "evangelist"].contains(&stage), "{stage}");
        }
        let projects = app.list("project", Json::Null).await;
        for status in ["in_progress", "completed"] {
            assert!(
                with(&projects, "status", status).count() > 0,
                "no project is {status}"
            );
        }
        for project in with(&projects, "status", "completed") {
            assert!(project["hours_spent"].as_f64().unwrap() > 10.0, "{project}");
            assert!(project["spent"].as_f64().unwrap() > 500.0, "{project}");
            assert_eq!(project["progress"], json!(100));
        }
    })
    .await;
}

#[tokio::test]
async fn the_year_lies_in_the_past_and_is_spread_over_it() {
    on_each_database(modules, |app| async move {
        seed(&app).await;
        let deals = app.list("deal", Json::Null).await;
        let mut months: Vec<&str> = with(&deals, "stage", "won")
            .map(|deal| &text(deal, "closed_at")[..7])
            .collect();
        months.sort_unstable();
        months.dedup();
        assert!(months.len() >= 9, "deals were won in {months:?} only");
        for deal in &deals {
            let (created, updated) = (text(deal, "created_at"), text(deal, "updated_at"));
            assert!(
                "2025-11" < created && created <= updated && updated <= NOW,
                "{created} {updated}"
            );
        }
        let won = with(&deals, "stage", "won").next().unwrap();
        let id = text(won, "id").parse().unwrap();
        let steps = app
            .engine()
            .history(&app.ctx(), "deal", id, Some("stage"))
            .await
            .unwrap();
        let mut moments: Vec<&str> = steps.iter().map(|step| text(step, "at")).collect();
        assert!(moments.len() >= 4, "{steps:?}");
        moments.dedup_by_key(|moment| &moment[..10]);
        assert!(
            moments.len() >= 4,
            "the steps of one deal fall on one day: {steps:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn there_is_something_to_do_today() {
    on_sqlite(modules, |app| async move {
        seed(&app).await;
        let open = json!({ "field": "status", "op": "in", "value": ["pending", "in_progress"] });
        let due = |period: &str| json!({ "field": "due_at", "op": "within", "value": period });
        let mine = json!({ "field": "assignee", "op": "eq", "value": "me" });
        let both = |period: &str| json!({ "and": [open.clone(), mine.clone(), due(period)] });
        assert!(app.list("task", both("today")).await.len() >= 5);
        assert!(app.list("task", both("past")).await.len() >= 10);
        assert!(app.list("task", both("next_30_days")).await.len() >= 20);
    })
    .await;
}

#[tokio::test]
async fn the_demo_data_says_where_it_came_from() {
    on_sqlite(modules, |app| async move {
        seed(&app).await;
        let request = AuditRequest {
            limit: 1000,
            ..AuditRequest::default()
        };
        let (entries, _) = app.engine().audit(&app.ctx(), &request).await.unwrap();
        assert!(entries.iter().all(|entry| text(entry, "source") == "seed"));
        let people = app.list("contact", Json::Null).await;
        for person in &people {
            assert!(
                text(person, "email").ends_with(".example"),
                "{}",
                person["email"]
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_tenant_is_filled_once() {
    on_sqlite(modules, |app| async move {
        seed(&app).await;
        let before = app.list("account", Json::Null).await.len();
        let again =
            rapport_demo::seed(app.engine(), &app.ctx(), &People::default(), |_, _| {}).await;
        let error = refused(again);
        assert_eq!(error.code.name, "conflict");
        assert!(error.message.contains("demo data already"), "{error}");
        assert_eq!(app.list("account", Json::Null).await.len(), before);
    })
    .await;
}

#[tokio::test]
async fn records_are_shared_out_among_the_people() {
    on_sqlite(modules, |app| async move {
        app.clock().set(NOW);
        let everything = rapport_testkit::kernel::Access::everything;
        let mut sales = Vec::new();
        for name in ["Sam Seller", "Sue Seller"] {
            sales.push(app.as_user(name, everything).await.user());
        }
        let helper = app.as_user("Hal Helper", everything).await.user();
        let people = People {
            sales: sales.clone(),
            service: vec![helper],
        };
        rapport_demo::seed(app.engine(), &app.ctx(), &people, |_, _| {})
            .await
            .unwrap();
        let deals = app.list("deal", Json::Null).await;
        for seller in sales {
            let own = with(&deals, "owner", &seller.to_string()).count();
            assert_eq!(own, deals.len() / 2);
        }
        let tickets = app.list("ticket", Json::Null).await;
        let helpers = with(&tickets, "assignee", &helper.to_string()).count();
        assert_eq!(helpers, tickets.len());
        let products = app.list("product", Json::Null).await;
        let mine = with(&products, "owner", &app.user().to_string()).count();
        assert_eq!(mine, products.len());
    })
    .await;
}
