//! Clients: found or made with their contact and account, and the same as those ever after.

use rapport_module_kit::json;
use rapport_testkit::{on_each_database, on_sqlite, refused};

use crate::{count, id, linked, modules, number, text};

#[tokio::test]
async fn a_client_makes_its_contact_and_account_and_customers_of_them() {
    on_each_database(modules, |app| async move {
        let values = json!({
            "name": "Jane Client",
            "email": "jane@acme.example",
            "phone": "+1-555-0001",
            "company_name": "ACME Corp",
            "tax_id": "US-77",
            "credit_limit": "5000.00",
            "billing_address": { "street": "Main Street 1", "city": "Springfield" },
        });
        let client = app.create("client", values).await;
        let record = app.get("client", client).await;
        assert_eq!(text(&record, "code"), "CL-00001");
        assert_eq!(text(&record, "username"), "jane");
        assert_eq!(text(&record, "client_type"), "person");
        assert_eq!(text(&record, "customer_since"), "2026-03-02");
        let contact = linked(&app, &record, "contact").await;
        assert_eq!(text(&contact, "first_name"), "Jane");
        assert_eq!(text(&contact, "email"), "jane@acme.example");
        assert_eq!(text(&contact, "lifecycle_stage"), "customer");
        assert_eq!(contact["account"], record["account"]);
        assert!(contact["tax_id"].is_null(), "it is the account's");
        let account = linked(&app, &record, "account").await;
        assert_eq!(text(&account, "name"), "ACME Corp");
        assert_eq!(text(&account, "tax_id"), "US-77");
        assert_eq!(number(&account["credit_limit"]), 5000.00);
        assert_eq!(text(&account, "account_type"), "customer");
        assert_eq!(account["is_customer"], json!(true));
        assert_eq!(account["billing_address"]["city"], json!("Springfield"));
        assert!(account["email"].is_null(), "it is the person's");
    })
    .await;
}

#[tokio::test]
async fn all_of_it_is_one_operation() {
    on_each_database(modules, |app| async move {
        let before = (count(&app, "contact").await, count(&app, "account").await);
        let ctx = app.ctx();
        let values = json!({ "name": "Jane Client", "company_name": "ACME Corp" });
        let answer = app
            .engine()
            .create(&ctx, "client", values.as_object().unwrap())
            .await
            .unwrap();
        assert_eq!(count(&app, "client").await, 1);
        app.undo(answer.operation).await;
        assert_eq!(count(&app, "client").await, 0);
        let after = (count(&app, "contact").await, count(&app, "account").await);
        assert_eq!(before, after);
    })
    .await;
}

#[tokio::test]
async fn who_is_there_already_is_found_and_only_gets_what_is_missing() {
    on_each_database(modules, |app| async move {
        let account = app
            .create("account", json!({ "name": "Müller GmbH" }))
            .await;
        let values = json!({ "name": "Ada King", "email": "ada@mueller.example" });
        let contact = app.create("contact", values).await;
        let values = json!({
            "name": "A. King",
            "email": "Ada@mueller.example",
            "phone": "+49 30 123",
            "company_name": "MULLER  gmbh",
        });
        let client = app.create("client", values).await;
        let record = app.get("client", client).await;
        assert_eq!(id(&record, "contact"), contact);
        assert_eq!(id(&record, "account"), account);
        assert_eq!(text(&record, "name"), "Ada King", "the contact is right");
        assert_eq!(text(&record, "company_name"), "Müller GmbH");
        let contact = app.get("contact", contact).await;
        assert_eq!(text(&contact, "phone"), "+49 30 123");
        assert_eq!(id(&contact, "account"), account);
        assert_eq!(count(&app, "contact").await, 1);
        assert_eq!(count(&app, "account").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_change_of_the_client_is_one_of_the_contact_and_the_other_way_round() {
    on_each_database(modules, |app| async move {
        let values =
            json!({ "name": "Jane Client", "email": "jane@acme.example", "company_name": "ACME" });
        let client = app.create("client", values).await;
        let record = app.get("client", client).await;
        let (contact, account) = (id(&record, "contact"), id(&record, "account"));

        let change = json!({ "name": "Jane Doe", "phone": "+1 555", "company_name": "ACME Inc" });
        let changed = app.update("client", client, change).await;
        assert_eq!(text(&changed, "name"), "Jane Doe");
        let person = app.get("contact", contact).await;
        assert_eq!(text(&person, "last_name"), "Doe");
        assert_eq!(text(&person, "phone"), "+1 555");
        assert_eq!(text(&app.get("account", account).await, "name"), "ACME Inc");

        let change = json!({ "first_name": "Janet", "email": "janet@acme.example" });
        app.update("contact", contact, change).await;
        app.update("account", account, json!({ "tax_id": "T-1" }))
            .await;
        let record = app.get("client", client).await;
        assert_eq!(text(&record, "name"), "Janet Doe");
        assert_eq!(text(&record, "email"), "janet@acme.example");
        assert_eq!(text(&record, "tax_id"), "T-1");

        let change = json!({ "phone": null });
        app.update("client", client, change).await;
        assert!(app.get("contact", contact).await["phone"].is_null());
    })
    .await;
}

#[tokio::test]
async fn a_company_is_a_client_without_a_person() {
    on_sqlite(modules, |app| async move {
        let values =
            json!({ "client_type": "company", "name": "Globex", "email": "office@globex.example" });
        let client = app.create("client", values).await;
        let record = app.get("client", client).await;
        assert!(record["contact"].is_null());
        assert_eq!(text(&record, "company_name"), "Globex");
        let account = linked(&app, &record, "account").await;
        assert_eq!(text(&account, "email"), "office@globex.example");
        let renamed = app
            .update("client", client, json!({ "name": "Globex AG" }))
            .await;
        assert_eq!(text(&renamed, "company_name"), "Globex AG");

        let with_person =
            json!({ "client_type": "company", "name": "Hank", "company_name": "Globex AG" });
        let second = app.create("client", with_person).await;
        let second = app.get("client", second).await;
        assert_eq!(second["account"], record["account"]);
        assert_eq!(text(&second, "name"), "Hank");
        assert_eq!(count(&app, "contact").await, 1);

        app.engine()
            .delete(&app.ctx(), "account", id(&record, "account"))
            .await
            .unwrap();
        assert!(!app.get("client", client).await["deleted_at"].is_null());
        assert_eq!(count(&app, "client").await, 1, "who is a person stays");
    })
    .await;
}

#[tokio::test]
async fn a_client_of_an_existing_contact_takes_its_words() {
    on_sqlite(modules, |app| async move {
        let values = json!({ "name": "Ada King", "email": "ada@king.example", "title": "CTO" });
        let contact = app.create("contact", values).await;
        let client = app.create("client", json!({ "contact": contact })).await;
        let record = app.get("client", client).await;
        assert_eq!(text(&record, "name"), "Ada King");
        assert_eq!(text(&record, "position"), "CTO");
        let again = refused(
            app.try_create("client", json!({ "contact": contact }))
                .await,
        );
        assert_eq!(again.code.name, "people.profile_exists");
        let nobody = refused(app.try_create("client", json!({ "notes": "?" })).await);
        assert_eq!(nobody.fields[0].field, "name");
        let parted = refused(
            app.try_update("client", client, json!({ "contact": null }))
                .await,
        );
        assert_eq!(parted.fields[0].field, "contact");
    })
    .await;
}

#[tokio::test]
async fn a_client_that_is_only_a_lead_makes_nobody_a_customer() {
    on_sqlite(modules, |app| async move {
        let client = app
            .create("client", json!({ "name": "Test Client", "stage": "lead" }))
            .await;
        let record = app.get("client", client).await;
        let contact = id(&record, "contact");
        assert_eq!(
            text(&app.get("contact", contact).await, "lifecycle_stage"),
            "lead"
        );
        assert!(record["customer_since"].is_null());
        app.update("client", client, json!({ "stage": "customer" }))
            .await;
        assert_eq!(
            text(&app.get("contact", contact).await, "lifecycle_stage"),
            "customer"
        );
        assert_eq!(
            text(&app.get("client", client).await, "customer_since"),
            "2026-03-02"
        );
    })
    .await;
}

#[tokio::test]
async fn a_client_goes_with_its_contact_and_comes_back_as_that_is_then() {
    on_each_database(modules, |app| async move {
        let client = app
            .create(
                "client",
                json!({ "name": "Jane", "email": "jane@acme.example" }),
            )
            .await;
        let contact = id(&app.get("client", client).await, "contact");
        app.engine()
            .delete(&app.ctx(), "client", client)
            .await
            .unwrap();
        app.update("contact", contact, json!({ "phone": "+1 777" }))
            .await;
        app.engine()
            .restore(&app.ctx(), "client", client)
            .await
            .unwrap();
        let back = app.get("client", client).await;
        assert_eq!(text(&back, "phone"), "+1 777");
        app.engine()
            .delete(&app.ctx(), "contact", contact)
            .await
            .unwrap();
        assert_eq!(count(&app, "client").await, 0);
    })
    .await;
}

#[tokio::test]
async fn statistics_count_by_stage() {
    on_each_database(modules, |app| async move {
        for (name, stage) in [("A", "customer"), ("B", "customer"), ("C", "lead")] {
            app.create("client", json!({ "name": name, "stage": stage }))
                .await;
        }
        let figures = app.act("client", None, "statistics", json!({})).await.data;
        assert_eq!(figures["total"], json!(3));
        let customers = figures["by_stage"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["stage"] == json!("customer"));
        assert_eq!(customers.unwrap()["count"], json!(2));
    })
    .await;
}
