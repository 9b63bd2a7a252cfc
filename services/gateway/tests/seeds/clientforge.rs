//! ClientForge: what its document and its load test ask beside the requests in `../api/dialects.rs`.

use serde_json::json;

use crate::kit::{Client, on_each_database};
use crate::support::PASSWORD;

const BASE: &str = "/compat/clientforge/api/v1";

#[tokio::test]
async fn the_document_is_answered_request_by_request() {
    on_each_database(|app| async move {
        let stranger = Client::stranger(&app, BASE);
        let body = json!({ "email": "user@example.com", "password": PASSWORD, "firstName": "John", "lastName": "Doe" });
        stranger.ask("POST auth/register 201", body.clone()).await.has(json!({ "success": true, "token": "<text>" }));
        stranger.ask("POST auth/register 409", body).await.has(json!({ "success": false, "error": { "statusCode": 409 } }));
        let weak = json!({ "email": "weak@example.com", "password": "weak", "firstName": "A", "lastName": "B" });
        let told = stranger.ask("POST auth/register 400", weak).await;
        assert!(told.text("/message").contains("password"), "{told:?}");
        let login = json!({ "email": "user@example.com", "password": PASSWORD });
        let session = stranger.ask("POST auth/login 200", login).await.has(json!({ "token": "<text>",
            "user": { "id": "<uuid>", "email": "user@example.com" }, "data": { "tokens": { "accessToken": "<text>", "refreshToken": "<text>" } } }));
        let john = stranger.with(&session.text("/token"));
        john.get("GET auth/me 200").await.has(json!({ "data": { "email": "user@example.com" } }));
        let contact = json!({ "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com" });
        let contact = john.ask("POST contacts 201", contact).await.text("/data/id");
        john.get("GET contacts?page=1&limit=20&sort=createdAt&order=desc 200").await.has(json!({ "success": true,
            "data": [{ "id": contact }], "pagination": { "page": 1, "limit": 20, "total": 1, "totalPages": 1 } }));
        john.get(&format!("GET contacts/{contact} 200")).await;
        john.ask(&format!("PUT contacts/{contact} 200"), json!({ "title": "Countess" })).await.has(json!({ "data": { "title": "Countess" } }));
        for (path, body) in [("deals", json!({ "name": "Roof", "amount": 10 })), ("tasks", json!({ "title": "Call" })),
            ("tags", json!({ "name": "vip", "color": "blue" })),
            ("notes", json!({ "content": "met", "entityType": "contact", "entityId": contact }))] {
            let made = john.ask(&format!("POST {path} 201"), body.clone()).await.has(json!({ "data": body })).text("/data/id");
            john.get(&format!("GET {path} 200")).await.has(json!({ "pagination": { "total": 1 } }));
            john.get(&format!("GET {path}/{made} 200")).await.has(json!({ "data": body }));
            john.get(&format!("DELETE {path}/{made} 200")).await.has(json!({ "success": true }));
        }
        john.get(&format!("DELETE contacts/{contact} 200")).await.has(json!({ "success": true, "message": "<text>" }));
        stranger.get("GET health 200").await.has(json!({ "status": "healthy" }));
        john.get("GET nowhere 404").await.has(json!({ "success": false, "error": { "message": "Route not found", "statusCode": 404 } }));
        let refresh = json!({ "refreshToken": session.text("/refreshToken") });
        let next = stranger.ask("POST auth/refresh 200", refresh).await;
        let john = stranger.with(&next.text("/token"));
        john.get("POST auth/logout 200").await.has(json!({ "success": true }));
        let wrong = json!({ "email": "user@example.com", "password": "wrong" });
        for _ in 0..5 {
            stranger.ask("POST auth/login 401", wrong.clone()).await;
        }
        stranger.ask("POST auth/login 403", wrong).await.has(json!({ "success": false }));
    })
    .await;
}
