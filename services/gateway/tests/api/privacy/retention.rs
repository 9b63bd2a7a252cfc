//! Retention rules: previewed, switched on, run.

use std::sync::Arc;

use rapport_kernel::{Clock, Random};
use rapport_testkit::TestRandom;
use serde_json::{Value, json};

use crate::support::{App, User, on_each_database};

const DAY: i64 = 24 * 60 * 60;

/// Runs what is due.
async fn chores(app: &App) {
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
        (app.clock.clone(), Arc::new(TestRandom::default()));
    app.engine.run_due_chores(&clock, &random).await.unwrap();
}

/// Switches a rule on after its preview, which is answered.
async fn switch_on(ada: &User, rule: Value) -> (String, Value) {
    let rule = ada.post("/privacy/retention", rule).await.ok(201)["data"].clone();
    assert_eq!(rule["active"], json!(false));
    let path = format!("/privacy/retention/{}", rule["id"].as_str().unwrap());
    ada.patch(&path, json!({ "active": true }))
        .await
        .problem(409, "conflict");
    let preview = ada.get(&format!("{path}/preview")).await.ok(200)["data"].clone();
    let on = json!({ "active": true, "confirm": preview["confirm"] });
    let on = ada.patch(&path, on).await.ok(200);
    assert_eq!(on["data"]["active"], json!(true));
    (path, preview)
}

#[tokio::test]
async fn old_records_go_and_held_ones_stay() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let mut leads = Vec::new();
        for name in ["Oldman", "Heldman", "Wonman"] {
            leads.push(ada.create("leads", json!({ "last_name": name, "company": "Navy" })).await);
        }
        ada.patch(&format!("/leads/{}", leads[2]), json!({ "company": "Army" })).await.ok(200);
        app.clock.advance(40 * DAY);
        let ada = app.sign_in_again("Ada").await;
        let fresh = ada.create("leads", json!({ "last_name": "Freshman", "company": "Navy" })).await;
        let hold = json!({ "subject": { "entity": "lead", "id": leads[1] }, "reason": "Claim" });
        ada.post("/privacy/holds", hold).await.ok(201);
        let rule = json!({
            "name": "Leads that came to nothing", "entity": "leads", "filter": { "field": "company", "op": "eq", "value": "Navy" },
            "date_field": "created_at", "after_days": 30, "action": "bin",
        });
        let (path, preview) = switch_on(&ada, rule).await;
        assert_eq!((&preview["matching"], &preview["on_hold"]), (&json!(1), &json!(1)), "{preview}");
        assert_eq!(preview["sample"][0]["title"], json!("Oldman"));
        chores(&app).await;
        let mut binned = Vec::new();
        for lead in [&leads[0], &leads[1], &leads[2], &fresh] {
            let lead = ada.get(&format!("/leads/{lead}")).await.ok(200);
            binned.push(lead["data"]["deleted_at"].is_string());
        }
        assert_eq!(binned, [true, false, false, false]);
        let told = ada.get(&path).await.ok(200)["data"]["last_run"].clone();
        assert_eq!((&told["done"], &told["kept"]), (&json!(1), &json!(1)), "{told}");
        let entries = ada.get("/audit?kind=privacy&action=run").await.ok(200);
        let changes = entries["data"][0]["changes"].to_string();
        assert!(changes.contains("\"records\""), "{entries}");

        // Another condition switches it off; it did not run since.
        let changed = ada.patch(&path, json!({ "after_days": 31 })).await.ok(200);
        assert_eq!(changed["data"]["active"], json!(false));
        ada.delete(&path).await.ok(200);
        ada.get(&path).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn the_bin_is_emptied_for_good() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let gone = ada.create("accounts", json!({ "name": "Vanishing Ltd" })).await;
        let linked = ada.create("accounts", json!({ "name": "Lingering Ltd" })).await;
        let deal = ada.create("deals", json!({ "name": "Deal", "account": linked })).await;
        for account in [&gone, &linked] {
            ada.delete(&format!("/accounts/{account}")).await.ok(200);
        }
        app.clock.advance(40 * DAY);
        let ada = app.sign_in_again("Ada").await;
        let rule = json!({
            "name": "Empty the bin", "entity": "account", "date_field": "deleted_at", "after_days": 30, "action": "purge",
        });
        let (path, preview) = switch_on(&ada, rule).await;
        assert_eq!(preview["matching"], json!(2));
        chores(&app).await;
        let bin = ada.get("/accounts?deleted=only").await.ok(200)["data"].clone();
        // What a deal points to stays as an empty row, and no rule takes it for old again.
        assert_eq!(bin.as_array().unwrap().len(), 1, "{bin}");
        assert_eq!((&bin[0]["id"], &bin[0]["name"]), (&json!(linked), &Value::Null));
        ada.get(&format!("/deals/{deal}")).await.ok(200);
        let audit = ada.get("/audit?limit=1000").await;
        let text = String::from_utf8_lossy(&audit.bytes).into_owned();
        assert!(!text.contains("Vanishing") && !text.contains("Lingering"), "{text}");
        let preview = ada.get(&format!("{path}/preview")).await.ok(200)["data"].clone();
        assert_eq!(preview["matching"], json!(0), "{preview}");
        ada.post("/audit/verify", json!({})).await.ok(202);
        app.work().await;
        let head = ada.get("/audit/head").await.ok(200)["data"].clone();
        assert_eq!(head["verified"]["problems"], json!([]), "{head}");
    })
    .await;
}

#[tokio::test]
async fn old_persons_are_erased_unless_another_record_is_in_use() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let lead = |name: &str, email: &str| json!({ "last_name": name, "company": "Navy", "email": email });
        let old = ada.create("leads", lead("Oldman", "old@navy.example")).await;
        let customer = ada.create("leads", lead("Buyer", "buyer@navy.example")).await;
        ada.create("contacts", json!({ "last_name": "Buyer", "email": "buyer@navy.example" })).await;
        app.clock.advance(40 * DAY);
        let ada = app.sign_in_again("Ada").await;
        let refused = json!({
            "name": "x", "entity": "deal", "date_field": "name", "after_days": 0, "action": "erase",
        });
        ada.post("/privacy/retention", refused).await.problem(400, "invalid");
        let rule = json!({
            "name": "Forget leads", "entity": "lead", "date_field": "updated_at", "after_days": 30, "action": "erase",
        });
        switch_on(&ada, rule).await;
        chores(&app).await;
        let gone = ada.get(&format!("/leads/{old}")).await.ok(200)["data"].clone();
        assert!(gone["deleted_at"].is_string() && gone["last_name"].is_null(), "{gone}");
        let kept = ada.get(&format!("/leads/{customer}")).await.ok(200);
        assert_eq!(kept["data"]["email"], json!("buyer@navy.example"));
        let audit = ada.get("/audit?limit=1000").await;
        assert!(!String::from_utf8_lossy(&audit.bytes).contains("old@navy.example"));
    })
    .await;
}
