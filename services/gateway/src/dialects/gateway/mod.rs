//! Gateway: an entry point of several NestJS services in camelCase. Lists are `{contacts, total, page, limit}`, records
//! stand alone, and what is empty is `""`, because its services speak proto3 among themselves.

mod access;
mod entities;

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode};
use serde_json::{Map, Value, json};

use super::dispatch::{Asked, Said};
use super::nest;
use super::people::fact;
use super::session::filled;
use super::table::{Account, Begun, Dialect, Fixed, Ids, Operation, People, Style, Unknown, fixed};
use crate::http::body;

/// 180 days.
const ACCESS_SECONDS: i64 = 180 * 86_400;

/// The table.
pub(super) static DIALECT: Dialect = Dialect {
    name: "gateway",
    root: "api/",
    fixed: FIXED,
    entities: entities::ENTITIES,
    people: People {
        roles: &[],
        facts: &[
            "workLocation",
            "timezone",
            "department",
            "deptManager",
            "birthday",
            "phone",
            "dateJoined",
        ],
        requires: &["workId", "name", "email", "workLocation", "password"],
        label: "User",
        shape: |person| user(person.view),
    },
    style: Style {
        list: |listed| {
            let mut page = Map::new();
            page.insert(listed.plural.to_owned(), json!(listed.rows));
            page.insert("total".to_owned(), json!(listed.total));
            page.insert("page".to_owned(), json!(listed.page));
            page.insert("limit".to_owned(), json!(listed.limit));
            Value::Object(page)
        },
        one: |record| record,
        written: |record, _| record,
        deleted: |_| (StatusCode::NO_CONTENT, Value::Null),
        done: |message| {
            (
                StatusCode::OK,
                json!({ "status": 200, "error": [], "message": message }),
            )
        },
        session,
        registered,
        me: |user| user,
        error: nest::error,
        status: nest::status,
        words,
        nowhere: nest::nowhere,
        limit: (10, 1000),
        order: "-created_at",
        ids: Ids::UuidOr("Validation failed (uuid is expected)"),
        empty_text: true,
        unknown: Unknown::LeftOut,
        access_seconds: Some(ACCESS_SECONDS),
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
    fixed("POST", "accounts/register", Operation::Register),
    fixed("POST", "accounts/login", Operation::SignIn),
    fixed("POST", "accounts/logout", Operation::SignOut),
    fixed("GET", "accounts/profile", Operation::Me),
    fixed("GET", "accounts/me", Operation::Me),
    fixed(
        "PATCH",
        "accounts/profile",
        Operation::Account(Account::UpdateProfile),
    ),
    fixed(
        "POST",
        "accounts/change-password",
        Operation::Account(Account::ChangePassword),
    ),
    fixed(
        "POST",
        "accounts/forgot-password",
        Operation::Account(Account::Forgot),
    ),
    fixed(
        "POST",
        "accounts/reset-password",
        Operation::Account(Account::Reset),
    ),
    fixed(
        "POST",
        "accounts/validate",
        Operation::Own(|asked| Box::pin(validate(asked))),
    ),
    fixed("GET", "accounts/users", Operation::Account(Account::Users)),
    fixed(
        "POST",
        "accounts/users",
        Operation::Account(Account::AddUser),
    ),
    fixed(
        "GET",
        "accounts/users/{id}",
        Operation::Account(Account::User),
    ),
    fixed(
        "PATCH",
        "accounts/users/{id}",
        Operation::Account(Account::ChangeUser),
    ),
    fixed(
        "PUT",
        "accounts/users/{id}",
        Operation::Account(Account::ChangeUser),
    ),
    fixed(
        "DELETE",
        "accounts/users/{id}",
        Operation::Account(Account::RemoveUser),
    ),
    fixed("GET", "crm/users", Operation::Account(Account::Users)),
    fixed("GET", "crm/users/{id}", Operation::Account(Account::User)),
    fixed(
        "PATCH",
        "crm/users/{id}",
        Operation::Account(Account::ChangeUser),
    ),
    fixed(
        "GET",
        "crm/profiles",
        Operation::Own(|asked| Box::pin(access::profiles(asked))),
    ),
    fixed(
        "POST",
        "crm/profiles",
        Operation::Own(|asked| Box::pin(access::add_profile(asked))),
    ),
    fixed(
        "GET",
        "crm/profiles/{id}",
        Operation::Own(|asked| Box::pin(access::profile(asked))),
    ),
    fixed(
        "PATCH",
        "crm/profiles/{id}",
        Operation::Own(|asked| Box::pin(access::change_profile(asked))),
    ),
    fixed(
        "PUT",
        "crm/profiles/{id}",
        Operation::Own(|asked| Box::pin(access::change_profile(asked))),
    ),
    fixed(
        "DELETE",
        "crm/profiles/{id}",
        Operation::Own(|asked| Box::pin(access::remove_profile(asked))),
    ),
    fixed(
        "GET",
        "crm/roles",
        Operation::Own(|asked| Box::pin(access::roles(asked))),
    ),
    fixed(
        "POST",
        "crm/roles",
        Operation::Own(|asked| Box::pin(access::add_role(asked))),
    ),
    fixed(
        "GET",
        "crm/roles/{id}",
        Operation::Own(|asked| Box::pin(access::role(asked))),
    ),
    fixed(
        "PATCH",
        "crm/roles/{id}",
        Operation::Own(|asked| Box::pin(access::change_role(asked))),
    ),
    fixed(
        "PUT",
        "crm/roles/{id}",
        Operation::Own(|asked| Box::pin(access::change_role(asked))),
    ),
    fixed(
        "DELETE",
        "crm/roles/{id}",
        Operation::Own(|asked| Box::pin(access::remove_role(asked))),
    ),
];

/// Says whether a token is one in force, and whose: that of the body, or the caller's own.
async fn validate(asked: &mut Asked) -> rapport_kernel::Result<Said> {
    let input = body::snake_keys(asked.input()?)?;
    let accounts = asked.state.accounts();
    let session = match filled(&input, &["token", "access_token"]) {
        Some(token) => accounts.authenticate(&token).await,
        None => asked.signed_in().await,
    };
    let Ok(session) = session else {
        return Ok((StatusCode::OK, json!({ "valid": false, "user": null })));
    };
    let own = json!(asked.state.accounts().own_person(&session).await?);
    let body = json!({ "valid": true, "user": user_data(&own) });
    Ok((StatusCode::OK, body))
}

/// A user as they are registered.
fn user(view: &Value) -> Value {
    let text = |value: Option<&Value>| match value {
        None | Some(Value::Null) => json!(""),
        Some(value) => value.clone(),
    };
    let kept = |key: &str| text(Some(&fact(view, key)));
    let joined = match fact(view, "dateJoined") {
        Value::Null => text(view.get("created_at")),
        joined => joined,
    };
    let zone = match fact(view, "timezone") {
        Value::Null => text(view.get("time_zone")),
        zone => zone,
    };
    json!({
        "id": view.get("id"),
        "workId": text(view.get("work_id")),
        "email": view.get("email"),
        "name": view.get("name"),
        "timezone": zone,
        "workLocation": kept("workLocation"),
        "department": kept("department"),
        "deptManager": kept("deptManager"),
        "birthday": kept("birthday"),
        "phone": kept("phone"),
        "dateJoined": joined,
        "isActive": view.get("active"),
        "roleId": text(view.pointer("/role/id")),
        "roleName": text(view.pointer("/role/name")),
        "profileId": text(view.pointer("/profile/id")),
        "profileName": text(view.pointer("/profile/name")),
        "createdAt": view.get("created_at"),
        "updatedAt": view.get("updated_at"),
    })
}

fn user_data(view: &Value) -> Value {
    let whole = user(view);
    json!({
        "sub": whole.get("id"),
        "email": whole.get("email"),
        "roleId": whole.get("roleId"),
        "roleName": whole.get("roleName"),
        "profileId": whole.get("profileId"),
        "profileName": whole.get("profileName"),
    })
}

fn session(begun: &Begun<'_>) -> Value {
    let part = |key: &str| begun.user.get(key);
    json!({
        "accessToken": begun.session.get("access_token"),
        "user": {
            "id": part("id"),
            "email": part("email"),
            "name": part("name"),
            "workId": part("workId"),
            "workLocation": part("workLocation"),
        },
        "status": 200,
        "error": [],
        "userData": user_data(begun.view),
    })
}

fn registered(begun: &Begun<'_>) -> Value {
    let mut answer = begun.user.clone();
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("status".to_owned(), json!(200));
        answer.insert("error".to_owned(), json!([]));
    }
    answer
}

fn words(error: &Error) -> Option<&'static str> {
    match error.code {
        ErrorCode::BAD_CREDENTIALS => Some("Incorrect Email or Password"),
        _ if nest::is_taken(error, "email") => Some("Email is already in use"),
        _ if nest::is_taken(error, "work_id") => Some("Work ID is already in use"),
        _ if nest::is_stranger(error) => Some(if error.message.starts_with("no bearer") {
            "Missing authorization token"
        } else if error.message.starts_with("a second factor") {
            return None;
        } else {
            "Invalid or expired token"
        }),
        _ => None,
    }
}
