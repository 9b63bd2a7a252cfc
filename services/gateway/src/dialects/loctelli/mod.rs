//! Loctelli: a NestJS API in camelCase without a prefix and without an envelope. Ids are numbers: those of records in
//! their entity and tenant, and those of users in their tenant. Lists are bare arrays.

mod chat;
mod entities;

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorCode, Result};
use serde_json::{Map, Value, json};

use super::dispatch::{Asked, Said};
use super::people::fact;
use super::table::{
    Account, Begun, Dialect, Fixed, Health, Ids, Operation, People, Person, Style, Unknown, fixed,
};
use super::{nest, records};

/// An access token lives as long there.
const ACCESS_SECONDS: i64 = 3600;

/// The table.
pub(super) static DIALECT: Dialect = Dialect {
    name: "loctelli",
    root: "api/",
    fixed: FIXED,
    entities: entities::ENTITIES,
    people: People {
        roles: &[
            ("user", "Sales representative"),
            ("admin", "Administrator"),
            ("manager", "Manager"),
        ],
        facts: &[
            "company",
            "budget",
            "bookingsTime",
            "bookingEnabled",
            "calendarId",
            "locationId",
            "assignedUserId",
        ],
        requires: &["name", "email", "password"],
        label: "User",
        shape,
    },
    style: Style {
        list: |listed| json!(listed.rows),
        one: |record| record,
        written: |record, _| record,
        deleted: |gone| (StatusCode::OK, gone.record),
        done: |message| (StatusCode::OK, json!({ "message": message })),
        session,
        registered: |begun| begun.user.clone(),
        me: |user| user,
        error: nest::error,
        status: nest::status,
        words,
        nowhere: nest::nowhere,
        limit: (1000, 1000),
        order: "seq",
        ids: Ids::Number("Validation failed (numeric string is expected)"),
        empty_text: false,
        unknown: Unknown::LeftOut,
        access_seconds: Some(ACCESS_SECONDS),
        health,
    },
};

const USERS: Operation = Operation::Account(Account::Users);
const USER: Operation = Operation::Account(Account::User);
const ADD_USER: Operation = Operation::Account(Account::AddUser);
const CHANGE_USER: Operation = Operation::Account(Account::ChangeUser);
const REMOVE_USER: Operation = Operation::Account(Account::RemoveUser);
const DUPLICATE: Operation = Operation::Own(|asked| Box::pin(duplicate(asked)));
const BOOKING_STATUS: Operation = Operation::Own(|asked| Box::pin(booking_status(asked)));

const FIXED: &[Fixed] = &[
    fixed("POST", "auth/login", Operation::SignIn),
    fixed("POST", "auth/register", Operation::Register),
    fixed("POST", "auth/refresh", Operation::Refresh),
    fixed("POST", "auth/logout", Operation::SignOut),
    fixed("GET", "auth/profile", Operation::Me),
    fixed(
        "POST",
        "auth/change-password",
        Operation::Account(Account::ChangePassword),
    ),
    fixed("GET", "users", USERS),
    fixed("POST", "users", ADD_USER),
    fixed("GET", "users/{id}", USER),
    fixed("PATCH", "users/{id}", CHANGE_USER),
    fixed("PUT", "users/{id}", CHANGE_USER),
    fixed("DELETE", "users/{id}", REMOVE_USER),
    fixed("GET", "user", USERS),
    fixed("POST", "user", ADD_USER),
    fixed("GET", "user/{id}", USER),
    fixed("PATCH", "user/{id}", CHANGE_USER),
    fixed("PUT", "user/{id}", CHANGE_USER),
    fixed("DELETE", "user/{id}", REMOVE_USER),
    fixed("POST", "strategies/{id}/duplicate", DUPLICATE),
    fixed("POST", "strategy/{id}/duplicate", DUPLICATE),
    fixed("PATCH", "bookings/{id}/status", BOOKING_STATUS),
    fixed("PATCH", "booking/{id}/status", BOOKING_STATUS),
    fixed(
        "POST",
        "chat/send-message",
        Operation::Own(|asked| Box::pin(chat::send(asked))),
    ),
    fixed(
        "POST",
        "chat/send_message",
        Operation::Own(|asked| Box::pin(chat::send(asked))),
    ),
    fixed(
        "POST",
        "chat",
        Operation::Own(|asked| Box::pin(chat::send(asked))),
    ),
    fixed(
        "GET",
        "chat/history/{id}",
        Operation::Own(|asked| Box::pin(chat::history(asked))),
    ),
    fixed(
        "GET",
        "chat/{id}/history",
        Operation::Own(|asked| Box::pin(chat::history(asked))),
    ),
    fixed(
        "PATCH",
        "chat/messages/{id}/read",
        Operation::Own(|asked| Box::pin(chat::read(asked))),
    ),
    fixed(
        "DELETE",
        "chat/messages/{id}",
        Operation::Own(|asked| Box::pin(chat::delete(asked))),
    ),
    fixed(
        "GET",
        "chat/unread-count/{id}",
        Operation::Own(|asked| Box::pin(chat::unread(asked))),
    ),
    fixed(
        "PATCH",
        "chat/mark-all-read/{id}",
        Operation::Own(|asked| Box::pin(chat::read_all(asked))),
    ),
    fixed("GET", "status", Operation::Health("status")),
    fixed("GET", "status/health", Operation::Health("health")),
    fixed("GET", "status/version", Operation::Health("version")),
];

fn health(health: &Health<'_>) -> Value {
    let up = json!({ "status": "up" });
    match health.service {
        "health" => json!({ "status": "ok", "timestamp": health.at, "uptime": health.uptime }),
        "version" => json!({ "version": health.version, "timestamp": health.at }),
        _ => json!({
            "status": "ok",
            "timestamp": health.at,
            "version": health.version,
            "uptime": health.uptime,
            "services": { "database": up, "cache": up },
            "database": "connected",
        }),
    }
}

fn shape(person: &Person<'_>) -> Value {
    let view = person.view;
    let enabled = match fact(view, "bookingEnabled") {
        Value::Bool(flag) => json!(i32::from(flag)),
        Value::Null => json!(0),
        other => other,
    };
    json!({
        "id": view.get("number"),
        "name": view.get("name"),
        "email": view.get("email"),
        "role": person.role,
        "company": fact(view, "company"),
        "isActive": view.get("active"),
        "budget": fact(view, "budget"),
        "bookingsTime": fact(view, "bookingsTime"),
        "bookingEnabled": enabled,
        "calendarId": fact(view, "calendarId"),
        "locationId": fact(view, "locationId"),
        "assignedUserId": fact(view, "assignedUserId"),
        "lastLoginAt": view.get("last_login_at"),
        "createdAt": view.get("created_at"),
        "updatedAt": view.get("updated_at"),
    })
}

fn session(begun: &Begun<'_>) -> Value {
    let part = |key: &str| begun.user.get(key);
    json!({
        "access_token": begun.session.get("access_token"),
        "refresh_token": begun.session.get("refresh_token"),
        "user": {
            "id": part("id"),
            "name": part("name"),
            "email": part("email"),
            "role": part("role"),
            "company": part("company"),
        },
    })
}

fn words(error: &Error) -> Option<&'static str> {
    match error.code {
        ErrorCode::BAD_CREDENTIALS => Some("Invalid credentials"),
        ErrorCode::BAD_REFRESH_TOKEN => Some("Invalid refresh token"),
        _ if nest::is_taken(error, "email") => Some("User with this email already exists"),
        _ if nest::is_stranger(error) && !error.message.starts_with("a second") => {
            Some("Unauthorized")
        }
        _ => None,
    }
}

/// A strategy once more, as a draft of its own.
async fn duplicate(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let table = asked.table("strategies")?;
    let segment = asked.segment.clone().unwrap_or_default();
    let id = asked.record_id(table, &segment).await?;
    let mut input = Map::new();
    if let Some(name) = asked.input()?.get("name").filter(|name| name.is_string()) {
        input.insert("name".to_owned(), name.clone());
    }
    let engine = crate::routing::engine(&asked.state, table.ours).clone();
    let made = engine
        .action(&ctx, table.ours, Some(id), "duplicate", &input)
        .await?
        .data;
    let id = made.as_object().and_then(records::id_of);
    let id = id.ok_or_else(|| Error::not_found(table.label))?;
    let copy = records::read(asked, &ctx, table, id).await?;
    let copy = records::shown(asked, &ctx, table, copy).await?;
    Ok((StatusCode::CREATED, copy))
}

/// Nothing but the status of a booking.
async fn booking_status(asked: &mut Asked) -> Result<Said> {
    let ctx = asked.context().await?;
    let table = asked.table("bookings")?;
    let segment = asked.segment.clone().unwrap_or_default();
    let id = asked.record_id(table, &segment).await?;
    let given = asked.input()?;
    let status = given.get("status").cloned().unwrap_or(Value::Null);
    people_must_say(&status)?;
    let input = Map::from_iter([("status".to_owned(), status)]);
    let booking = records::change(asked, &ctx, table, id, input).await?;
    let booking = records::shown(asked, &ctx, table, booking).await?;
    Ok((StatusCode::OK, booking))
}

fn people_must_say(status: &Value) -> Result<()> {
    if status.as_str().is_none_or(str::is_empty) {
        return records::missing_fields(std::iter::once("status"));
    }
    Ok(())
}
