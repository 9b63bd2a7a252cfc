//! Nexa: its routes, its CRUD pattern, its lead controller.

use serde_json::{Value, json};

use crate::kit::{Client, Told, on_each_database};
use crate::support::{App, PASSWORD};

const BASE: &str = "/compat/nexa/api/v1";

async fn registered(app: &App, email: &str) -> (Client, Told) {
    let client = Client::stranger(app, BASE);
    let body = json!({ "email": email, "password": PASSWORD, "full_name": "Nina Nexa", "role": "admin", "department": "Sales" });
    let session = client.ask("POST auth/register 201", body).await;
    (client.with(&session.text("/data/token")), session)
}

fn refusal(message: &str) -> Value {
    json!({ "success": false, "message": message })
}

#[tokio::test]
async fn a_person_has_an_account() {
    on_each_database(|app| async move {
        let (nina, session) = registered(&app, "nina@example.com").await;
        session.has(json!({ "success": true, "data": { "user": { "id": "<uuid>", "email": "nina@example.com",
            "full_name": "Nina Nexa", "department": "Sales", "role": "admin" }, "token": "<text>", "refreshToken": "<text>" } }));
        let again = json!({ "email": "nina@example.com", "password": PASSWORD, "full_name": "N" });
        nina.ask("POST auth/register 409", again).await.has(refusal("User already exists with this email"));
        let login = json!({ "email": "nina@example.com", "password": PASSWORD });
        let session = nina.ask("POST auth/login 200", login).await.has(json!({ "success": true, "data": { "token": "<text>",
            "user": { "role": "admin", "status": "active", "preferences": {} } } }));
        let nina = nina.with(&session.text("/data/token"));
        nina.ask("POST auth/login 401", json!({ "email": "nina@example.com", "password": "wrong" })).await.has(
            json!({ "success": false, "message": "<text>" }));
        nina.ask("POST auth/login 400", json!({ "email": "nina@example.com" })).await.has(json!({ "success": false }));
        nina.get("GET auth/me 200").await.has(json!({ "success": true, "data": { "email": "nina@example.com" } }));
        let profile = json!({ "full_name": "Nina N.", "phone": "555", "department": "Ops", "preferences": { "theme": "dark" } });
        nina.ask("PUT auth/update-profile 200", profile).await.has(json!({ "success": true, "data": { "full_name": "Nina N.",
            "phone": "555", "department": "Ops", "preferences": { "theme": "dark" } } }));
        nina.get("GET auth/me 200").await.has(json!({ "data": { "full_name": "Nina N.", "preferences": { "theme": "dark" } } }));
        let next = json!({ "refreshToken": session.text("/data/refreshToken") });
        let next = nina.ask("POST auth/refresh-token 200", next).await.has(json!({ "data": { "token": "<text>" } }));
        let nina = nina.with(&next.text("/data/token"));
        let wrong = json!({ "currentPassword": "no such password", "newPassword": "another good password" });
        nina.ask("PUT auth/update-password 400", wrong).await.has(json!({ "success": false }));
        let right = json!({ "currentPassword": PASSWORD, "newPassword": "another good password" });
        nina.ask("PUT auth/update-password 200", right).await.has(json!({ "success": true, "message": "<text>" }));
        let login = json!({ "email": "nina@example.com", "password": "another good password" });
        nina.ask("POST auth/login 200", login).await;
        for email in ["nina@example.com", "nobody@example.com"] {
            nina.ask("POST auth/forgot-password 200", json!({ "email": email })).await.has(json!({ "success": true }));
        }
        let reset = json!({ "password": "another good password" });
        nina.ask("POST auth/reset-password/nonsense 400", reset).await.has(json!({ "success": false }));
        nina.ask("POST auth/logout 200", json!({})).await.has(json!({ "success": true }));
        nina.get("GET auth/me 401").await.has(json!({ "success": false }));
    })
    .await;
}

fn lead() -> Value {
    json!({ "first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com", "phone": "555-1", "company": "Engines",
        "title": "Countess", "source": "referral", "status": "new", "lead_score": 80, "industry": "Technology",
        "annual_revenue": 1000000.5, "employees": 12, "website": "https://engines.example", "address": "Weg 1",
        "city": "London", "state": "LDN", "country": "UK", "postal_code": "W1", "notes": "met at a ball" })
}

#[tokio::test]
async fn leads_are_kept() {
    on_each_database(|app| async move {
        let (nina, session) = registered(&app, "nina@example.com").await;
        let me = session.text("/data/user/id");
        let made = nina.ask("POST leads 201", lead()).await.has(json!({ "success": true, "data": lead() })).has(
            json!({ "data": { "id": "<uuid>", "assigned_to": me, "converted_date": null, "last_contact_date": null,
                "custom_fields": {}, "created_at": "<time>", "updated_at": "<time>", "industry": "Technology",
                "owner": { "id": me, "full_name": "Nina Nexa", "email": "nina@example.com" } } }));
        let id = made.text("/data/id");
        nina.get(&format!("GET leads/{id} 200")).await.has(json!({ "success": true, "data": { "first_name": "Ada" } }));
        let path = format!("PUT leads/{id} 200");
        nina.ask(&path, json!({ "status": "qualified" })).await.has(json!({ "data": { "status": "qualified", "city": "London" } }));
        let bob = json!({ "first_name": "Bob", "last_name": "B", "email": "bob@example.com" });
        let bob = nina.ask("POST leads 201", bob).await.has(json!({ "data": { "status": "new", "lead_score": "<any>" } }));
        nina.get("GET leads?page=1&limit=10&sort=-created_at&status=new 200").await.has(json!({ "success": true,
            "data": [{ "first_name": "Bob" }], "pagination": { "total": 1, "page": 1, "pages": 1, "limit": 10 } }));
        nina.get("GET leads 200").await.has(json!({ "pagination": { "limit": 10, "total": 2 } }));
        nina.get("GET leads?sort=-created_date&limit=100 200").await.has(
            json!({ "data": [{ "first_name": "Bob" }, { "first_name": "Ada" }] }));
        nina.get("GET leads?search=engines&status=qualified 200").await.has(json!({ "pagination": { "total": 1 } }));
        nina.get("GET leads?limit=100000 200").await.has(json!({ "pagination": { "limit": 1000 } }));
        nina.get("GET leads?status=asleep 400").await.has(refusal(
            "status must be one of the following values: new, contacted, qualified, unqualified, converted"));
        nina.get("GET leads/stats/overview 200").await.has(json!({ "success": true, "data": {
            "byStatus": "<list>", "bySource": "<list>" } }));
        let path = format!("PUT leads/{}/assign 200", bob.text("/data/id"));
        nina.ask(&path, json!({ "assigned_to": me })).await.has(json!({ "data": { "assigned_to": me } }));
        let converted = nina.ask(&format!("POST leads/{id}/convert 200"), json!({})).await.has(json!({ "success": true,
            "data": { "status": "converted", "converted_date": "<time>",
                "contact": { "id": "<uuid>", "first_name": "Ada", "email": "ada@example.com" } } }));
        let contact = converted.text("/data/contact/id");
        nina.get(&format!("GET contacts/{contact} 200")).await.has(json!({ "data": { "last_name": "Lovelace" } }));
        let path = format!("DELETE leads/{} 200", bob.text("/data/id"));
        nina.get(&path).await.has(json!({ "success": true, "message": "Lead deleted successfully" }));
        nina.get(&format!("GET leads/{} 404", bob.text("/data/id"))).await.has(refusal("Lead not found"));
        nina.ask("POST leads 400", json!({ "first_name": "X" })).await.has(
            refusal("last_name should not be empty; email should not be empty"));
    })
    .await;
}

/// Every entity follows one pattern: list, create, get, change, delete; each answer is JSON.
async fn pattern(nina: &Client, path: &str, body: Value, change: Value) -> String {
    let shown = |value: &Value| json!({ "success": true, "data": value });
    let made = nina
        .ask(&format!("POST {path} 201"), body.clone())
        .await
        .has(shown(&body));
    made.0["data"]["created_at"].as_str().unwrap();
    let id = made.text("/data/id");
    nina.get(&format!("GET {path}/{id} 200"))
        .await
        .has(shown(&body));
    nina.ask(&format!("PUT {path}/{id} 200"), change.clone())
        .await
        .has(shown(&change));
    nina.get(&format!("GET {path}?page=1&limit=10&sort=-created_at 200")).await.has(json!({ "success": true,
        "data": [{ "id": id }], "pagination": { "total": 1, "page": 1, "pages": 1, "limit": 10 } }));
    nina.get(&format!("GET {path} 200"))
        .await
        .has(json!({ "pagination": { "limit": 1000 } }));
    nina.get(&format!("DELETE {path}/{id} 200"))
        .await
        .has(json!({ "success": true }));
    nina.get(&format!("GET {path}/{id} 404"))
        .await
        .has(json!({ "success": false }));
    nina.get(&format!("GET {path} 200"))
        .await
        .has(json!({ "pagination": { "total": 0 } }));
    id
}

#[tokio::test]
async fn entities_follow_the_pattern() {
    on_each_database(|app| async move {
        let (nina, _) = registered(&app, "nina@example.com").await;
        let contact = json!({ "first_name": "Ada", "last_name": "L", "email": "ada@example.com", "phone": "555", "mobile": "556",
            "title": "Countess", "department": "R&D", "source": "website", "status": "active", "city": "London",
            "linkedin_url": "https://linkedin.com/in/ada", "twitter_handle": "@ada" });
        pattern(&nina, "contacts", contact, json!({ "status": "inactive", "state": "LDN" })).await;
        let account = json!({ "account_name": "Engines", "account_number": "A-7", "website": "https://engines.example",
            "industry": "Manufacturing", "annual_revenue": 10.5, "employees": 3, "type": "prospect", "billing_city": "Ulm",
            "shipping_country": "DE", "description": "big" });
        pattern(&nina, "accounts", account, json!({ "type": "customer" })).await;
        let deal = json!({ "deal_name": "Roof", "amount": 1200.5, "stage": "Needs Analysis", "probability": 30,
            "expected_close_date": "2026-12-24", "lead_source": "referral", "next_step": "call", "currency": "USD" });
        pattern(&nina, "deals", deal, json!({ "stage": "Closed Lost", "loss_reason": "price" })).await;
        let task = json!({ "title": "Call", "description": "soon", "status": "pending", "priority": "high" });
        pattern(&nina, "tasks", task, json!({ "status": "completed" })).await;
        let meeting = json!({ "title": "Kick-off", "start_time": "2026-12-01T09:00:00.000000Z", "end_time": "2026-12-01T10:00:00.000000Z",
            "location": "Ulm", "meeting_link": "https://meet.example/1", "status": "scheduled", "meeting_type": "in_person" });
        pattern(&nina, "meetings", meeting, json!({ "status": "completed" })).await;
        let call = json!({ "subject": "Hello", "call_type": "inbound", "status": "scheduled", "duration": 60, "phone_number": "555" });
        pattern(&nina, "calls", call, json!({ "status": "completed", "outcome": "reached" })).await;
        let product = json!({ "name": "Pump", "price": 99.5, "sku": "P-1", "category": "parts", "cost": 50, "stock_quantity": 7,
            "unit": "piece", "status": "active", "specifications": { "power": "2 kW" }, "tags": ["new"] });
        pattern(&nina, "products", product, json!({ "status": "inactive" })).await;
        let ticket = json!({ "subject": "Help", "description": "please", "status": "open", "priority": "urgent", "source": "email" });
        pattern(&nina, "tickets", ticket, json!({ "status": "resolved", "resolution": "done" })).await;
    })
    .await;
}

#[tokio::test]
async fn trade_follows_the_pattern() {
    on_each_database(|app| async move {
        let (nina, _) = registered(&app, "nina@example.com").await;
        let customer = json!({ "name": "Acme Buyer", "email": "buyer@acme.example", "phone": "555", "status": "active",
            "credit_limit": 500, "tags": ["vip"] });
        pattern(&nina, "customers", customer, json!({ "status": "inactive", "company": "Acme" })).await;
        let supplier = json!({ "name": "Parts Ltd", "contact_person": "Sue", "email": "sue@parts.example", "payment_terms": "30 days",
            "rating": 4, "products_supplied": ["bolts", "nuts"], "address": "Harbour 1" });
        pattern(&nina, "suppliers", supplier, json!({ "payment_terms": "14 days" })).await;
        let activity = json!({ "activity_type": "call", "title": "Called", "description": "no answer", "metadata": { "k": 1 } });
        pattern(&nina, "activities", activity.clone(), json!({ "activity_type": "note" })).await;
        nina.ask("POST activitys 201", activity).await;
        nina.get("GET activitys?activity_type=call 200").await.has(json!({ "pagination": { "total": 1 } }));
        let document = json!({ "title": "Contract", "file_url": "https://files.example/contract.pdf", "status": "active" });
        pattern(&nina, "documents", document, json!({ "title": "Contract 2" })).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_goes_into_a_folder() {
    on_each_database(|app| async move {
        let (nina, _) = registered(&app, "nina@example.com").await;
        let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"hello.txt\"\r\nContent-Type: text/plain\r\n\r\n\
                    Hello\r\n--b\r\nContent-Disposition: form-data; name=\"folder\"\r\n\r\ndocuments\r\n--b--\r\n";
        let send = |token: Option<String>| {
            let mut request = axum::http::Request::post(format!("{BASE}/documents/upload"))
                .header("content-type", "multipart/form-data; boundary=b");
            if let Some(token) = token {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            app.send(request.body(body.into()).unwrap())
        };
        assert_eq!(send(None).await.status, 401);
        for _ in 0..2 {
            let told = Told(send(nina.token.clone()).await.ok(201));
            told.has(json!({ "success": true, "data": { "id": "<uuid>", "title": "hello.txt", "file_name": "hello.txt",
                "file_type": "text/plain", "file_size": 5, "file_url": "<text>", "s3_key": "<text>", "folder": "documents",
                "uploaded_by": "<uuid>" } }));
        }
        nina.ask("POST documents/upload 415", json!({})).await.has(json!({ "success": false }));
        nina.get("GET documents 200").await.has(json!({ "pagination": { "total": 2 } }));
    })
    .await;
}

#[tokio::test]
async fn orders_and_invoices_add_up() {
    on_each_database(|app| async move {
        let (nina, _) = registered(&app, "nina@example.com").await;
        let customer = json!({ "name": "Acme Buyer", "email": "buyer@acme.example" });
        let customer = nina.ask("POST customers 201", customer).await.text("/data/id");
        let items = json!([{ "name": "Pump", "quantity": 2, "price": 50 }]);
        let order = json!({ "customer_id": customer, "status": "pending", "items": items, "subtotal": 1, "total": 1 });
        let order = nina.ask("POST orders 201", order).await.has(json!({ "data": { "order_number": "<text>", "customer_id": customer,
            "status": "pending", "subtotal": 100, "total": 100, "payment_status": "<any>",
            "items": [{ "name": "Pump", "quantity": 2, "price": 50 }] } }));
        let path = format!("PUT orders/{} 200", order.text("/data/id"));
        nina.ask(&path, json!({ "status": "processing" })).await.has(json!({ "data": { "status": "processing" } }));
        nina.get(&format!("GET orders?customer_id={customer} 200")).await.has(json!({ "pagination": { "total": 1 } }));
        let numbered = json!({ "order_number": "X-9", "subtotal": 100, "tax": 19, "total": 119 });
        nina.ask("POST orders 201", numbered).await.has(json!({ "data": { "order_number": "X-9", "total": 119, "tax": 19 } }));
        let invoice = json!({ "customer_id": customer, "items": items, "due_date": "2026-12-31", "terms": "net 30", "status": "draft" });
        let invoice = nina.ask("POST invoices 201", invoice).await.has(json!({ "data": { "invoice_number": "<text>", "total": 100,
            "status": "draft", "customer_id": customer } }));
        let path = format!("PUT invoices/{} 200", invoice.text("/data/id"));
        nina.ask(&path, json!({ "status": "sent" })).await.has(json!({ "data": { "status": "sent", "amount_paid": "<any>" } }));
        nina.ask(&path, json!({ "status": "paid" })).await.has(json!({ "data": { "status": "paid", "amount_paid": 100 } }));
        nina.get("GET invoices?status=paid 200").await.has(json!({ "pagination": { "total": 1 } }));
    })
    .await;
}

#[tokio::test]
async fn records_hang_together() {
    on_each_database(|app| async move {
        let (nina, session) = registered(&app, "nina@example.com").await;
        let contact = json!({ "first_name": "Ada", "last_name": "L", "email": "ada@example.com" });
        let contact = nina.ask("POST contacts 201", contact).await.text("/data/id");
        let task = json!({ "title": "Call", "related_to_type": "contact", "related_to_id": contact, "due_date": "2026-12-01",
            "assigned_to": session.text("/data/user/id") });
        nina.ask("POST tasks 201", task).await.has(json!({ "data": { "related_to_type": "contact", "related_to_id": contact,
            "due_date": "<time>", "assigned_to": session.text("/data/user/id"), "completed_date": null } }));
        let deal = json!({ "deal_name": "Roof", "contact_id": contact, "amount": 100 });
        nina.ask("POST deals 201", deal).await.has(json!({ "data": { "contact_id": contact, "stage": "Qualification" } }));
        nina.get(&format!("GET deals?contact_id={contact} 200")).await.has(json!({ "pagination": { "total": 1 } }));
        for path in ["dashboard?range=30d", "revenue", "pipeline", "lead-sources", "conversion-funnel"] {
            nina.get(&format!("GET analytics/{path} 200")).await.has(json!({ "success": true }));
        }
        nina.get("GET analytics/dashboard 200").await.has(
            json!({ "data": { "totalContacts": 1, "totalDeals": 1, "pipelineValue": 100 } }));
        nina.get("GET analytics/pipeline 200").await.has(
            json!({ "data": [{ "stage": "Qualification", "count": 1, "value": 100 }] }));
    })
    .await;
}

#[tokio::test]
async fn users_are_a_team_with_roles() {
    on_each_database(|app| async move {
        let (nina, _) = registered(&app, "nina@example.com").await;
        let rep = json!({ "email": "rep@example.com", "password": PASSWORD, "full_name": "Rita Rep", "role": "sales_rep" });
        let rep = nina.ask("POST users 201", rep).await.has(json!({ "data": { "role": "sales_rep", "status": "active" } }));
        let support = json!({ "email": "sam@example.com", "password": PASSWORD, "full_name": "Sam", "role": "support" });
        nina.ask("POST users 201", support).await.has(json!({ "data": { "role": "support" } }));
        nina.get("GET users 200").await.has(json!({ "data": "<list>", "pagination": { "total": 3 } }));
        let login = json!({ "email": "sam@example.com", "password": PASSWORD });
        let sam = nina.ask("POST auth/login 200", login).await;
        let sam = nina.with(&sam.text("/token"));
        let ticket = sam.ask("POST tickets 201", json!({ "subject": "Help" })).await;
        sam.get(&format!("GET tickets/{} 200", ticket.text("/data/id"))).await;
        sam.ask("POST users 403", json!({ "email": "x@example.com", "password": PASSWORD, "full_name": "X" })).await.has(
            json!({ "success": false }));
        let lead = nina.ask("POST leads 201", lead()).await.text("/data/id");
        sam.get(&format!("DELETE leads/{lead} 403")).await.has(json!({ "success": false }));
        let path = format!("PUT users/{} 200", rep.text("/data/id"));
        nina.ask(&path, json!({ "role": "manager", "phone": "7" })).await.has(json!({ "data": { "role": "manager", "phone": "7" } }));
        nina.ask(&path.replace("200", "400"), json!({ "role": "king" })).await.has(
            refusal("role must be one of the following values: sales_rep, admin, manager, support"));
        nina.get(&format!("DELETE users/{} 200", rep.text("/data/id"))).await.has(json!({ "success": true }));
        nina.get("GET users 200").await.has(json!({ "pagination": { "total": 2 } }));
        let told = nina.get("GET users 200").await;
        assert!(!told.0.to_string().contains("hash"));
    })
    .await;
}

#[tokio::test]
async fn strangers_other_tenants_and_nonsense() {
    on_each_database(|app| async move {
        let (nina, _) = registered(&app, "nina@example.com").await;
        let (eve, _) = registered(&app, "eve@example.com").await;
        let stranger = Client::stranger(&app, BASE);
        for path in [
            "leads",
            "contacts",
            "users",
            "auth/me",
            "leads/stats/overview",
            "analytics/dashboard",
            "leads/x",
        ] {
            stranger
                .get(&format!("GET {path} 401"))
                .await
                .has(json!({ "success": false, "message": "<text>" }));
        }
        let id = nina.ask("POST leads 201", lead()).await.text("/data/id");
        eve.get(&format!("GET leads/{id} 404"))
            .await
            .has(refusal("Lead not found"));
        eve.ask(&format!("PUT leads/{id} 404"), json!({ "city": "X" }))
            .await;
        eve.get(&format!("DELETE leads/{id} 404")).await;
        eve.get("GET leads 200").await.has(json!({ "data": [] }));
        nina.get("GET unicorns 404")
            .await
            .has(json!({ "success": false }));
        Client::stranger(&app, "/compat/nexa")
            .get("GET health 200")
            .await
            .has(json!({ "status": "healthy" }));
    })
    .await;
}
