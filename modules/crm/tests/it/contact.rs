//! Names of contacts.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{modules, text};

#[tokio::test]
async fn a_contact_is_called_by_its_parts() {
    on_sqlite(modules, |app| async move {
        let contact = app
            .create(
                "contact",
                json!({ "first_name": "Ada", "last_name": "King" }),
            )
            .await;
        assert_eq!(text(&app.get("contact", contact).await, "name"), "Ada King");
        let record = app
            .update("contact", contact, json!({ "last_name": "Lovelace" }))
            .await;
        assert_eq!(text(&record, "name"), "Ada Lovelace");
        let record = app
            .update(
                "contact",
                contact,
                json!({ "name": "Grace van der Hopper" }),
            )
            .await;
        assert_eq!(text(&record, "first_name"), "Grace");
        assert_eq!(text(&record, "last_name"), "van der Hopper");
    })
    .await;
}

#[tokio::test]
async fn a_contact_without_any_name_is_refused() {
    on_sqlite(modules, |app| async move {
        let error = refused(app.try_create("contact", json!({ "title": "Buyer" })).await);
        assert_eq!(error.code.name, "required");
        assert_eq!(error.fields[0].field, "name");
    })
    .await;
}

#[tokio::test]
async fn a_contact_is_found_by_its_name_without_accents() {
    on_each_database(modules, |app| async move {
        let values =
            json!({ "first_name": "Noémie", "last_name": "Lüders", "phone": "+49 30 23125 017" });
        app.create("contact", values).await;
        for words in ["noemie luders", "Lüders", "23125017"] {
            let request = rapport_module_kit::ListRequest {
                search: Some(words.to_owned()),
                ..rapport_module_kit::ListRequest::default()
            };
            let found = app
                .engine()
                .list(&app.ctx(), "contact", &request)
                .await
                .unwrap();
            assert_eq!(found.rows, 1, "{words}");
        }
    })
    .await;
}
