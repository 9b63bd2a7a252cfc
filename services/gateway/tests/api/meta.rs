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

#[tokio::test]
async fn a_custom_field_is_usable_at_once() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let etag = ada.get("/meta").await.header("etag").to_owned();
        let described =
            json!({ "label": "Region", "type": "select", "options": ["north", "south"] });
        let field = ada
            .post("/meta/entities/contact/fields", described)
            .await
            .ok(201);
        assert_eq!(field["data"]["name"], json!("custom_fields.region"));
        assert_ne!(
            ada.get("/meta").await.header("etag"),
            etag,
            "the validator follows the schema"
        );

        let id = ada
            .create(
                "contacts",
                json!({ "last_name": "A", "custom_fields": { "region": "north" } }),
            )
            .await;
        ada.create(
            "contacts",
            json!({ "last_name": "B", "custom_fields": { "region": "south" } }),
        )
        .await;
        let found = ada
            .get("/contacts?filter[custom_fields.region]=north")
            .await
            .ok(200);
        assert_eq!(found["data"].as_array().unwrap().len(), 1);
        assert_eq!(found["data"][0]["id"], json!(id));
        let sorted = ada
            .get("/contacts?sort=-custom_fields.region&fields=last_name")
            .await
            .ok(200);
        assert_eq!(sorted["data"][0]["last_name"], json!("B"));
        let document = ada.get("/openapi.json").await.ok(200);
        let record = &document["components"]["schemas"]["ContactRecord"];
        let region = &record["properties"]["custom_fields"]["properties"]["region"];
        assert!(
            region["enum"].as_array().unwrap().contains(&json!("north")),
            "{record}"
        );

        let changed = json!({ "label": "Area" });
        let changed = ada
            .patch("/meta/entities/contact/fields/region", changed)
            .await
            .ok(200);
        assert_eq!(changed["data"]["label"], json!("Area"));
        ada.delete("/meta/entities/contact/fields/region")
            .await
            .ok(200);
        ada.get("/contacts?filter[custom_fields.region]=north")
            .await
            .problem(400, "invalid");
        ada.delete("/meta/entities/contact/fields/region")
            .await
            .problem(404, "not_found");

        let eve = app.founder("Eve").await;
        let theirs = eve.get("/meta").await.ok(200).to_string();
        assert!(!theirs.contains("custom_fields.region"));
    })
    .await;
}

#[tokio::test]
async fn a_custom_object_is_an_entity_like_any_other() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let described = json!({ "label": "Vehicle", "fields": [
            { "label": "Plate", "type": "text", "required": true },
            { "label": "Seats", "type": "integer" },
        ] });
        let entity = ada.post("/meta/entities", described.clone()).await.ok(201);
        assert_eq!(entity["data"]["plural"], json!("vehicles"));
        let id = ada
            .create("vehicles", json!({ "plate": "B-XY 1", "seats": 4 }))
            .await;
        let path = format!("/vehicles/{id}");
        ada.patch(&path, json!({ "seats": 5 })).await.ok(200);
        let found = ada
            .get("/vehicles?filter[seats][gte]=5&sort=plate")
            .await
            .ok(200);
        assert_eq!(found["data"][0]["plate"], json!("B-XY 1"));
        ada.post("/vehicles", json!({ "seats": 4 }))
            .await
            .problem(400, "invalid");
        let document = ada.get("/openapi.json").await.ok(200);
        assert!(document["paths"]["/api/v1/vehicles/{id}"]["get"].is_object());
        assert_eq!(
            document["components"]["schemas"]["VehicleInput"]["required"],
            json!(["plate"])
        );

        let eve = app.founder("Eve").await;
        eve.get("/vehicles").await.problem(404, "not_found");
        eve.get(&path).await.problem(404, "not_found");
        ada.patch("/meta/entities/vehicle", json!({ "label": "Car" }))
            .await
            .ok(200);
        ada.post("/meta/entities", described).await;
        ada.delete("/meta/entities/vehicle").await.ok(200);
        ada.get("/vehicles").await.problem(404, "not_found");
        ada.delete("/meta/entities/contact")
            .await
            .problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn only_administrators_change_the_data_model() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let field = json!({ "label": "Region", "type": "text" });
        bob.post("/meta/entities/contact/fields", field.clone())
            .await
            .problem(403, "forbidden");
        bob.post("/meta/entities", json!({ "label": "Vehicle" }))
            .await
            .problem(403, "forbidden");
        ada.post("/meta/entities/wonder/fields", field)
            .await
            .problem(404, "not_found");
        let wrong = json!({ "label": "Region", "type": "colour" });
        let wrong = ada.post("/meta/entities/contact/fields", wrong).await;
        assert_eq!(wrong.status.as_u16(), 400, "{wrong:?}");
    })
    .await;
}
