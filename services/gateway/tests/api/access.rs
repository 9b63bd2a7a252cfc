//! `/profiles`, `/roles`, `/teams`, `/sharing`.

use serde_json::{Value, json};

use crate::support::on_each_database;

fn fields(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|one| one["field"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_profile_is_written_in_the_words_of_the_entities() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let documented = json!({
            "name": "Inside sales",
            "description": "Sells by telephone.",
            "permissions": {
                "contacts": { "create": true, "read": true, "update": true, "delete": false },
                "workOrders": { "read": true, "export": false },
                "deal": {
                    "read": true,
                    "update": true,
                    "actions": { "close": false, "move_stage": true },
                    "fields": { "amount": "hidden", "name": "read", "stage": "edit" },
                },
            },
            "settings": { "audit": true },
        });
        let made = ada.post("/profiles", documented).await.ok(201);
        let made = &made["data"];
        assert_eq!(
            made["permissions"]["contacts"],
            json!({
                "create": true, "read": true, "update": true, "delete": false,
                "export": true, "import": true, "bulk": true, "actions": {}, "fields": {},
            })
        );
        assert_eq!(made["permissions"]["work_orders"]["export"], json!(false));
        let deals = &made["permissions"]["deals"];
        assert_eq!(deals["actions"], json!({ "close": false }));
        assert_eq!(deals["fields"], json!({ "amount": "hidden", "name": "read" }));
        assert_eq!((&deals["import"], &deals["bulk"]), (&json!(false), &json!(true)));
        assert_eq!(made["other"]["read"], json!(false));
        assert_eq!(made["settings"]["audit"], json!(true));
        assert_eq!(made["settings"]["users"], json!(false));
        assert_eq!(
            (&made["users"], &made["administrator"], &made["own_records_only"]),
            (&json!(0), &json!(false), &json!(false))
        );
        let path = format!("/profiles/{}", made["id"].as_str().unwrap());
        assert_eq!(ada.get(&path).await.ok(200)["data"], *made);

        // What is not named stays; null takes what is special away; what is sent back changes nothing.
        let change = json!({ "permissions": { "contacts": null }, "other": { "read": true }, "ownRecordsOnly": true });
        let changed = ada.patch(&path, change).await.ok(200);
        assert_eq!(changed["data"]["permissions"].get("contacts"), None);
        assert_eq!(changed["data"]["permissions"]["deals"], *deals);
        assert_eq!(changed["data"]["own_records_only"], json!(true));
        let mut again = changed["data"].clone();
        let object = again.as_object_mut().unwrap();
        object.remove("id");
        object.remove("users");
        assert_eq!(ada.patch(&path, again).await.ok(200)["data"], changed["data"]);

        ada.delete(&path).await.ok(200);
        ada.get(&path).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_profile_is_named() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bad = json!({
            "name": 5,
            "colour": "red",
            "permissions": {
                "planets": { "read": true },
                "contacts": { "read": "yes", "fly": true, "fields": { "shoe_size": "hidden", "id": "hidden", "email": "maybe" }, "actions": { "sell": false } },
                "deals": true,
            },
            "other": { "fields": {} },
            "settings": { "weather": true, "audit": 1 },
        });
        let problem = ada.post("/profiles", bad).await.problem(400, "invalid");
        let mut named = fields(&problem);
        named.sort_unstable();
        assert_eq!(
            named,
            [
                "colour",
                "name",
                "other.fields",
                "permissions.contacts.actions.sell",
                "permissions.contacts.fields.email",
                "permissions.contacts.fields.id",
                "permissions.contacts.fields.shoe_size",
                "permissions.contacts.fly",
                "permissions.contacts.read",
                "permissions.deals",
                "permissions.planets",
                "settings.audit",
                "settings.weather",
            ]
        );
        let nameless = ada.post("/profiles", json!({})).await.problem(400, "required");
        assert_eq!(fields(&nameless), ["name"]);
        let taken = ada.post("/profiles", json!({ "name": "Support" })).await;
        assert_eq!(fields(&taken.problem(409, "duplicate")), ["name"]);
        let used = ada.profile("Administrator").await;
        let used = ada.delete(&format!("/profiles/{used}")).await.problem(409, "conflict");
        assert!(used["detail"].as_str().unwrap().contains("1 user"), "{used}");
    })
    .await;
}

#[tokio::test]
async fn a_custom_field_can_be_hidden_and_an_object_named() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let field = json!({ "label": "Region", "type": "text" });
        ada.post("/meta/entities/contact/fields", field)
            .await
            .ok(201);
        let object =
            json!({ "label": "Vehicle", "fields": [{ "label": "Plate", "type": "text" }] });
        ada.post("/meta/entities", object).await.ok(201);
        let profile = json!({
            "name": "Drivers",
            "permissions": {
                "contacts": { "read": true, "fields": { "custom_fields.region": "hidden" } },
                "vehicles": { "read": true, "fields": { "plate": "read" } },
            },
        });
        let made = ada.post("/profiles", profile).await.ok(201)["data"].clone();
        assert_eq!(
            made["permissions"]["contacts"]["fields"],
            json!({ "custom_fields.region": "hidden" })
        );
        assert_eq!(
            made["permissions"]["vehicles"]["fields"],
            json!({ "plate": "read" })
        );
        // What the model no longer has is not told any more.
        ada.delete("/meta/entities/vehicle").await.ok(200);
        ada.delete("/meta/entities/contact/fields/region")
            .await
            .ok(200);
        let path = format!("/profiles/{}", made["id"].as_str().unwrap());
        let left = ada.get(&path).await.ok(200)["data"]["permissions"].clone();
        assert_eq!(left.get("vehicles"), None);
        assert_eq!(left["contacts"]["fields"], json!({}));
    })
    .await;
}

#[tokio::test]
async fn roles_make_a_tree() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = |reply: &Value| reply["data"]["id"].as_str().unwrap().to_owned();
        let top = ada.post("/roles", json!({ "name": "CEO" })).await.ok(201);
        assert_eq!(top["data"]["parent"], Value::Null);
        let input = json!({ "name": "Sales", "parentId": id(&top), "shareDataWithPeers": true });
        let sales = ada.post("/roles", input).await.ok(201);
        assert_eq!(sales["data"]["parent"], top["data"]["id"]);
        assert_eq!(sales["data"]["share_with_peers"], json!(true));
        let circle = json!({ "parent": id(&sales) });
        let circle = ada.patch(&format!("/roles/{}", id(&top)), circle).await;
        assert_eq!(fields(&circle.problem(400, "invalid")), ["parent"]);
        let bob = ada.invite("Bob", "all").await;
        let placed = json!({ "role": id(&sales), "name": "Bob" });
        let placed = ada.patch(&format!("/users/{}", bob.id), placed).await.ok(200);
        assert_eq!(placed["data"]["role"], json!({ "id": id(&sales), "name": "Sales" }));
        let used = ada.delete(&format!("/roles/{}", id(&sales))).await;
        used.problem(409, "conflict");
        ada.delete(&format!("/roles/{}", id(&top))).await.ok(200);
        let roles = ada.get("/roles").await.ok(200);
        assert_eq!(
            roles["data"],
            json!([{ "id": id(&sales), "name": "Sales", "parent": null, "share_with_peers": true, "users": 1 }])
        );
        ada.post("/roles", json!({ "name": "X", "colour": 1 })).await.problem(400, "unknown_field");
        ada.post("/roles", json!({ "name": "" })).await.problem(400, "invalid");
        let out = ada.patch(&format!("/users/{}", bob.id), json!({ "role": null })).await.ok(200);
        assert_eq!(out["data"]["role"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn teams_have_members() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let team = json!({ "name": "North", "members": [ada.id] });
        let team = ada.post("/teams", team).await.ok(201)["data"].clone();
        let me = ada.get("/me").await.ok(200);
        assert_eq!(
            me["data"]["user"]["teams"],
            json!([{ "id": team["id"], "name": "North" }])
        );
        assert_eq!(
            me["data"]["access"],
            json!({
                "administrator": true,
                "settings": ["users", "data_model", "audit", "company", "integrations", "privacy"],
            })
        );
        let path = format!("/teams/{}", team["id"].as_str().unwrap());
        let emptied = ada.patch(&path, json!({ "members": [] })).await.ok(200);
        assert_eq!(
            emptied["data"],
            json!({ "id": team["id"], "name": "North", "members": [] })
        );
        let strange = ada.patch(&path, json!({ "members": ["nobody"] })).await;
        assert_eq!(fields(&strange.problem(400, "invalid")), ["members"]);
        ada.delete(&path).await.ok(200);
        ada.get(&path).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn sharing_is_told_and_changed() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let sharing = ada.get("/sharing").await.ok(200)["data"].clone();
        let defaults = sharing["defaults"].as_array().unwrap();
        assert!(defaults.len() > 10);
        assert!(defaults.iter().all(|one| one["access"] == json!("write")));
        let set = ada
            .put("/sharing/defaults/deals", json!({ "access": "private" }))
            .await;
        assert_eq!(
            set.ok(200)["data"],
            json!({ "entity": "deal", "access": "private" })
        );
        ada.put("/sharing/defaults/planets", json!({ "access": "private" }))
            .await
            .problem(404, "not_found");
        let wrong = ada
            .put("/sharing/defaults/deal", json!({ "access": "open" }))
            .await;
        assert_eq!(fields(&wrong.problem(400, "invalid")), ["access"]);

        let role = ada.post("/roles", json!({ "name": "Desk" })).await.ok(201);
        let role = &role["data"]["id"];
        let rule = json!({
            "name": "Desk sees big deals",
            "entity": "deals",
            "from": null,
            "criteria": { "field": "amount", "op": "gte", "value": 1000 },
            "to": { "role_and_below": role },
            "superiors": true,
            "level": "write",
        });
        let made = ada.post("/sharing/rules", rule).await.ok(201)["data"].clone();
        assert_eq!(made["entity"], json!("deal"));
        assert_eq!(made["to"], json!({ "role_and_below": role }));
        assert_eq!(made["criteria"]["value"], json!(1000));
        let path = format!("/sharing/rules/{}", made["id"].as_str().unwrap());
        let changed = ada
            .patch(
                &path,
                json!({ "from": { "user": ada.id }, "level": "read" }),
            )
            .await;
        let changed = changed.ok(200)["data"].clone();
        assert_eq!(changed["from"], json!({ "user": ada.id }));
        assert_eq!(
            (&changed["level"], &changed["criteria"]),
            (&json!("read"), &made["criteria"])
        );
        // A filter belongs to its entity.
        let moved = ada
            .patch(&path, json!({ "entity": "contact" }))
            .await
            .ok(200);
        assert_eq!(moved["data"]["criteria"], Value::Null);
        let listed = ada.get("/sharing").await.ok(200)["data"]["rules"].clone();
        assert_eq!(listed, json!([moved["data"]]));

        let bad = json!({
            "name": "Bad",
            "entity": "deal",
            "criteria": { "field": "shoe_size", "op": "eq", "value": 1 },
            "to": { "role": role, "user": ada.id },
            "level": "all",
        });
        let problem = ada
            .post("/sharing/rules", bad)
            .await
            .problem(400, "invalid");
        let mut named = fields(&problem);
        named.sort_unstable();
        assert_eq!(named, ["criteria.shoe_size", "level", "to"]);
        ada.delete(&path).await.ok(200);
        ada.delete(&path).await.problem(404, "not_found");
    })
    .await;
}
