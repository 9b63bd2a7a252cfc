//! NEXO: its setup guide's requests, through the one entry point.

use serde_json::{Value, json};

use crate::kit::{Client, Told, on_each_database};
use crate::support::App;

const BASE: &str = "/compat/nexo/api";

async fn registered(app: &App) -> (Client, Told) {
    let client = Client::stranger(app, BASE);
    let body = json!({ "email": "user@example.com", "password": "Password123", "username": "johndoe", "full_name": "John Doe" });
    client.ask("POST auth/register 201", body).await.has(json!({ "access_token": "<text>", "refresh_token": "<text>",
        "user": { "id": "<uuid>", "email": "user@example.com", "username": "johndoe", "full_name": "John Doe" } }));
    let login = json!({ "email": "user@example.com", "password": "Password123" });
    let session = client.ask("POST auth/login 200", login).await;
    (client.with(&session.text("/access_token")), session)
}

#[tokio::test]
async fn users_register_sign_in_and_leave() {
    on_each_database(|app| async move {
        let (john, session) = registered(&app).await;
        let session = session.has(json!({ "access_token": "<text>", "refresh_token": "<text>", "user": { "id": "<uuid>",
            "email": "user@example.com", "username": "johndoe", "full_name": "John Doe", "role": "admin", "status": "active",
            "created_at": "<time>", "last_login": "<time>" } }));
        john.get("GET auth/profile 200").await.has(json!({ "username": "johndoe", "role": "admin", "status": "active" }));
        let again = json!({ "email": "user@example.com", "password": "Password123", "username": "x", "full_name": "X" });
        john.ask("POST auth/register 409", again).await.has(
            json!({ "statusCode": 409, "message": "User already exists", "error": "Conflict" }));
        john.ask("POST auth/register 400", json!({ "email": "a@example.com", "password": "short", "username": "a", "full_name": "A" })).await
            .has(json!({ "statusCode": 400, "message": ["password must have at least 8 characters"], "error": "Bad Request" }));
        john.ask("POST auth/login 401", json!({ "email": "user@example.com", "password": "Password124" })).await.has(
            json!({ "statusCode": 401, "message": "Invalid credentials" }));
        let refresh = json!({ "refresh_token": session.text("/refresh_token") });
        let next = john.ask("POST auth/refresh 200", refresh).await.has(
            json!({ "access_token": "<text>", "refresh_token": "<text>", "user": { "username": "johndoe" } }));
        john.with(&next.text("/refresh_token")).get("GET auth/profile 401").await.has(
            json!({ "statusCode": 401, "message": "Unauthorized" }));
        let john = john.with(&next.text("/access_token"));
        let change = json!({ "oldPassword": "Password123", "newPassword": "Password456" });
        john.ask("POST auth/change-password 204", change).await;
        john.get("POST auth/logout 204").await;
        john.get("GET auth/profile 401").await;
        john.ask("POST auth/login 200", json!({ "email": "user@example.com", "password": "Password456" })).await;
    })
    .await;
}

#[tokio::test]
async fn services_answer_that_they_are_there() {
    on_each_database(|app| async move {
        let stranger = Client::stranger(&app, BASE);
        for (path, service) in [("health", "api-gateway"), ("auth/health", "auth-service"), ("crm/health", "crm-service")] {
            stranger.get(&format!("GET {path} 200")).await.has(json!({ "status": "ok", "service": service, "timestamp": "<time>" }));
        }
        for path in ["clients", "employees", "projects", "tasks", "suppliers", "professionals", "clients/x"] {
            stranger.get(&format!("GET crm/{path} 401")).await.has(json!({ "statusCode": 401, "message": "Unauthorized" }));
        }
        stranger.get("GET auth/profile 401").await;
        stranger.get("GET nothing 404").await.has(json!({ "statusCode": 404, "message": "Cannot GET /api/nothing", "error": "Not Found" }));
    })
    .await;
}

/// List, create, get, change, delete; answers the id of the record that was there for a while.
async fn pattern(john: &Client, path: &str, label: &str, body: Value, change: Value) {
    let made = john
        .ask(&format!("POST crm/{path} 201"), body.clone())
        .await
        .has(body.clone());
    let id = made.text("/id");
    john.get(&format!("GET crm/{path}/{id} 200"))
        .await
        .has(body);
    john.get(&format!("GET crm/{path} 200"))
        .await
        .has(json!({ "data": [{ "id": id }], "total": 1, "page": 1, "limit": 10 }));
    john.ask(&format!("PATCH crm/{path}/{id} 200"), change.clone())
        .await
        .has(change.clone());
    john.ask(&format!("PUT crm/{path}/{id} 200"), change.clone())
        .await
        .has(change);
    let refused = json!({ "shoe_size": 44 });
    john.ask(&format!("PATCH crm/{path}/{id} 400"), refused).await.has(
        json!({ "statusCode": 400, "message": ["property shoe_size should not exist"], "error": "Bad Request" }));
    john.get(&format!("DELETE crm/{path}/{id} 204")).await;
    john.get(&format!("GET crm/{path}/{id} 404")).await.has(
        json!({ "statusCode": 404, "message": format!("{label} not found"), "error": "Not Found" }),
    );
    john.get(&format!("GET crm/{path} 200"))
        .await
        .has(json!({ "data": [], "total": 0 }));
}

#[tokio::test]
async fn six_entities_follow_one_pattern() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        let client = json!({ "email": "client@company.com", "full_name": "Jane Client", "company_name": "ACME Corp",
            "phone": "+1-555-0001", "tax_id": "T1", "industry": "Retail", "rating": 4, "billing_address": "Main St 1", "credit_limit": 500 });
        pattern(&john, "clients", "Client", client, json!({ "company_name": "ACME Inc", "status": "inactive" })).await;
        let employee = json!({ "email": "emp@nexo.com", "full_name": "John Employee", "position": "Developer", "department": "IT",
            "hourly_rate": 50, "salary_level": 3 });
        pattern(&john, "employees", "Employee", employee, json!({ "department": "Ops", "position": "Lead" })).await;
        let project = json!({ "name": "Website Redesign", "description": "Company website revamp", "status": "planning",
            "budget": 100000, "start_date": "2026-01-22", "deadline": "2026-12-31" });
        pattern(&john, "projects", "Project", project, json!({ "status": "in-progress", "completion_percentage": 40 })).await;
        let task = json!({ "title": "Design homepage", "description": "Create mockups", "status": "pending", "priority": "high",
            "due_date": "2026-02-01" });
        pattern(&john, "tasks", "Task", task, json!({ "status": "in-progress", "priority": "low" })).await;
        let supplier = json!({ "email": "s@example.com", "username": "sup", "full_name": "Sue Plier", "supplier_code": "S-1",
            "company_name": "Parts Ltd", "tax_id": "T2", "business_address": "Harbour 1", "payment_terms": "30 days", "rating": 5 });
        pattern(&john, "suppliers", "Supplier", supplier, json!({ "payment_terms": "14 days" })).await;
        let professional = json!({ "email": "p@example.com", "username": "pro", "full_name": "Pro Fi", "professional_code": "P-1",
            "specialty": "Roofs", "hourly_rate": 80, "rating": 4, "years_experience": 12, "certifications": ["A", "B"], "available": true });
        pattern(&john, "professionals", "Professional", professional, json!({ "available": false })).await;
    })
    .await;
}

#[tokio::test]
async fn what_the_guide_says_is_generated_is_generated() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        let client = json!({ "email": "jane@company.com", "full_name": "Jane Client", "company_name": "ACME Corp", "phone": "+1-555-0001" });
        let client = john.ask("POST crm/clients 201", client).await.has(json!({ "id": "<uuid>", "user_id": null,
            "client_code": "<text>", "username": "jane", "status": "active", "credit_limit": "<any>", "created_at": "<time>" }));
        let employee = json!({ "email": "emp@nexo.com", "full_name": "John Employee", "position": "Developer", "department": "IT" });
        let employee = john.ask("POST crm/employees 201", employee).await.has(json!({ "employee_code": "<text>", "username": "emp",
            "hire_date": "2026-03-02" }));
        let project = json!({ "name": "Website", "client_id": client.text("/id") });
        let project = john.ask("POST crm/projects 201", project).await.has(json!({ "client_id": client.text("/id"), "status": "planning" }));
        let task = json!({ "title": "Design", "assigned_to": employee.text("/id"), "project_id": project.text("/id") });
        let task = john.ask("POST crm/tasks 201", task).await.has(json!({ "assigned_to": employee.text("/id"),
            "project_id": project.text("/id"), "status": "pending", "priority": "medium" }));
        let me = john.get("GET auth/profile 200").await.text("/id");
        john.ask("POST crm/tasks 201", json!({ "title": "Mine", "assigned_to": me })).await.has(json!({ "assigned_to": me }));
        john.get(&format!("GET crm/tasks?assigned_to={} 200", employee.text("/id"))).await.has(
            json!({ "data": [{ "id": task.text("/id") }], "total": 1 }));
        john.get(&format!("GET crm/tasks?assigned_to={me} 200")).await.has(json!({ "data": [{ "title": "Mine" }], "total": 1 }));
        john.get(&format!("GET crm/tasks?project_id={}&status=pending 200", project.text("/id"))).await.has(json!({ "total": 1 }));
        john.get("GET crm/clients?search=ACME&status=active&page=1&limit=5 200").await.has(json!({ "total": 1, "limit": 5 }));
        john.get("GET crm/employees?department=IT 200").await.has(json!({ "total": 1 }));
        john.get("GET crm/projects?status=in-progress 200").await.has(json!({ "total": 0 }));
        john.ask("POST crm/clients 400", json!({ "full_name": "No Mail", "email": "none", "x": 1 })).await.has(
            json!({ "message": ["property x should not exist"] }));
        john.ask("POST crm/clients 400", json!({ "full_name": "No Mail" })).await.has(
            json!({ "statusCode": 400, "message": ["email should not be empty"], "error": "Bad Request" }));
        john.ask("POST crm/tasks 400", json!({ "title": "T", "priority": "asap" })).await.has(
            json!({ "message": ["priority must be one of the following values: low, medium, high, urgent"] }));
    })
    .await;
}

#[tokio::test]
async fn a_client_with_a_password_signs_in_to_the_portal() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        let client = json!({ "email": "jane@company.com", "full_name": "Jane Client", "company_name": "ACME Corp", "password": "Password789" });
        let client = john.ask("POST crm/clients 201", client).await.has(json!({ "user_id": "<uuid>" }));
        assert!(!client.0.to_string().contains("Password789"));
        let login = json!({ "email": "jane@company.com", "password": "Password789" });
        let jane = john.ask("POST auth/login 200", login.clone()).await.has(json!({ "user": { "role": "client", "id": client.text("/user_id") } }));
        let jane = john.with(&jane.text("/access_token"));
        jane.get("GET auth/profile 200").await.has(json!({ "full_name": "Jane Client" }));
        jane.get("GET crm/employees 404").await;
        john.get(&format!("DELETE crm/clients/{} 204", client.text("/id"))).await;
        jane.get("GET auth/profile 401").await;
        john.ask("POST auth/login 401", login).await;
    })
    .await;
}
