//! NEXO: three NestJS services behind one entry point, in snake_case. Lists are `{data, total, page, limit}`, records
//! stand alone, deletions are answered by 204 and unknown keys refused.

mod entities;

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode};
use serde_json::{Value, json};

use super::nest;
use super::people::fact;
use super::table::{
    Account, Begun, Dialect, Fixed, Ids, Operation, People, Person, Style, Unknown, fixed,
};

/// The table.
pub(super) static DIALECT: Dialect = Dialect {
    name: "nexo",
    root: "api/",
    fixed: FIXED,
    entities: entities::ENTITIES,
    people: People {
        roles: &[
            ("employee", "Employee"),
            ("admin", "Administrator"),
            ("client", "Client"),
            ("supplier", "Supplier"),
            ("professional", "Professional"),
        ],
        facts: &["phone", "avatar_url"],
        requires: &["email", "password", "username", "full_name"],
        label: "User",
        shape,
    },
    style: Style {
        list: |listed| {
            json!({
                "data": listed.rows,
                "total": listed.total,
                "page": listed.page,
                "limit": listed.limit,
            })
        },
        one: |record| record,
        written: |record, _| record,
        deleted: |_| (StatusCode::NO_CONTENT, Value::Null),
        done: |_| (StatusCode::NO_CONTENT, Value::Null),
        session,
        registered: session,
        me: |user| user,
        error: nest::error,
        status: nest::status,
        words,
        nowhere: |method, path| nest::nowhere(method, &format!("api/{path}")),
        limit: (10, 1000),
        order: "-created_at",
        ids: Ids::Uuid,
        empty_text: false,
        unknown: Unknown::Refused(|key| format!("property {key} should not exist")),
        access_seconds: None,
        health: |health| {
            json!({
                "status": "ok",
                "service": health.service,
                "timestamp": health.at,
                "uptime": health.uptime,
            })
        },
    },
};

const FIXED: &[Fixed] = &[
    fixed("GET", "health", Operation::Health("api-gateway")),
    fixed("GET", "auth/health", Operation::Health("auth-service")),
    fixed("GET", "crm/health", Operation::Health("crm-service")),
    fixed("POST", "auth/register", Operation::Register),
    fixed("POST", "auth/login", Operation::SignIn),
    fixed("GET", "auth/profile", Operation::Me),
    fixed(
        "PATCH",
        "auth/profile",
        Operation::Account(Account::UpdateProfile),
    ),
    fixed("POST", "auth/refresh", Operation::Refresh),
    fixed("POST", "auth/logout", Operation::SignOut),
    fixed(
        "POST",
        "auth/change-password",
        Operation::Account(Account::ChangePassword),
    ),
    fixed("GET", "auth/users", Operation::Account(Account::Users)),
    fixed("POST", "auth/users", Operation::Account(Account::AddUser)),
    fixed("GET", "auth/users/{id}", Operation::Account(Account::User)),
    fixed(
        "PATCH",
        "auth/users/{id}",
        Operation::Account(Account::ChangeUser),
    ),
    fixed(
        "DELETE",
        "auth/users/{id}",
        Operation::Account(Account::RemoveUser),
    ),
];

fn shape(person: &Person<'_>) -> Value {
    let view = person.view;
    let active = view.get("active") == Some(&json!(true));
    json!({
        "id": view.get("id"),
        "email": view.get("email"),
        "username": view.get("username"),
        "full_name": view.get("name"),
        "role": person.role,
        "status": if active { "active" } else { "inactive" },
        "phone": fact(view, "phone"),
        "avatar_url": fact(view, "avatar_url"),
        "created_at": view.get("created_at"),
        "updated_at": view.get("updated_at"),
        "last_login": view.get("last_login_at"),
    })
}

fn session(begun: &Begun<'_>) -> Value {
    json!({
        "access_token": begun.session.get("access_token"),
        "refresh_token": begun.session.get("refresh_token"),
        "user": begun.user,
    })
}

fn words(error: &Error) -> Option<&'static str> {
    match error.code {
        ErrorCode::BAD_CREDENTIALS => Some("Invalid credentials"),
        _ if nest::is_taken(error, "email") || nest::is_taken(error, "username") => {
            Some("User already exists")
        }
        _ if nest::is_stranger(error) && !error.message.starts_with("a second") => {
            Some("Unauthorized")
        }
        _ => None,
    }
}
