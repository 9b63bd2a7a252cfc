//! `/meta`, `/modules`.

use axum::http::Method;
use serde_json::json;

use crate::support::on_each_database;

#[tokio::test]
async fn the_data_model_is_told_with_a_validator() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let reply = ada.get("/meta").await;
        let meta = reply.ok(200);
        let entities = meta["data"]["entities"].as_array().unwrap();
        let deal = entities
            .iter()
            .find(|entity| entity["name"] == json!("deal"))
            .unwrap();
        assert_eq!(deal["plural"], json!("deals"));
        assert_eq!(deal["permissions"]["create"], json!(true));
        assert_eq!(deal["states"]["stage"]["initial"], json!("qualification"));
        assert!(
            deal["actions"]
                .as_array()
                .unwrap()
                .iter()
                .any(|action| action["name"] == json!("move_stage"))
        );
        assert!(
            meta["data"]["currencies"]
                .as_array()
                .unwrap()
                .contains(&json!("EUR"))
        );
        let etag = reply.header("etag").to_owned();
        let again = ada
            .call(Method::GET, "/meta", &[("if-none-match", &etag)], None)
            .await;
        assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
        assert_eq!(again.header("etag"), etag);
    })
    .await;
}

#[tokio::test]
async fn modules_are_told_in_load_order() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let modules = ada.get("/modules").await.ok(200);
        assert_eq!(modules["data"][0]["name"], json!("crm"));
        assert_eq!(modules["data"][1]["requires"], json!(["crm"]));
    })
    .await;
}
