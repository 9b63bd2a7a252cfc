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

#[tokio::test]
async fn a_removed_name_waits_for_its_purge() {
    on_each_database(modules, async |app| {
        let (engine, ctx) = (app.engine().clone(), app.ctx());
        let put = async |kind: &str| {
            let field = json!({"label": "Region", "type": kind});
            let field = field.as_object().unwrap();
            engine.put_custom_field(&ctx, "company", None, field).await
        };
        put("text").await.unwrap();
        let old = json!({"name": "N", "custom_fields": {"region": "north"}});
        let old = app.create("company", old).await;
        engine
            .drop_custom_field(&ctx, "company", "region")
            .await
            .unwrap();

        let error = refused(put("integer").await);
        assert_eq!(error.fields[0].field, "name");
        assert!(error.message.contains("purge=true"), "{error}");
        // The same type may have its values back.
        put("text").await.unwrap();
        assert_eq!(
            app.get("company", old).await["custom_fields"]["region"],
            "north"
        );

        engine
            .purge_custom_field(&ctx, "company", "region")
            .await
            .unwrap();
        put("integer").await.unwrap();
        let record = app.get("company", old).await;
        assert_eq!(record["custom_fields"]["region"], Value::Null);
        let again = engine.purge_custom_field(&ctx, "company", "nothing").await;
        assert_eq!(refused(again).code.name, "not_found");
        app.update("company", old, json!({"custom_fields": {"region": 7}}))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_removed_object_waits_for_its_purge() {
    on_each_database(modules, async |app| {
        let (engine, ctx) = (app.engine().clone(), app.ctx());
        let put = async |kind: &str| {
            let object = json!({"label": "Vehicle", "fields": [
                {"label": "Plate", "type": "text"},
                {"label": "Size", "type": kind},
            ]});
            engine.put_custom_entity(&ctx, None, object.as_object().unwrap()).await
        };
        put("integer").await.unwrap();
        app.create("vehicle", json!({"plate": "B-XY 1", "size": 5})).await;
        engine.drop_custom_entity(&ctx, "vehicle").await.unwrap();
        let error = refused(put("text").await);
        assert!(error.message.contains("purge=true"), "{error}");
        put("integer").await.unwrap();
        assert_eq!(app.list("vehicle", Value::Null).await.len(), 1);

        // A field of the object that goes is remembered as well.
        let less = json!({"fields": [{"label": "Plate", "type": "text"}]});
        let less = less.as_object().unwrap();
        engine.put_custom_entity(&ctx, Some("vehicle"), less).await.unwrap();
        let other = json!({"fields": [{"label": "Plate", "type": "text"}, {"label": "Size", "type": "text"}]});
        let other = other.as_object().unwrap();
        let error = refused(engine.put_custom_entity(&ctx, Some("vehicle"), other).await);
        assert!(error.message.contains("fields/size?purge=true"), "{error}");
        engine.purge_custom_field(&ctx, "vehicle", "size").await.unwrap();
        engine.put_custom_entity(&ctx, Some("vehicle"), other).await.unwrap();
        let cars = app.list("vehicle", Value::Null).await;
        assert_eq!((&cars[0]["plate"], &cars[0]["size"]), (&json!("B-XY 1"), &Value::Null));

        engine.purge_custom_entity(&ctx, "vehicle").await.unwrap();
        put("text").await.unwrap();
        assert!(app.list("vehicle", Value::Null).await.is_empty());
    })
    .await;
}
