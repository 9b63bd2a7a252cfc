//! Nexa: an Express API in snake_case with `{success, data, pagination}`. Every answer is JSON, because its client reads
//! each of them; its client makes paths of names, so `/activitys` and `/linkanalyticss` are answered as well.

mod analytics;
mod entities;
mod leads;
mod trade;
mod upload;
mod words;

pub(super) use words::INDUSTRIES;

use axum::http::StatusCode;
use rapport_kernel::Error;
use serde_json::{Value, json};

use super::clientforge;
use super::people::fact;
use super::table::{
    Account, Dialect, Fixed, Ids, Listed, Operation, People, Person, Style, Unknown, fixed,
};

/// The table.
pub(super) static DIALECT: Dialect = Dialect {
    name: "nexa",
    root: "api/v1/",
    fixed: FIXED,
    entities: entities::ENTITIES,
    people: People {
        roles: &[
            ("sales_rep", "Sales representative"),
            ("admin", "Administrator"),
            ("manager", "Manager"),
            ("support", "Support"),
        ],
        facts: &["phone", "department", "avatar_url", "title", "preferences"],
        requires: &["email", "password", "full_name"],
        label: "User",
        shape,
    },
    style: Style {
        list,
        one: |record| json!({ "success": true, "data": record }),
        written: |record, message| json!({ "success": true, "message": message, "data": record }),
        deleted: |gone| (StatusCode::OK, said(&gone.message)),
        done: |message| (StatusCode::OK, said(message)),
        session: clientforge::session,
        registered: clientforge::session,
        me: |user| json!({ "success": true, "data": user }),
        error: clientforge::error,
        status: super::nest::status,
        words,
        nowhere: |_, path| format!("Route /{path} not found"),
        limit: (1000, 1000),
        order: "-created_at",
        ids: Ids::Uuid,
        empty_text: false,
        unknown: Unknown::LeftOut,
        access_seconds: None,
        health: |health| {
            json!({
                "success": true,
                "status": "healthy",
                "timestamp": health.at,
                "uptime": health.uptime,
                "version": health.version,
                "data": { "status": "healthy" },
            })
        },
    },
};

const FIXED: &[Fixed] = &[
    fixed("GET", "health", Operation::Health("nexa")),
    fixed("POST", "auth/register", Operation::Register),
    fixed("POST", "auth/login", Operation::SignIn),
    fixed("POST", "auth/logout", Operation::SignOut),
    fixed("GET", "auth/me", Operation::Me),
    fixed("POST", "auth/refresh-token", Operation::Refresh),
    fixed("POST", "auth/refresh", Operation::Refresh),
    fixed(
        "POST",
        "auth/forgot-password",
        Operation::Account(Account::Forgot),
    ),
    fixed(
        "POST",
        "auth/reset-password/{id}",
        Operation::Account(Account::Reset),
    ),
    fixed(
        "PUT",
        "auth/reset-password/{id}",
        Operation::Account(Account::Reset),
    ),
    fixed(
        "PUT",
        "auth/update-password",
        Operation::Account(Account::ChangePassword),
    ),
    fixed(
        "PUT",
        "auth/update-profile",
        Operation::Account(Account::UpdateProfile),
    ),
    fixed("GET", "users", Operation::Account(Account::Users)),
    fixed("POST", "users", Operation::Account(Account::AddUser)),
    fixed("GET", "users/{id}", Operation::Account(Account::User)),
    fixed("PUT", "users/{id}", Operation::Account(Account::ChangeUser)),
    fixed(
        "PATCH",
        "users/{id}",
        Operation::Account(Account::ChangeUser),
    ),
    fixed(
        "DELETE",
        "users/{id}",
        Operation::Account(Account::RemoveUser),
    ),
    fixed(
        "POST",
        "leads/{id}/convert",
        Operation::Own(|asked| Box::pin(leads::convert(asked))),
    ),
    fixed("PUT", "leads/{id}/assign", leads::ASSIGN),
    fixed("POST", "leads/{id}/assign", leads::ASSIGN),
    fixed(
        "GET",
        "leads/stats/overview",
        Operation::Own(|asked| Box::pin(leads::overview(asked))),
    ),
    fixed(
        "GET",
        "leads/stats",
        Operation::Own(|asked| Box::pin(leads::overview(asked))),
    ),
    fixed(
        "POST",
        "documents/upload",
        Operation::Upload(|asked, form| Box::pin(upload::upload(asked, form))),
    ),
    fixed(
        "GET",
        "analytics/dashboard",
        Operation::Own(|asked| Box::pin(analytics::dashboard(asked))),
    ),
    fixed(
        "GET",
        "analytics/revenue",
        Operation::Own(|asked| Box::pin(analytics::revenue(asked))),
    ),
    fixed(
        "GET",
        "analytics/pipeline",
        Operation::Own(|asked| Box::pin(analytics::pipeline(asked))),
    ),
    fixed(
        "GET",
        "analytics/lead-sources",
        Operation::Own(|asked| Box::pin(analytics::lead_sources(asked))),
    ),
    fixed(
        "GET",
        "analytics/conversion-funnel",
        Operation::Own(|asked| Box::pin(analytics::funnel(asked))),
    ),
];

fn said(message: &str) -> Value {
    json!({ "success": true, "message": message, "data": {} })
}

fn list(listed: Listed) -> Value {
    let mut page = clientforge::list(listed);
    if let Some(count) = page
        .pointer("/data")
        .and_then(Value::as_array)
        .map(Vec::len)
        && let Some(page) = page.as_object_mut()
    {
        page.insert("count".to_owned(), json!(count));
    }
    page
}

fn shape(person: &Person<'_>) -> Value {
    let view = person.view;
    let active = view.get("active") == Some(&json!(true));
    let preferences = match fact(view, "preferences") {
        Value::Null => json!({}),
        preferences => preferences,
    };
    json!({
        "id": view.get("id"),
        "email": view.get("email"),
        "full_name": view.get("name"),
        "role": person.role,
        "department": fact(view, "department"),
        "phone": fact(view, "phone"),
        "avatar_url": fact(view, "avatar_url"),
        "status": if active { "active" } else { "inactive" },
        "preferences": preferences,
        "last_login": view.get("last_login_at"),
        "created_at": view.get("created_at"),
        "updated_at": view.get("updated_at"),
    })
}

/// Whoever owns a record.
fn owner(view: &Value) -> Value {
    json!({ "id": view.get("id"), "full_name": view.get("name"), "email": view.get("email") })
}

fn words(error: &Error) -> Option<&'static str> {
    super::nest::is_taken(error, "email").then_some("User already exists with this email")
}
