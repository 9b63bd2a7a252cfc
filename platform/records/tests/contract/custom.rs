//! Custom fields and objects: usable at once, everywhere.

use rapport_records::GlobalSearch;
use rapport_testkit::{on_each_database, refused};
use serde_json::{Value, json};

use crate::modules;

#[tokio::test]
async fn a_custom_field_is_usable_at_once() {
    on_each_database(modules, async |app| {
        let before = app.create("company", json!({"name": "Before"})).await;
        let field = json!({"label": "Region", "type": "select", "options": ["north", "south"]});
        let made = app
            .engine()
            .put_custom_field(&app.ctx(), "company", None, field.as_object().unwrap())
            .await
            .unwrap();
        assert_eq!(made["name"], "custom_fields.region");
        app.create(
            "company",
            json!({"name": "N", "custom_fields": {"region": "north"}}),
        )
        .await;
        app.update(
            "company",
            before,
            json!({"custom_fields": {"region": "south"}}),
        )
        .await;
        let south = app
            .list(
                "company",
                json!({"field": "custom_fields.region", "op": "eq", "value": "south"}),
            )
            .await;
        assert_eq!(south.len(), 1);
        assert_eq!(south[0]["custom_fields"], json!({"region": "south"}));
        let wrong = refused(
            app.try_create(
                "company",
                json!({"name": "W", "custom_fields": {"region": "west"}}),
            )
            .await,
        );
        assert_eq!(wrong.fields[0].field, "custom_fields.region");
        app.engine()
            .drop_custom_field(&app.ctx(), "company", "region")
            .await
            .unwrap();
        let gone = refused(
            app.try_create(
                "company",
                json!({"name": "W", "custom_fields": {"region": "north"}}),
            )
            .await,
        );
        assert_eq!(gone.fields[0].code, "unknown_field");
    })
    .await;
}

#[tokio::test]
async fn a_custom_object_is_an_entity_like_any_other() {
    on_each_database(modules, async |app| {
        let vehicle = json!({
            "label": "Vehicle",
            "fields": [
                {"label": "Plate", "type": "text", "required": true, "search": "high"},
                {"label": "Price", "type": "money"},
                {"label": "Holder", "type": "link", "to": "company"},
            ],
        });
        let made = app
            .engine()
            .put_custom_entity(&app.ctx(), None, vehicle.as_object().unwrap())
            .await
            .unwrap();
        assert_eq!(
            (&made["name"], &made["plural"]),
            (&json!("vehicle"), &json!("vehicles"))
        );
        let company = app.create("company", json!({"name": "Acme"})).await;
        let car = app
            .create(
                "vehicle",
                json!({"plate": "B-XY 1", "price": 9.99, "holder": company}),
            )
            .await;
        let missing = refused(app.try_create("vehicle", json!({"price": 1})).await);
        assert_eq!(missing.fields[0].field, "plate");
        let found = app
            .list(
                "vehicle",
                json!({"field": "price", "op": "gte", "value": 9.5}),
            )
            .await;
        assert_eq!(found[0]["plate"], "B-XY 1");
        assert_eq!(found[0]["price_currency"], "EUR");
        app.update("vehicle", car, json!({"plate": "B-XY 2"})).await;
        let search = GlobalSearch {
            words: "b-xy".to_owned(),
            entities: Vec::new(),
            limit: 5,
        };
        assert_eq!(
            app.engine().search(&app.ctx(), &search).await.unwrap()[0]["entity"],
            "vehicle"
        );
        let other = app.as_user("Mia", rapport_kernel::Access::everything).await;
        let refusal = other
            .engine()
            .put_custom_entity(&other.ctx(), None, vehicle.as_object().unwrap())
            .await;
        assert_eq!(refused(refusal).code.name, "forbidden");
        assert_eq!(app.get("vehicle", car).await["deleted_at"], Value::Null);
    })
    .await;
}
