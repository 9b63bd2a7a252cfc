//! Loctelli: what its API client calls, module by module.

use serde_json::{Value, json};

use crate::kit::{Client, Told, on_each_database};
use crate::support::{App, PASSWORD};

const BASE: &str = "/compat/loctelli";

async fn registered(app: &App) -> (Client, Told) {
    let client = Client::stranger(app, BASE);
    let body = json!({ "name": "Lena", "email": "lena@example.com", "password": PASSWORD, "company": "Loct", "role": "admin" });
    client
        .ask("POST auth/register 201", body)
        .await
        .has(json!({ "id": 1, "name": "Lena", "email": "lena@example.com", "company": "Loct" }));
    let login = json!({ "email": "lena@example.com", "password": PASSWORD });
    let session = client.ask("POST auth/login 200", login).await;
    (client.with(&session.text("/access_token")), session)
}

#[tokio::test]
async fn users_sign_in_for_an_hour_and_go_on() {
    on_each_database(|app| async move {
        let (lena, session) = registered(&app).await;
        let session = session.has(json!({ "access_token": "<text>", "refresh_token": "<text>",
            "user": { "id": 1, "name": "Lena", "email": "lena@example.com", "role": "admin", "company": "Loct" } }));
        lena.get("GET auth/profile 200").await.has(json!({ "id": 1, "name": "Lena", "email": "lena@example.com",
            "role": "admin", "company": "Loct", "isActive": true, "lastLoginAt": "<time>", "createdAt": "<time>", "updatedAt": "<time>" }));
        app.clock.advance(3599);
        lena.get("GET auth/profile 200").await;
        app.clock.advance(2);
        lena.get("GET auth/profile 401").await.has(json!({ "statusCode": 401, "message": "Unauthorized" }));
        let refresh = json!({ "refresh_token": session.text("/refresh_token") });
        let next = lena.ask("POST auth/refresh 200", refresh.clone()).await.has(json!({ "access_token": "<text>", "refresh_token": "<text>" }));
        let lena = lena.with(&next.text("/access_token"));
        app.clock.advance(3599);
        let wrong = json!({ "oldPassword": "no such password", "newPassword": "another good password" });
        lena.ask("POST auth/change-password 400", wrong).await.has(json!({ "statusCode": 400 }));
        let right = json!({ "oldPassword": PASSWORD, "newPassword": "another good password" });
        lena.ask("POST auth/change-password 200", right).await.has(json!({ "message": "<text>" }));
        lena.ask("POST auth/logout 200", json!({})).await.has(json!({ "message": "<text>" }));
        let dead = json!({ "refresh_token": next.text("/refresh_token") });
        lena.ask("POST auth/refresh 401", dead).await;
        lena.ask("POST auth/login 401", json!({ "email": "lena@example.com", "password": PASSWORD })).await.has(
            json!({ "statusCode": 401, "message": "Invalid credentials" }));
        let again = json!({ "name": "L", "email": "lena@example.com", "password": PASSWORD });
        lena.ask("POST auth/register 409", again).await.has(json!({ "message": "User with this email already exists" }));
        lena.ask("POST auth/register 400", json!({ "email": "x@example.com" })).await.has(
            json!({ "statusCode": 400, "message": ["name should not be empty", "password should not be empty"] }));
    })
    .await;
}

#[tokio::test]
async fn users_have_numbers() {
    on_each_database(|app| async move {
        let (lena, _) = registered(&app).await;
        let max = json!({ "name": "Max", "email": "max@example.com", "password": PASSWORD, "company": "M", "role": "manager",
            "budget": "100", "bookingsTime": { "mon": "9-5" }, "bookingEnabled": 1, "calendarId": "c1", "locationId": "l1" });
        lena.ask("POST users 201", max).await.has(json!({ "id": 2, "name": "Max", "role": "manager", "budget": "100",
            "bookingsTime": { "mon": "9-5" }, "bookingEnabled": 1, "calendarId": "c1", "isActive": true }));
        lena.get("GET users 200").await.has(json!([{ "id": 1 }, { "id": 2 }]));
        lena.get("GET user/2 200").await.has(json!({ "name": "Max", "email": "max@example.com" }));
        lena.ask("PATCH users/2 200", json!({ "name": "Maxi", "isActive": false })).await.has(json!({ "name": "Maxi", "isActive": false }));
        lena.get("GET users/99 404").await.has(json!({ "statusCode": 404 }));
        lena.get("GET users/abc 400").await.has(json!({ "statusCode": 400,
            "message": "Validation failed (numeric string is expected)", "error": "Bad Request" }));
        lena.get("DELETE users/2 200").await.has(json!({ "id": 2, "name": "Maxi" }));
        lena.get("GET users 200").await.has(json!([{ "id": 1 }]));
        lena.get("DELETE users/1 409").await;
        let max = json!({ "name": "Max", "email": "max@example.com", "password": PASSWORD });
        lena.ask("POST users 201", max).await.has(json!({ "id": 3, "role": "user" }));
        let login = json!({ "email": "max@example.com", "password": PASSWORD });
        let max = lena.ask("POST auth/login 200", login).await;
        let max = lena.with(&max.text("/access_token"));
        max.ask("POST users 403", json!({ "name": "N", "email": "n@example.com", "password": PASSWORD })).await;
    })
    .await;
}

fn strategy() -> Value {
    json!({ "userId": 1, "name": "Soft", "tag": "s", "tone": "calm", "aiInstructions": "ask", "objectionHandling": "listen",
        "qualificationPriority": "budget", "creativity": 7, "aiObjective": "book", "disqualificationCriteria": "none",
        "exampleConversation": [{ "q": "a" }], "delayMin": 1, "delayMax": 5, "description": "d" })
}

fn client() -> Value {
    json!({ "userId": 1, "strategyId": 1, "name": "Test Client", "email": "client@example.com", "phone": "123-456-7890",
        "company": "Test Company", "position": "CEO", "notes": "Test notes" })
}

#[tokio::test]
async fn strategies_and_clients_hang_together_by_numbers() {
    on_each_database(|app| async move {
        let (lena, _) = registered(&app).await;
        lena.ask("POST strategies 201", strategy()).await.has(strategy()).has(json!({ "id": 1 }));
        lena.ask("POST strategies/1/duplicate 201", json!({})).await.has(json!({ "id": 2, "userId": 1, "tone": "calm" }));
        lena.get("GET strategies 200").await.has(json!([{ "id": 1 }, { "id": 2 }]));
        lena.get("GET strategies?userId=1 200").await.has(json!([{ "id": 1 }, { "id": 2 }]));
        lena.get("GET strategy/1 200").await.has(strategy());
        lena.ask("PATCH strategies/1 200", json!({ "tone": "firm" })).await.has(json!({ "tone": "firm", "name": "Soft" }));
        lena.get("DELETE strategies/2 200").await.has(json!({ "id": 2 }));

        lena.ask("POST clients 201", client()).await.has(client()).has(json!({ "id": 1, "customId": null,
            "messageHistory": null, "status": "lead", "lastMessage": null, "lastMessageDate": null }));
        let other = json!({ "userId": 1, "strategyId": 1, "name": "Other", "customId": 4711, "status": "customer" });
        lena.ask("POST client 201", other).await.has(json!({ "id": 2, "customId": "4711", "status": "customer" }));
        lena.get("GET clients 200").await.has(json!([{ "id": 1 }, { "id": 2 }]));
        lena.get("GET clients?strategyId=1&status=lead 200").await.has(json!([{ "id": 1 }]));
        lena.get("GET clients?userId=1 200").await.has(json!([{ "id": 1 }, { "id": 2 }]));
        lena.get("GET clients?userId=99 400").await.has(json!({ "message": ["userId there is no user 99"] }));
        lena.get("GET clients/1 200").await.has(client());
        lena.ask("PATCH clients/1 200", json!({ "position": "CTO", "status": "inactive" })).await.has(
            json!({ "position": "CTO", "status": "former", "company": "Test Company" }));
        lena.ask("POST clients 400", json!({ "name": "X" })).await.has(
            json!({ "message": ["userId should not be empty", "strategyId should not be empty"] }));
        lena.get("DELETE clients/2 200").await.has(json!({ "id": 2, "name": "Other" }));
        lena.get("GET clients/2 404").await.has(json!({ "statusCode": 404, "message": "Client not found", "error": "Not Found" }));
        lena.get("GET clients/x 400").await;
    })
    .await;
}

#[tokio::test]
async fn bookings_are_kept() {
    on_each_database(|app| async move {
        let (lena, _) = registered(&app).await;
        lena.ask("POST strategies 201", strategy()).await;
        lena.ask("POST clients 201", client()).await;
        let details = json!({ "date": "2027-03-05", "time": "10:00", "notes": "first" });
        let booking = json!({ "userId": 1, "clientId": 1, "bookingType": "call", "details": details });
        lena.ask("POST bookings 201", booking.clone()).await.has(booking.clone()).has(json!({ "id": 1, "status": "pending" }));
        let loose = json!({ "userId": 1, "bookingType": "visit", "details": {} });
        lena.ask("POST booking 201", loose).await.has(json!({ "id": 2, "clientId": null, "status": "pending" }));
        lena.get("GET bookings 200").await.has(json!([{ "id": 1 }, { "id": 2 }]));
        lena.get("GET bookings?userId=1 200").await.has(json!([{ "id": 1 }, { "id": 2 }]));
        lena.get("GET bookings?clientId=1 200").await.has(json!([{ "id": 1 }]));
        lena.get("GET bookings?startDate=2027-03-01&endDate=2027-03-05 200").await.has(json!([{ "id": 1 }]));
        lena.get("GET bookings?startDate=2027-03-06&endDate=2027-03-09 200").await.has(json!([]));
        lena.get("GET bookings/1 200").await.has(booking);
        lena.ask("PATCH bookings/1/status 200", json!({ "status": "confirmed" })).await.has(json!({ "id": 1, "status": "confirmed" }));
        lena.ask("PATCH bookings/1/status 400", json!({ "status": "flying" })).await;
        lena.ask("PATCH bookings/1/status 400", json!({})).await;
        lena.ask("PATCH bookings/2 200", json!({ "bookingType": "call" })).await.has(json!({ "bookingType": "call" }));
        lena.get("DELETE bookings/2 200").await.has(json!({ "id": 2 }));
        lena.get("GET bookings/2 404").await.has(json!({ "message": "Booking not found" }));
        lena.ask("POST bookings 400", json!({ "userId": 1 })).await.has(
            json!({ "message": ["bookingType should not be empty", "details should not be empty"] }));
    })
    .await;
}

#[tokio::test]
async fn clients_chat() {
    on_each_database(|app| async move {
        let (lena, _) = registered(&app).await;
        lena.ask("POST strategies 201", strategy()).await;
        lena.ask("POST clients 201", client()).await;
        let hello =
            json!({ "clientId": 1, "content": "Hello", "role": "user", "metadata": { "k": 1 } });
        lena.ask("POST chat/send-message 201", hello)
            .await
            .has(json!({ "id": 1, "clientId": 1, "content": "Hello",
            "metadata": { "k": 1 }, "createdAt": "<time>" }));
        app.clock.advance(5);
        let answer = json!({ "clientId": 1, "content": "Hi", "role": "assistant" });
        lena.ask("POST chat 201", answer)
            .await
            .has(json!({ "id": 2, "content": "Hi" }));
        for path in ["chat/history/1", "chat/1/history"] {
            lena.get(&format!("GET {path} 200"))
                .await
                .has(json!([{ "content": "Hello", "clientId": 1 }, { "content": "Hi" }]));
        }
        assert_eq!(lena.get("GET chat/unread-count/1 200").await.0, json!(1));
        lena.get("PATCH chat/messages/1/read 200")
            .await
            .has(json!({ "id": 1, "isRead": true }));
        assert_eq!(lena.get("GET chat/unread-count/1 200").await.0, json!(0));
        lena.ask(
            "POST chat/send-message 201",
            json!({ "clientId": 1, "content": "Still?", "role": "user" }),
        )
        .await;
        lena.get("PATCH chat/mark-all-read/1 200").await;
        assert_eq!(lena.get("GET chat/unread-count/1 200").await.0, json!(0));
        lena.get("DELETE chat/messages/2 200")
            .await
            .has(json!({ "id": 2, "clientId": 1 }));
        let left = lena.get("GET chat/history/1 200").await;
        assert_eq!(left.count(""), 2);
        lena.ask(
            "POST chat/send-message 400",
            json!({ "clientId": 9, "content": "x" }),
        )
        .await;
        lena.ask("POST chat/send-message 400", json!({})).await.has(
            json!({ "message": ["clientId should not be empty", "content should not be empty"] }),
        );
        lena.ask("PATCH clients/1 200", json!({ "customId": "abc" }))
            .await;
        lena.ask(
            "POST chat/send_message 201",
            json!({ "customId": "abc", "content": "by another number" }),
        )
        .await;
        lena.get("GET chat/history/77 404").await;
    })
    .await;
}

#[tokio::test]
async fn its_status_and_strangers() {
    on_each_database(|app| async move {
        let stranger = Client::stranger(&app, BASE);
        stranger.get("GET status 200").await.has(
            json!({ "status": "ok", "timestamp": "<time>", "version": "<text>",
            "uptime": "<int>", "services": { "database": "<object>" } }),
        );
        stranger
            .get("GET status/health 200")
            .await
            .has(json!({ "status": "ok" }));
        stranger
            .get("GET status/version 200")
            .await
            .has(json!({ "version": "<text>" }));
        for path in [
            "users",
            "clients",
            "strategies",
            "bookings",
            "clients/1",
            "chat/history/1",
            "auth/profile",
            "users/1",
        ] {
            stranger
                .get(&format!("GET {path} 401"))
                .await
                .has(json!({ "statusCode": 401, "message": "Unauthorized" }));
        }
        let (lena, _) = registered(&app).await;
        lena.ask("POST strategies 201", strategy()).await;
        let eve = json!({ "name": "Eve", "email": "eve@example.com", "password": PASSWORD });
        stranger
            .ask("POST auth/register 201", eve)
            .await
            .has(json!({ "id": 1 }));
        let login = json!({ "email": "eve@example.com", "password": PASSWORD });
        let eve = stranger.ask("POST auth/login 200", login).await;
        let eve = stranger.with(&eve.text("/access_token"));
        eve.get("GET strategies/1 404")
            .await
            .has(json!({ "message": "Strategy not found" }));
        eve.get("GET strategies 200").await.has(json!([]));
        lena.get("GET nothing 404")
            .await
            .has(json!({ "message": "Cannot GET /nothing" }));
    })
    .await;
}
