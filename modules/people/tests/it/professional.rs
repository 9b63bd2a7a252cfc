//! Professionals.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{count, linked, modules, number, text};

#[tokio::test]
async fn a_professional_is_a_contact_with_a_trade() {
    on_each_database(modules, |app| async move {
        let values = json!({
            "name": "Pia Planner",
            "email": "pia@plan.example",
            "company_name": "Plan & Co",
            "specialty": "Ventilation",
            "hourly_rate": 85,
            "years_experience": 12,
            "certifications": ["VDI 6022"],
            "rating": 4.5,
        });
        let pro = app.create("professional", values).await;
        let record = app.get("professional", pro).await;
        assert_eq!(text(&record, "code"), "PRO-00001");
        assert_eq!(record["available"], json!(true));
        assert_eq!(number(&record["rating"]), 4.5);
        let contact = linked(&app, &record, "contact").await;
        assert_eq!(text(&contact, "lifecycle_stage"), "other");
        assert_eq!(
            text(&linked(&app, &record, "account").await, "name"),
            "Plan & Co"
        );
    })
    .await;
}

#[tokio::test]
async fn one_person_may_be_client_and_professional() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "name": "Pia Planner", "email": "pia@plan.example" });
        let client = app.create("client", values.clone()).await;
        let pro = app.create("professional", values).await;
        assert_eq!(count(&app, "contact").await, 1);
        app.update("professional", pro, json!({ "phone": "+49 1" }))
            .await;
        assert_eq!(text(&app.get("client", client).await, "phone"), "+49 1");
        let error = refused(app.try_create("professional", json!({})).await);
        assert_eq!(error.fields[0].field, "name");
    })
    .await;
}
