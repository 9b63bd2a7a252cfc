//! What follows from type and employees of an account.

use rapport_module_kit::json;
use rapport_testkit::on_sqlite;

use crate::{modules, text};

#[tokio::test]
async fn the_type_raises_its_flag_and_never_lowers_another() {
    on_sqlite(modules, |app| async move {
        let account = app
            .create(
                "account",
                json!({ "name": "Nordkap", "account_type": "vendor" }),
            )
            .await;
        let record = app
            .update("account", account, json!({ "account_type": "customer" }))
            .await;
        assert_eq!(record["is_customer"], true);
        assert_eq!(record["is_supplier"], true);
        assert_eq!(record["is_partner"], false);
    })
    .await;
}

#[tokio::test]
async fn the_size_follows_the_number_of_employees() {
    on_sqlite(modules, |app| async move {
        let account = app
            .create("account", json!({ "name": "Nordkap", "employees": 49 }))
            .await;
        assert_eq!(text(&app.get("account", account).await, "size"), "small");
        let record = app
            .update("account", account, json!({ "employees": 250 }))
            .await;
        assert_eq!(text(&record, "size"), "large");
    })
    .await;
}
