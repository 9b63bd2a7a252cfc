//! `GET /{entities}`, `/aggregate`, `/search`.

use serde_json::{Value, json};

use crate::support::{User, on_each_database};

async fn deals(ada: &User) {
    for (name, amount) in [
        ("Alpha", 100),
        ("Beta", 200),
        ("Gamma", 300),
        ("Delta", 400),
        ("Epsilon", 500),
    ] {
        ada.create("deals", json!({ "name": name, "amount": amount }))
            .await;
    }
}

fn names(page: &Value) -> Vec<&str> {
    page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_searched() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        deals(&ada).await;
        for (query, expected) in [
            ("sort=-amount&filter[amount][gte]=300", vec!["Epsilon", "Delta", "Gamma"]),
            ("sort=amount&filter[amount][between]=200,300", vec!["Beta", "Gamma"]),
            ("sort=name&filter[name][in]=Alpha,Beta", vec!["Alpha", "Beta"]),
            ("sort=name&filter[name][in]=%5B%22Alpha%22%5D", vec!["Alpha"]),
            ("name=Delta", vec!["Delta"]),
            ("owner=me&sort=name&limit=1", vec!["Alpha"]),
            ("search=epsil", vec!["Epsilon"]),
            ("stage=won", vec![]),
            ("filter[lost_reason][empty]=false", vec![]),
            ("sort=amount&filter=%7B%22or%22%3A%5B%7B%22field%22%3A%22name%22%2C%22value%22%3A%22Alpha%22%7D%2C%7B%22field%22%3A%22amount%22%2C%22op%22%3A%22gt%22%2C%22value%22%3A400%7D%5D%7D", vec!["Alpha", "Epsilon"]),
        ] {
            let page = ada.get(&format!("/deals?{query}")).await.ok(200);
            assert_eq!(names(&page), expected, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_follow_by_cursor_number_and_offset() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        deals(&ada).await;
        let first = ada
            .get("/deals?sort=amount&limit=2&count=exact")
            .await
            .ok(200);
        assert_eq!(names(&first), ["Alpha", "Beta"]);
        assert_eq!(first["pagination"]["total"], json!(5));
        assert_eq!(first["pagination"]["has_more"], json!(true));
        let cursor = first["pagination"]["next_cursor"].as_str().unwrap();
        let second = ada
            .get(&format!("/deals?sort=amount&limit=2&cursor={cursor}"))
            .await
            .ok(200);
        assert_eq!(names(&second), ["Gamma", "Delta"]);
        let third = ada
            .get("/deals?sort=amount&limit=2&page=3&count=exact")
            .await
            .ok(200);
        assert_eq!(names(&third), ["Epsilon"]);
        assert_eq!(third["pagination"]["page"], json!(3));
        assert_eq!(third["pagination"]["total_pages"], json!(3));
        assert_eq!(third["pagination"]["has_more"], json!(false));
        assert_eq!(third["pagination"]["next_cursor"], Value::Null);
        let offset = ada.get("/deals?sort=amount&limit=2&offset=3").await.ok(200);
        assert_eq!(names(&offset), ["Delta", "Epsilon"]);
        let other = ada.get(&format!("/deals?sort=name&cursor={cursor}")).await;
        other.problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_does_not_exist_is_refused_by_name() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        for query in [
            "colour=red",
            "filter[colour]=red",
            "filter[amount][like]=1",
            "sort=colour",
            "fields=colour",
            "include=colour",
            "filter=%7B%22field%22%3A%22colour%22%7D",
            "limit=0",
            "limit=1001",
            "cursor=abc",
            "count=all",
            "page=0",
        ] {
            let reply = ada.get(&format!("/deals?{query}")).await;
            assert_eq!(reply.status.as_u16(), 400, "{query}: {reply:?}");
            let name = if query.contains("colour") {
                "colour"
            } else {
                query.split(['=', '[']).next().unwrap()
            };
            let text = String::from_utf8_lossy(&reply.bytes);
            assert!(
                text.contains(name) || text.contains("amount"),
                "{query}: {text}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_are_grouped_and_summed() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        deals(&ada).await;
        let rows = ada
            .get("/deals/aggregate?group=stage&metrics=count,sum:amount")
            .await
            .ok(200);
        assert_eq!(rows["data"][0]["count"], json!(5));
        assert_eq!(rows["data"][0]["sum_amount"].as_f64(), Some(1500.0));
        assert_eq!(rows["data"][0]["amount_currency"], json!("EUR"));
        let one = ada
            .get("/deals/aggregate?metrics=count&filter[amount][gt]=400")
            .await
            .ok(200);
        assert_eq!(one["data"][0]["count"], json!(1));
        ada.get("/deals/aggregate?group=colour")
            .await
            .problem(400, "unknown_field");
        ada.get("/deals/aggregate?metrics=median:amount")
            .await
            .problem(400, "invalid");
        ada.get("/deals/aggregate?limit=3")
            .await
            .problem(400, "unknown_field");
    })
    .await;
}

#[tokio::test]
async fn search_finds_over_all_entities() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        ada.create("accounts", json!({ "name": "Babbage & Sons" }))
            .await;
        ada.create("contacts", json!({ "last_name": "Babbage" }))
            .await;
        let hits = ada.get("/search?q=babbage").await.ok(200);
        assert_eq!(hits["data"].as_array().unwrap().len(), 2, "{hits}");
        let only = ada.get("/search?q=babbage&entities=contact").await.ok(200);
        assert_eq!(only["data"].as_array().unwrap().len(), 1, "{only}");
        assert_eq!(ada.get("/search?q=").await.ok(200)["data"], json!([]));
        ada.get("/search?q=a&colour=red")
            .await
            .problem(400, "unknown_field");
    })
    .await;
}
