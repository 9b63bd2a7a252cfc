//! Gateway: its API endpoints, authentication, authorisation.

use serde_json::{Value, json};

use crate::kit::{Client, Told, on_each_database};
use crate::support::App;

const BASE: &str = "/compat/gateway";

fn john() -> Value {
    json!({ "workId": "EMP001", "name": "John Doe", "email": "john@example.com",
        "workLocation": "New York", "password": "SecurePass123" })
}

async fn registered(app: &App) -> (Client, Told) {
    let client = Client::stranger(app, BASE);
    client.ask("POST accounts/register 201", john()).await;
    let login = json!({ "email": "john@example.com", "password": "SecurePass123" });
    let session = client.ask("POST accounts/login 200", login).await;
    (client.with(&session.text("/accessToken")), session)
}

#[tokio::test]
async fn users_register_and_sign_in() {
    on_each_database(|app| async move {
        let stranger = Client::stranger(&app, BASE);
        let mut body = john();
        body["timezone"] = json!("Europe/Berlin");
        body["department"] = json!("IT");
        stranger.ask("POST accounts/register 201", body).await.has(json!({
            "id": "<uuid>", "workId": "EMP001", "email": "john@example.com", "name": "John Doe",
            "timezone": "Europe/Berlin", "workLocation": "New York", "department": "IT", "deptManager": "",
            "birthday": "", "dateJoined": "<time>", "updatedAt": "<time>", "roleId": "", "profileId": "<uuid>",
            "createdAt": "<time>", "status": 200, "error": [],
        }));
        stranger.ask("POST accounts/register 409", john()).await.has(
            json!({ "statusCode": 409, "message": "Email is already in use", "error": "Conflict" }));
        let login = json!({ "email": "john@example.com", "password": "SecurePass123" });
        let session = stranger.ask("POST accounts/login 200", login).await.has(json!({
            "accessToken": "<text>",
            "user": { "id": "<uuid>", "email": "john@example.com", "name": "John Doe", "workId": "EMP001",
                "workLocation": "New York" },
            "status": 200, "error": [],
            "userData": { "sub": "<uuid>", "email": "john@example.com", "roleId": "", "roleName": "",
                "profileId": "<uuid>", "profileName": "Administrator" },
        }));
        assert!(session.0.get("refreshToken").is_none());
        let wrong = json!({ "email": "john@example.com", "password": "WrongPass123" });
        stranger.ask("POST accounts/login 401", wrong).await.has(
            json!({ "statusCode": 401, "message": "Incorrect Email or Password", "error": "Unauthorized" }));
        let short = json!({ "workId": "E2", "name": "A", "email": "a@example.com", "workLocation": "B", "password": "short" });
        stranger.ask("POST accounts/register 400", short).await.has(
            json!({ "statusCode": 400, "message": ["password must have at least 8 characters"], "error": "Bad Request" }));
        let told = stranger.ask("POST accounts/register 400", json!({ "email": "b@example.com" })).await;
        assert_eq!(told.count("/message"), 4);
    })
    .await;
}

#[tokio::test]
async fn a_token_is_good_for_180_days_and_ends_with_its_session() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        app.clock.advance(179 * 86_400);
        john.get("GET accounts/profile 200")
            .await
            .has(json!({ "workId": "EMP001" }));
        john.get("POST accounts/validate 200")
            .await
            .has(json!({ "valid": true, "user": { "email": "john@example.com" } }));
        john.get("POST accounts/logout 200").await;
        john.get("GET accounts/profile 401")
            .await
            .has(json!({ "message": "Invalid or expired token" }));
        let token = json!({ "token": john.token });
        Client::stranger(&app, BASE)
            .ask("POST accounts/validate 200", token)
            .await
            .has(json!({ "valid": false }));

        let login = json!({ "email": "john@example.com", "password": "SecurePass123" });
        let again = john.ask("POST accounts/login 200", login).await;
        let john = john.with(&again.text("/accessToken"));
        app.clock.advance(180 * 86_400);
        john.get("GET crm/contacts 401")
            .await
            .has(json!({ "message": "Invalid or expired token" }));
    })
    .await;
}

#[tokio::test]
async fn contacts_and_accounts_are_kept() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        let account = json!({ "name": "ACME", "accountNumber": "A-1", "phone": "555", "website": "https://acme.example",
            "billing_street": "Weg 1", "billingCity": "Ulm", "shippingCountry": "DE" });
        let account = john.ask("POST crm/accounts 201", account).await.has(json!({
            "id": "<uuid>", "name": "ACME", "accountNumber": "A-1", "phone": "555", "website": "https://acme.example",
            "billingStreet": "Weg 1", "billingCity": "Ulm", "billingState": "", "billingZip": "", "billingCountry": "",
            "shippingStreet": "", "shippingCity": "", "shippingState": "", "shippingZip": "", "shippingCountry": "DE",
            "parentAccountId": "", "createdAt": "<time>", "updatedAt": "<time>",
        }));
        let account = account.text("/id");
        let contact = json!({ "salutation": "Dr.", "first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com",
            "mobilePhone": "+49 170 1", "accountId": account, "department": "R&D", "territory": "South",
            "mailingStreet": "Platz 2", "mailingZip": "89073" });
        let shape = json!({
            "id": "<uuid>", "salutation": "Dr.", "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com",
            "phone": "", "mobilePhone": "<text>", "accountId": account, "accountName": "ACME", "department": "R&D",
            "territory": "South", "mailingStreet": "Platz 2", "mailingCity": "", "mailingState": "",
            "mailingZip": "89073", "mailingCountry": "", "createdAt": "<time>", "updatedAt": "<time>",
        });
        let id = john.ask("POST crm/contacts 201", contact).await.has(shape.clone()).text("/id");
        john.get(&format!("GET crm/contacts/{id} 200")).await.has(shape);
        let other = json!({ "firstName": "Bob", "lastName": "B", "email": "bob@example.com" });
        john.ask("POST crm/contacts 201", other).await;
        john.get("GET crm/contacts?page=1&limit=1 200").await.has(
            json!({ "contacts": [{ "firstName": "Bob", "salutation": "" }], "total": 2, "page": 1, "limit": 1 }));
        john.get("GET crm/contacts?search=Lovelace 200").await.has(json!({ "total": 1, "limit": 10 }));
        john.get(&format!("GET crm/contacts?account_id={account} 200")).await.has(json!({ "total": 1 }));
        john.get(&format!("GET crm/contacts?accountId={account} 200")).await.has(json!({ "total": 1 }));
        john.get("GET crm/accounts 200").await.has(
            json!({ "accounts": [{ "name": "ACME" }], "total": 1, "page": 1, "limit": 10 }));
        let path = format!("PATCH crm/contacts/{id} 200");
        john.ask(&path, json!({ "mailingCity": "Ulm", "salutation": "" })).await.has(
            json!({ "mailingCity": "Ulm", "mailingStreet": "Platz 2", "salutation": "", "firstName": "Ada" }));
        let path = format!("PATCH crm/accounts/{account} 200");
        john.ask(&path, json!({ "phone": "556" })).await.has(json!({ "phone": "556", "name": "ACME" }));
        let gone = john.get(&format!("DELETE crm/contacts/{id} 204")).await;
        assert!(gone.0.is_null());
        john.get(&format!("GET crm/contacts/{id} 404")).await.has(
            json!({ "statusCode": 404, "message": "Contact not found", "error": "Not Found" }));
        john.get("GET crm/contacts 200").await.has(json!({ "total": 1 }));
        john.get(&format!("DELETE crm/accounts/{account} 204")).await;
    })
    .await;
}

#[tokio::test]
async fn leads_and_deals_are_kept() {
    on_each_database(|app| async move {
        let (john, session) = registered(&app).await;
        let lead = json!({ "firstName": "Eve", "lastName": "Holt", "company": "Reed", "leadSource": "Cold Call", "leadStatus": "Contacted" });
        let lead = john.ask("POST crm/leads 201", lead).await.has(
            json!({ "leadStatus": "Contacted", "leadSource": "Cold Call", "ownerId": session.text("/user/id") }));
        let deal = json!({ "name": "Roof", "leadId": lead.text("/id"), "amount": 1200.5, "closingDate": "2026-12-24",
            "currency": "USD", "type": "New Business", "stage": "Proposal/Price Quote", "probability": 60.0 });
        let id = john.ask("POST crm/deals 201", deal).await.has(json!({ "name": "Roof", "amount": 1200.5, "currency": "USD",
            "type": "New Business", "stage": "Proposal/Price Quote", "probability": 60, "leadId": lead.text("/id"),
            "closingDate": "2026-12-24" })).text("/id");
        john.ask(&format!("PATCH crm/deals/{id} 200"), json!({ "stage": "Negotiation/Review" })).await.has(
            json!({ "stage": "Negotiation/Review" }));
        john.ask("POST crm/deals 400", json!({ "name": "X", "stage": "Dreaming" })).await.has(json!({ "statusCode": 400,
            "message": ["stage must be one of the following values: Qualification, Needs Analysis, Value Proposition, \
                Identify Decision Makers, Proposal/Price Quote, Proposal, Negotiation/Review, Negotiation, Closed Won, \
                Won, Closed Lost, Lost"] }));
        john.get("GET crm/deals 200").await.has(json!({ "deals": [{ "id": id }], "total": 1 }));
        john.get(&format!("DELETE crm/deals/{id} 204")).await;
    })
    .await;
}

#[tokio::test]
async fn tickets_and_work_orders_are_kept_and_never_deleted() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        let contact = json!({ "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com" });
        let contact = john.ask("POST crm/contacts 201", contact).await.text("/id");
        let ticket = json!({ "contactId": contact, "subject": "Printer", "description": "smokes", "email": "ada@example.com" });
        let id = john.ask("POST desk/tickets 201", ticket).await.has(json!({
            "id": "<uuid>", "accountId": "", "contactId": contact, "contactName": "Ada Lovelace", "accountName": "",
            "email": "ada@example.com", "phone": "", "subject": "Printer", "description": "smokes", "status": "Open",
            "priority": "Medium", "classification": "", "createdAt": "<time>", "updatedAt": "<time>",
        })).text("/id");
        let path = format!("PATCH desk/tickets/{id} 200");
        john.ask(&path, json!({ "status": "Closed", "priority": "High" })).await.has(
            json!({ "status": "Closed", "priority": "High" }));
        john.get(&format!("GET desk/tickets/{id} 200")).await.has(json!({ "status": "Closed" }));
        john.get("GET desk/tickets 200").await.has(json!({ "tickets": [{ "id": id }], "total": 1, "page": 1, "limit": 10 }));
        john.get(&format!("DELETE desk/tickets/{id} 404")).await.has(json!({ "statusCode": 404 }));

        let order = json!({ "contact": contact, "summary": "Repair the printer", "description": "with care" });
        let id = john.ask("POST desk/work-orders 201", order).await.has(json!({
            "id": "<uuid>", "contact": contact, "summary": "Repair the printer", "description": "with care",
            "status": "New", "priority": "Medium", "title": "Repair the printer", "createdAt": "<time>", "updatedAt": "<time>",
        })).text("/id");
        let path = format!("PATCH desk/work-orders/{id} 200");
        john.ask(&path, json!({ "status": "In Progress" })).await.has(
            json!({ "status": "In Progress", "title": "Repair the printer" }));
        john.get(&format!("GET desk/work-orders/{id} 200")).await.has(json!({ "id": id }));
        john.get("GET desk/work-orders 200").await.has(json!({ "workOrders": [{ "id": id }], "total": 1 }));
        john.get(&format!("DELETE desk/work-orders/{id} 404")).await;

        let lines = json!([{ "description": "Labour", "quantity": 2, "unitPrice": 50.0 }]);
        let estimate = json!({ "title": "Repair", "contactId": contact, "lines": lines });
        john.ask("POST desk/estimates 201", estimate).await.has(json!({ "status": "Draft", "total": 100,
            "lines": [{ "description": "Labour", "quantity": 2, "unitPrice": 50 }] }));
    })
    .await;
}

#[tokio::test]
async fn profiles_and_roles_say_who_may_do_what() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        let permissions = json!({
            "contacts": { "create": true, "read": true, "update": false, "delete": false },
            "accounts": { "create": true, "read": true, "update": true, "delete": false },
        });
        let profile = json!({ "name": "Field staff", "permissions": permissions });
        let profile = john.ask("POST crm/profiles 201", profile).await.has(
            json!({ "id": "<uuid>", "name": "Field staff", "permissions": permissions, "isAdministrator": false }));
        let role = json!({ "name": "North", "shareDataWithPeers": true });
        let role = john.ask("POST crm/roles 201", role).await.has(
            json!({ "id": "<uuid>", "name": "North", "parentId": null, "shareDataWithPeers": true }));
        let below = json!({ "name": "North-West", "parentId": role.text("/id"), "shareDataWithPeers": false });
        john.ask("POST crm/roles 201", below).await.has(json!({ "parentId": role.text("/id") }));
        let roles = john.get("GET crm/roles 200").await;
        assert_eq!(roles.count("/roles"), 2);
        john.get("GET crm/profiles 200").await.has(json!({ "profiles": "<list>", "total": "<int>" }));

        let jane = json!({ "workId": "EMP002", "name": "Jane", "email": "jane@example.com", "workLocation": "Ulm",
            "password": "SecurePass456", "profileId": profile.text("/id"), "roleId": role.text("/id") });
        let jane = john.ask("POST accounts/users 201", jane).await.has(
            json!({ "workId": "EMP002", "profileName": "Field staff", "roleName": "North" }));
        let taken = json!({ "workId": "EMP002", "name": "Jim", "email": "jim@example.com", "workLocation": "Ulm",
            "password": "SecurePass456" });
        john.ask("POST accounts/users 409", taken).await.has(json!({ "message": "Work ID is already in use" }));
        let login = json!({ "email": "jane@example.com", "password": "SecurePass456" });
        let session = john.ask("POST accounts/login 200", login).await.has(
            json!({ "userData": { "roleName": "North", "profileName": "Field staff" } }));
        let she = john.with(&session.text("/accessToken"));
        let contact = json!({ "firstName": "Ada", "lastName": "L", "email": "ada@example.com" });
        let contact = she.ask("POST crm/contacts 201", contact).await.text("/id");
        she.ask(&format!("PATCH crm/contacts/{contact} 403"), json!({ "department": "X" })).await.has(
            json!({ "statusCode": 403, "error": "Forbidden" }));
        she.get(&format!("DELETE crm/contacts/{contact} 403")).await;
        she.get("GET desk/tickets 404").await;
        she.ask("POST crm/profiles 403", json!({ "name": "Mine" })).await;

        let path = format!("PATCH crm/users/{} 200", jane.text("/id"));
        john.ask(&path, json!({ "workLocation": "Bonn" })).await.has(json!({ "workLocation": "Bonn", "workId": "EMP002" }));
        john.get("GET crm/users 200").await.has(json!({ "users": [{ "workId": "EMP001" }, { "workId": "EMP002" }], "total": 2 }));
        john.get(&format!("DELETE accounts/users/{} 204", jane.text("/id"))).await;
        she.get("GET crm/contacts 401").await;
        john.get("GET crm/users 200").await.has(json!({ "total": 1 }));
    })
    .await;
}

#[tokio::test]
async fn strangers_and_nonsense_are_refused_in_its_shape() {
    on_each_database(|app| async move {
        let (john, _) = registered(&app).await;
        let stranger = Client::stranger(&app, BASE);
        for path in ["crm/contacts", "crm/accounts", "desk/tickets", "desk/work-orders", "crm/contacts/x", "crm/profiles",
            "crm/roles", "crm/users", "accounts/users", "accounts/profile"] {
            stranger.get(&format!("GET {path} 401")).await.has(
                json!({ "statusCode": 401, "message": "Missing authorization token", "error": "Unauthorized" }));
        }
        john.get("GET crm/contacts/not-a-uuid 400").await.has(
            json!({ "statusCode": 400, "message": "Validation failed (uuid is expected)", "error": "Bad Request" }));
        john.get("GET crm/nothing 404").await.has(json!({ "statusCode": 404, "message": "Cannot GET /crm/nothing", "error": "Not Found" }));
        john.ask("POST crm/contacts 400", json!({ "firstName": "A" })).await.has(json!({ "statusCode": 400,
            "message": ["lastName should not be empty", "email should not be empty"], "error": "Bad Request" }));
        john.ask("POST crm/contacts 400", json!({ "firstName": "A", "lastName": "B", "email": "no" })).await.has(
            json!({ "statusCode": 400, "message": "<list>" }));
        let contact = json!({ "firstName": "A", "lastName": "B", "email": "a@b.example" });
        let id = john.ask("POST crm/contacts 201", contact).await.text("/id");
        let eve = json!({ "workId": "EMP001", "name": "Eve", "email": "eve@example.com", "workLocation": "X", "password": "SecurePass123" });
        stranger.ask("POST accounts/register 201", eve).await;
        let login = json!({ "email": "eve@example.com", "password": "SecurePass123" });
        let eve = stranger.ask("POST accounts/login 200", login).await;
        let eve = stranger.with(&eve.text("/accessToken"));
        eve.get(&format!("GET crm/contacts/{id} 404")).await;
        eve.get("GET crm/contacts 200").await.has(json!({ "contacts": [], "total": 0 }));
        stranger.get("GET health 200").await.has(json!({ "status": "ok", "service": "api-gateway" }));
    })
    .await;
}
