//! Suppliers.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{count, linked, modules, text};

#[tokio::test]
async fn a_supplier_is_an_account_with_terms() {
    on_each_database(modules, |app| async move {
        let values = json!({
            "name": "Steel AG",
            "contact_person": "Sam Steel",
            "email": "sam@steel.example",
            "payment_terms": "30 days net",
            "currency": "eur",
            "lead_time_days": 14,
            "products_supplied": ["Beams", "Sheets"],
        });
        let supplier = app.create("supplier", values).await;
        let record = app.get("supplier", supplier).await;
        assert_eq!(text(&record, "code"), "SUP-00001");
        assert_eq!(text(&record, "currency"), "EUR");
        let account = linked(&app, &record, "account").await;
        assert_eq!(account["is_supplier"], json!(true));
        assert_eq!(text(&account, "account_type"), "vendor");
        assert_eq!(text(&account, "payment_terms"), "30 days net");
        let contact = linked(&app, &record, "contact").await;
        assert_eq!(text(&contact, "name"), "Sam Steel");
        assert_eq!(contact["account"], record["account"]);
        app.update(
            "supplier",
            supplier,
            json!({ "contact_person": "Sue Steel" }),
        )
        .await;
        let contact = linked(&app, &record, "contact").await;
        assert_eq!(text(&contact, "first_name"), "Sue");
    })
    .await;
}

#[tokio::test]
async fn an_account_is_a_supplier_once() {
    on_sqlite(modules, |app| async move {
        app.create("supplier", json!({ "name": "Steel AG" })).await;
        let again = app.try_create("supplier", json!({ "name": "steel ag" }));
        assert_eq!(refused(again.await).code.name, "people.profile_exists");
        let wrong = json!({ "name": "Wood AG", "currency": "EURO" });
        let error = refused(app.try_create("supplier", wrong).await);
        assert_eq!(error.fields[0].field, "currency");
        assert_eq!(count(&app, "account").await, 1);
        assert_eq!(count(&app, "contact").await, 0);
    })
    .await;
}
