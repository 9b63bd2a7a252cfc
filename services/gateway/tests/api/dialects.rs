//! `/compat/clientforge`: the requests its document shows, by status and shape.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{App, PASSWORD, Reply, on_each_database, request};

struct Client {
    app: App,
    token: Option<String>,
}

impl Client {
    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let path = format!("/compat/clientforge/{path}");
        let request = request(method, &path, self.token.as_deref(), &[], body);
        self.app.send(request).await
    }

    async fn get(&self, path: &str, status: u16) -> Value {
        told(&self.call(Method::GET, path, None).await, status)
    }

    async fn post(&self, path: &str, body: Value, status: u16) -> Value {
        told(&self.call(Method::POST, path, Some(body)).await, status)
    }

    async fn put(&self, path: &str, body: Value, status: u16) -> Value {
        told(&self.call(Method::PUT, path, Some(body)).await, status)
    }
}

fn told(reply: &Reply, status: u16) -> Value {
    assert_eq!(reply.status.as_u16(), status, "{reply:?}");
    reply.json()
}

fn error(told: &Value, status: u16) -> &str {
    assert_eq!(told["success"], json!(false), "{told}");
    assert_eq!(told["error"]["statusCode"], json!(status), "{told}");
    assert!(told["error"]["timestamp"].is_string(), "{told}");
    assert_eq!(told["message"], told["error"]["message"]);
    told["message"].as_str().unwrap()
}

async fn registered(app: App, email: &str) -> Client {
    let mut client = Client { app, token: None };
    let body = json!({ "email": email, "password": PASSWORD, "firstName": "John", "lastName": "Doe",
        "role": "admin", "tenantId": "x" });
    let session = client.post("auth/register", body, 201).await;
    client.token = session["data"]["tokens"]["accessToken"]
        .as_str()
        .map(str::to_owned);
    client
}

#[tokio::test]
async fn a_person_registers_signs_in_goes_on_and_leaves() {
    on_each_database(|app| async move {
        let mut client = registered(app, "john@example.com").await;
        let login = json!({ "email": "john@example.com", "password": PASSWORD });
        let session = client.post("auth/login", login, 200).await;
        assert_eq!(session["user"]["email"], json!("john@example.com"));
        assert_eq!(session["user"]["firstName"], json!("John"));
        for same in [
            "/token",
            "/data/token",
            "/data/accessToken",
            "/data/tokens/accessToken",
        ] {
            assert_eq!(session.pointer(same), session.pointer("/token"), "{same}");
        }
        client.token = session["token"].as_str().map(str::to_owned);
        let me = client.get("auth/me", 200).await;
        assert_eq!(me["data"]["lastName"], json!("Doe"));

        let again = json!({ "refreshToken": session["refreshToken"] });
        let next = client.post("auth/refresh", again, 200).await;
        assert!(next["token"].is_string() && next["token"] != session["token"]);

        let bye = client.post("auth/logout", json!({}), 200).await;
        assert_eq!(bye["success"], json!(true));
        error(&client.get("auth/me", 401).await, 401);
        let wrong = json!({ "email": "john@example.com", "password": "no such password" });
        error(&client.post("auth/login", wrong, 401).await, 401);
    })
    .await;
}

#[tokio::test]
async fn contacts_are_kept_in_their_words() {
    on_each_database(|app| async move {
        let client = registered(app.clone(), "john@example.com").await;
        let contact = json!({ "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com",
            "title": "Countess", "tags": ["vip"], "addressCity": "London", "addressStreet": "St James's Square 12",
            "leadScore": 80, "lifecycleStage": "customer", "shoeSize": 38 });
        let made = client.post("contacts", contact, 201).await;
        assert_eq!(made["success"], json!(true));
        assert_eq!(made["message"], json!("Contact created successfully"));
        let id = made["data"]["id"].as_str().unwrap().to_owned();
        assert_eq!(made["data"]["fullName"], json!("Ada Lovelace"));
        assert!(made["data"].get("shoeSize").is_none(), "what it does not know is left out");

        let path = format!("contacts/{id}");
        let change = json!({ "addressCity": "Ockham", "isActive": false });
        let changed = client.put(&path, change, 200).await;
        assert_eq!(changed["data"]["addressCity"], json!("Ockham"));
        assert_eq!(changed["data"]["addressStreet"], json!("St James's Square 12"));
        assert_eq!(client.get(&path, 200).await["data"], changed["data"]);

        client.post("contacts", json!({ "firstName": "Bob", "tags": ["other"] }), 201).await;
        let page = client.get("contacts?page=1&limit=1&sort=firstName&order=desc", 200).await;
        assert_eq!(page["data"][0]["firstName"], json!("Bob"));
        assert_eq!(page["pagination"], json!({ "page": 1, "limit": 1, "total": 2, "pages": 2, "totalPages": 2 }));
        let found = client.get("contacts?lifecycleStage=customer&tags=vip&utm=1", 200).await;
        assert_eq!(found["pagination"]["total"], json!(1));
        assert_eq!(found["data"][0]["id"], json!(id));
        assert_eq!(client.get("contacts?limit=100000", 200).await["pagination"]["limit"], json!(100));

        let gone = told(&client.call(Method::DELETE, &path, None).await, 200);
        assert_eq!(gone, json!({ "success": true, "message": "Contact deleted successfully" }));
        assert_eq!(client.get("contacts", 200).await["pagination"]["total"], json!(1));
    })
    .await;
}

#[tokio::test]
async fn deals_move_close_and_tell_their_history() {
    on_each_database(|app| async move {
        let client = registered(app, "john@example.com").await;
        let deal = json!({ "name": "Roof", "amount": 1200.5, "currency": "USD", "stage": "proposal",
            "expectedCloseDate": "2026-12-24T00:00:00.000Z" });
        let made = client.post("deals", deal, 201).await;
        let id = made["data"]["id"].as_str().unwrap();
        assert_eq!(made["data"]["amount"], json!(1200.5));
        assert_eq!(made["data"]["currency"], json!("USD"));
        assert_eq!(made["data"]["expectedCloseDate"], json!("2026-12-24"));
        assert_eq!(made["data"]["isClosed"], json!(false));
        let path = format!("deals/{id}/change-stage");
        let moved = client
            .post(&path, json!({ "stageId": "negotiation" }), 200)
            .await;
        assert_eq!(moved["data"]["stage"], json!("negotiation"));
        let closed = client
            .post(&format!("deals/{id}/close"), json!({ "isWon": true }), 200)
            .await;
        assert_eq!(closed["data"]["isWon"], json!(true));
        assert!(closed["data"]["actualCloseDate"].is_string());
        let history = client.get(&format!("deals/{id}/history"), 200).await;
        assert_eq!(history["data"].as_array().unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn tasks_hang_on_other_records() {
    on_each_database(|app| async move {
        let client = registered(app, "john@example.com").await;
        let contact = client
            .post("contacts", json!({ "firstName": "Ada" }), 201)
            .await;
        let task = json!({ "title": "Call", "description": "soon", "dueDate": "2026-12-01",
            "relatedEntityType": "contact", "relatedEntityId": contact["data"]["id"] });
        let made = client.post("tasks", task, 201).await;
        assert_eq!(made["data"]["relatedEntityType"], json!("contact"));
        assert_eq!(made["data"]["relatedEntityId"], contact["data"]["id"]);
        assert_eq!(made["data"]["description"], json!("soon"));
        assert!(
            made["data"]["dueDate"]
                .as_str()
                .unwrap()
                .starts_with("2026-12-01T00:00:00")
        );
    })
    .await;
}

#[tokio::test]
async fn refusals_have_their_shape_and_names() {
    on_each_database(|app| async move {
        let client = registered(app.clone(), "john@example.com").await;
        let bad = client
            .post(
                "contacts",
                json!({ "firstName": "A", "leadScore": 200 }),
                400,
            )
            .await;
        assert!(error(&bad, 400).starts_with("leadScore "), "{bad}");
        assert_eq!(
            error(&client.get("nothing/here", 404).await, 404),
            "Route not found"
        );
        let unknown = "contacts/019a0000-0000-7000-8000-000000000001";
        assert_eq!(
            error(&client.get(unknown, 404).await, 404),
            "Contact not found"
        );
        let reply = client.call(Method::DELETE, "auth/login", None).await;
        error(&told(&reply, 404), 404);
        let stranger = Client {
            app: app.clone(),
            token: None,
        };
        for path in [
            "contacts", "deals", "tasks", "accounts", "auth/me", "modules",
        ] {
            error(&stranger.get(path, 401).await, 401);
        }
        error(
            &stranger
                .post("contacts", json!({ "firstName": "A" }), 401)
                .await,
            401,
        );
        assert_eq!(
            stranger.get("health", 200).await["status"],
            json!("healthy")
        );
        assert_eq!(
            stranger.get("api/v1/health/", 200).await["status"],
            json!("healthy")
        );
        assert_eq!(
            client.get("modules", 200).await["loadOrder"],
            json!([
                "crm",
                "desk",
                "conversations",
                "commerce",
                "documents",
                "people",
                "privacy",
                "projects",
                "scheduling"
            ])
        );
    })
    .await;
}

#[tokio::test]
async fn another_tenant_sees_nothing_through_it() {
    on_each_database(|app| async move {
        let john = registered(app.clone(), "john@example.com").await;
        let eve = registered(app, "eve@example.com").await;
        let made = john
            .post("contacts", json!({ "firstName": "Ada" }), 201)
            .await;
        let path = format!("contacts/{}", made["data"]["id"].as_str().unwrap());
        error(&eve.get(&path, 404).await, 404);
        error(
            &eve.put(&path, json!({ "firstName": "Eve" }), 404).await,
            404,
        );
        error(
            &told(&eve.call(Method::DELETE, &path, None).await, 404),
            404,
        );
        assert_eq!(
            eve.get("contacts", 200).await["pagination"]["total"],
            json!(0)
        );
        assert_eq!(
            john.get(&path, 200).await["data"]["firstName"],
            json!("Ada")
        );
    })
    .await;
}
