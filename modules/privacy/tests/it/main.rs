//! The module `privacy` through the engine, on each database there is.

use rapport_module_kit::{Module, json};
use rapport_testkit::{on_each_database, refused};

fn modules() -> Vec<Module> {
    vec![rapport_privacy::module(), rapport_crm::module()]
}

#[tokio::test]
async fn a_request_is_due_after_a_month_and_a_refusal_has_its_reason() {
    on_each_database(modules, |app| async move {
        let values = json!({ "subject": "Grace Hopper", "received_on": "2026-01-31" });
        let request = app.create("privacy_request", values).await;
        let told = app.get("privacy_request", request).await;
        assert_eq!(told["code"], json!("PR-0001"));
        assert_eq!(told["due_on"], json!("2026-02-28"));
        let today = app
            .create(
                "privacy_request",
                json!({ "subject": "Ada", "kind": "erase" }),
            )
            .await;
        let today = app.get("privacy_request", today).await;
        assert_eq!(today["received_on"], json!("2026-03-02"));
        assert_eq!(today["due_on"], json!("2026-04-02"));

        let refusal = json!({ "status": "refused" });
        let error = refused(app.try_update("privacy_request", request, refusal).await);
        assert_eq!(error.fields[0].field, "refusal");
        let refusal = json!({ "status": "refused", "refusal": "Not the person" });
        let told = app.update("privacy_request", request, refusal).await;
        assert!(told["answered_at"].is_string(), "{told}");
        let told = app
            .update(
                "privacy_request",
                request,
                json!({ "status": "in_progress" }),
            )
            .await;
        assert!(told["answered_at"].is_null(), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_consent_stays_as_it_was_given() {
    on_each_database(modules, |app| async move {
        let contact = app
            .create("contact", json!({ "last_name": "Hopper" }))
            .await;
        let other = app
            .create("contact", json!({ "last_name": "Murray" }))
            .await;
        let person = json!({ "entity": "contact", "id": contact });
        let values = json!({ "person": person, "purpose": "newsletter", "evidence": "Form" });
        let consent = app.create("consent", values).await;
        for change in [json!({ "purpose": "calls" }), json!({ "evidence": null })] {
            let error = refused(app.try_update("consent", consent, change).await);
            assert_eq!(error.code.name, "privacy.consent_is_kept");
        }
        // Another record of the same person is no other fact.
        let person = json!({ "person": { "entity": "contact", "id": other } });
        app.update("consent", consent, person).await;
    })
    .await;
}
