//! What the rules of profiles do is no way around rights.

use std::sync::Arc;

use rapport_module_kit::json;
use rapport_testkit::kernel::{Access, EntityRights, Openness, Profile, UserId};
use rapport_testkit::{on_each_database, refused};

use crate::{count, id, modules, text};

/// Somebody who may do everything with clients and only see contacts.
fn clients_only(user: UserId) -> Access {
    let read = EntityRights {
        read: true,
        ..EntityRights::default()
    };
    let mut profile = Profile::of_rights("Clients only", EntityRights::all());
    profile.entities.insert("contact".to_owned(), read);
    Access {
        profile: Arc::new(profile),
        ..Access::everything(user)
    }
}

#[tokio::test]
async fn who_may_not_change_contacts_cannot_change_them_through_clients() {
    on_each_database(modules, |app| async move {
        let client = app
            .create(
                "client",
                json!({ "name": "Jane", "email": "jane@acme.example" }),
            )
            .await;
        let mia = app.as_user("Mia", clients_only).await;
        mia.update("client", client, json!({ "notes": "Friendly" }))
            .await;
        let change = mia.try_update("client", client, json!({ "phone": "+1 555 0001" }));
        assert_eq!(refused(change.await).code.name, "forbidden");
        let make = mia.try_create("client", json!({ "name": "New" }));
        assert_eq!(refused(make.await).code.name, "forbidden");
        assert!(app.get("client", client).await["phone"].is_null());
        assert_eq!(count(&app, "client").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_contact_that_one_may_not_see_is_not_found_by_its_address() {
    on_each_database(modules, |app| async move {
        let values = json!({ "name": "Ada King", "email": "ada@king.example", "phone": "+49 1" });
        let hidden = app.create("contact", values).await;
        let private = |user: UserId| {
            let mut access = Access::everything(user);
            let defaults = [("contact".to_owned(), Openness::Private)];
            access.defaults = Arc::new(defaults.into_iter().collect());
            access
        };
        let mia = app.as_user("Mia", private).await;
        let client = mia
            .create(
                "client",
                json!({ "name": "Ada", "email": "ada@king.example" }),
            )
            .await;
        let record = mia.get("client", client).await;
        assert_ne!(id(&record, "contact"), hidden);
        assert!(record["phone"].is_null());
        assert_eq!(text(&record, "name"), "Ada");
    })
    .await;
}

#[tokio::test]
async fn who_changes_a_contact_changes_profiles_that_are_out_of_reach() {
    on_each_database(modules, |app| async move {
        let client = app
            .create(
                "client",
                json!({ "name": "Jane", "email": "jane@acme.example" }),
            )
            .await;
        let contact = id(&app.get("client", client).await, "contact");
        let no_clients = |user: UserId| {
            let mut profile = Profile::of_rights("No clients", EntityRights::all());
            profile
                .entities
                .insert("client".to_owned(), EntityRights::default());
            Access {
                profile: Arc::new(profile),
                ..Access::everything(user)
            }
        };
        let mia = app.as_user("Mia", no_clients).await;
        assert!(mia.try_get("client", client).await.is_err());
        mia.update("contact", contact, json!({ "phone": "+1 555" }))
            .await;
        assert_eq!(text(&app.get("client", client).await, "phone"), "+1 555");
    })
    .await;
}
