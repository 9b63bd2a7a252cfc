//! Input that means harm, or nothing at all. It is refused or taken as plain text, never as code.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use crate::support::{on_each_database, request};

const TEXTS: &[&str] = &[
    "'; DROP TABLE contacts; --",
    "\" OR \"1\"=\"1",
    "name) DESC; --",
    "x' UNION ALL SELECT 1 --",
    "<script>alert(1)</script>",
    "%",
    "_",
    "\\",
    "\"",
    "*",
    "NEAR(a b)",
    "🦀",
    "\u{202e}abc",
];

/// Percent-encodes everything.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn names_of_fields_are_never_code() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        ada.create("contacts", json!({ "last_name": "Hopper" }))
            .await;
        for text in TEXTS {
            let text = encoded(text);
            for query in [
                format!("sort={text}"),
                format!("sort=-last_name,{text}"),
                format!("fields={text}"),
                format!("include={text}"),
                format!("filter%5B{text}%5D=1"),
                format!("filter%5Blast_name%5D%5B{text}%5D=1"),
                format!("{text}=1"),
                format!("cursor={text}"),
                format!("deleted={text}"),
            ] {
                if query == "include=%2A" {
                    continue; // All links: the one star that means something.
                }
                let reply = ada.get(&format!("/contacts?{query}")).await;
                assert_eq!(reply.status.as_u16(), 400, "{query}: {reply:?}");
            }
            let reply = ada.get(&format!("/contacts/aggregate?group={text}")).await;
            assert_eq!(reply.status.as_u16(), 400, "{text}: {reply:?}");
            let reply = ada
                .get(&format!("/contacts/aggregate?metrics=sum:{text}"))
                .await;
            assert_eq!(reply.status.as_u16(), 400, "{text}: {reply:?}");
        }
        assert_eq!(
            ada.get("/contacts").await.ok(200)["data"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn values_are_plain_text() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        for text in TEXTS {
            let id = ada
                .create("accounts", json!({ "name": text, "description": text }))
                .await;
            let found = ada
                .get(&format!("/accounts?name={}", encoded(text)))
                .await
                .ok(200);
            assert_eq!(
                found["data"].as_array().unwrap().len(),
                1,
                "{text}: {found}"
            );
            assert_eq!(found["data"][0]["id"], json!(id));
            assert_eq!(found["data"][0]["name"], json!(text));
            for op in ["contains", "starts_with", "ends_with"] {
                let found = ada
                    .get(&format!("/accounts?filter[name][{op}]={}", encoded(text)))
                    .await
                    .ok(200);
                let ids: Vec<_> = found["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| &row["id"])
                    .collect();
                assert!(ids.contains(&&json!(id)), "{op} {text}: {found}");
            }
            let reply = ada
                .get(&format!("/accounts?search={}", encoded(text)))
                .await;
            assert_eq!(reply.status.as_u16(), 200, "{text}: {reply:?}");
            let reply = ada.get(&format!("/search?q={}", encoded(text))).await;
            assert_eq!(reply.status.as_u16(), 200, "{text}: {reply:?}");
        }
        let percent = ada
            .get("/accounts?filter[name][contains]=%25")
            .await
            .ok(200);
        assert_eq!(
            percent["data"].as_array().unwrap().len(),
            1,
            "% is no wildcard"
        );
    })
    .await;
}

#[tokio::test]
async fn odd_paths_and_queries_are_refused() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        for (path, status) in [
            ("/contacts/7", 404),
            ("/contacts/%00", 404),
            ("/contacts/..%2f..%2fetc%2fpasswd", 404),
            ("/contacts/{019a0000-0000-7000-8000-000000000001}", 404),
            ("/%00", 404),
            ("/%27%20OR%201=1", 404),
            ("/contacts/%ff", 400),
            ("/contacts?search=%ff", 400),
            ("/contacts?search=%00", 400),
            ("/contacts?search=a%00b", 400),
            ("/contacts?limit=99999999999999999999999999", 400),
            ("/contacts?page=18446744073709551615", 400),
            ("/contacts?offset=9223372036854775807", 400),
            ("/contacts?filter[version][gt]=1e400", 400),
            ("/contacts?filter[version][gt]=NaN", 400),
            ("/contacts?filter[created_at][gt]=+999999-01-01", 400),
        ] {
            let reply = app
                .send(request(
                    Method::GET,
                    &format!("/api/v1{}", path.replace('{', "%7B").replace('}', "%7D")),
                    Some(&ada.token),
                    &[],
                    None,
                ))
                .await;
            assert_eq!(reply.status.as_u16(), status, "{path}: {reply:?}");
        }
        let many: Vec<String> = (0..300).map(|at| format!("filter[name]={at}")).collect();
        let reply = ada.get(&format!("/contacts?{}", many.join("&"))).await;
        assert_eq!(reply.status.as_u16(), 400);
        let deep = format!("{}{{}}{}", "{\"not\":".repeat(500), "}".repeat(500));
        let reply = ada
            .get(&format!("/contacts?filter={}", encoded(&deep)))
            .await;
        assert_eq!(reply.status.as_u16(), 400, "{reply:?}");
    })
    .await;
}

#[tokio::test]
async fn odd_values_in_bodies_are_refused_or_kept_exactly() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let raw = |body: &'static str| {
            let request = Request::post("/api/v1/deals")
                .header("authorization", format!("Bearer {}", ada.token))
                .header("content-type", "application/json")
                .body(Body::from(body))
                .unwrap();
            let app = app.clone();
            async move { app.send(request).await }
        };
        for body in [
            r#"{"name":"a","amount":1e400}"#,
            r#"{"name":"a","amount":99999999999999999999999999999999}"#,
            r#"{"name":"a","amount":-1e30}"#,
            r#"{"name":"a","probability":1e2000000000}"#,
            r#"{"name":"a","probability":9223372036854775808}"#,
            r#"{"name":"a","amount":{"$serde_json::private::Number":"7"}}"#,
            r#"{"name":"nul \u0000 nul"}"#,
            r#"{"name":"\ud800"}"#,
            r#"{"name":{"$ne":null}}"#,
            r#"{"name":["a"]}"#,
            r#"{"name":"a","amount":"12,5.0,x"}"#,
            r#"{"name":"a","expected_close":"0000-00-00"}"#,
            r#"{"name":"a","expected_close":"2026-02-30"}"#,
            r#"{"name":"a","owner":"me"}"#,
            r#"{"name":"a","account":"019a0000-0000-7000-8000-000000000001"}"#,
            r#"{"name":"a","tenant_id":"019a0000-0000-7000-8000-000000000001"}"#,
            r#"{"name":"a","id":"019a0000-0000-7000-8000-000000000001"}"#,
            r#"{"name":"a","__proto__":{"x":1}}"#,
            r#"{"name":"a","custom_fields":{"x":1}}"#,
        ] {
            let reply = raw(body).await;
            assert_eq!(reply.status.as_u16(), 400, "{body}: {reply:?}");
        }
        assert_eq!(
            ada.get("/deals?deleted=any").await.ok(200)["data"],
            json!([])
        );
        let kept = raw(r#"{"name":"a","amount":1200.50}"#).await.ok(201);
        assert_eq!(kept["data"]["amount"].as_f64(), Some(1200.5));
    })
    .await;
}
