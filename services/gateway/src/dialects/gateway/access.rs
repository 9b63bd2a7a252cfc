//! Profiles (what users may do in each module) and roles (whose records they reach), by the same code as `/profiles`
//! and `/roles` of the canonical API.

use axum::http::StatusCode;
use rapport_accounts::{ProfileAnswer, RoleInput, RoleView, Session};
use rapport_kernel::{Error, Result, SettingsRight};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::dispatch::{Asked, Said};
use crate::http::access::profiles as canonical;
use crate::http::{body, target};

/// Their modules with the plural names of our entities.
const MODULES: &[(&str, &str)] = &[
    ("contacts", "contacts"),
    ("accounts", "accounts"),
    ("leads", "leads"),
    ("deals", "deals"),
    ("tickets", "tickets"),
    ("workOrders", "work_orders"),
    ("estimates", "estimates"),
];

/// What a profile permits in a module, in their words and ours.
const RIGHTS: [&str; 4] = ["create", "read", "update", "delete"];

pub(super) async fn profiles(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let profiles = asked.state.accounts().profiles(&session).await?;
    let mut rows = Vec::new();
    for profile in &profiles {
        rows.push(profile_shape(asked, &session, profile).await?);
    }
    Ok((StatusCode::OK, page("profiles", &rows)))
}

pub(super) async fn profile(asked: &mut Asked) -> Result<Said> {
    let (session, id) = asked_for(asked, "Profile").await?;
    let profile = asked.state.accounts().profile(&session, id).await?;
    let shape = profile_shape(asked, &session, &profile).await?;
    Ok((StatusCode::OK, shape))
}

pub(super) async fn add_profile(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let input = profile_input(asked, &session).await?;
    let accounts = asked.state.accounts();
    let profile = accounts.add_profile(&session, &input).await?;
    let shape = profile_shape(asked, &session, &profile).await?;
    Ok((StatusCode::CREATED, shape))
}

pub(super) async fn change_profile(asked: &mut Asked) -> Result<Said> {
    let (session, id) = asked_for(asked, "Profile").await?;
    let input = profile_input(asked, &session).await?;
    let accounts = asked.state.accounts();
    let profile = accounts.change_profile(&session, id, &input).await?;
    let shape = profile_shape(asked, &session, &profile).await?;
    Ok((StatusCode::OK, shape))
}

pub(super) async fn remove_profile(asked: &mut Asked) -> Result<Said> {
    let (session, id) = asked_for(asked, "Profile").await?;
    asked.state.accounts().remove_profile(&session, id).await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}

async fn profile_input(asked: &Asked, session: &Session) -> Result<rapport_accounts::ProfileInput> {
    session.require(SettingsRight::Users)?;
    let schema = asked.state.engine().schema(session.tenant).await?;
    let given = body::snake_keys(asked.input()?)?;
    let known = ["name", "description", "permissions"];
    let kept = given
        .into_iter()
        .filter(|(key, _)| known.contains(&key.as_str()));
    canonical::read(kept.collect(), &schema)
}

async fn profile_shape(asked: &Asked, session: &Session, profile: &ProfileAnswer) -> Result<Value> {
    let schema = asked.state.engine().schema(session.tenant).await?;
    let ours = canonical::write(profile, &schema);
    let rights = |plural: &str| {
        let named = ours.get("permissions").and_then(|all| all.get(plural));
        named.or(ours.get("other")).cloned().unwrap_or_default()
    };
    let administrator = ours.get("administrator") == Some(&json!(true));
    let module = |(theirs, plural): &(&str, &str)| {
        let given = rights(plural);
        let permitted = RIGHTS.map(|right| {
            let flag = administrator || given.get(right) == Some(&json!(true));
            (right.to_owned(), json!(flag))
        });
        let permitted: Map<String, Value> = permitted.into_iter().collect();
        ((*theirs).to_owned(), Value::Object(permitted))
    };
    let permissions: Map<String, Value> = MODULES.iter().map(module).collect();
    Ok(json!({
        "id": ours.get("id"),
        "name": ours.get("name"),
        "description": ours.get("description").cloned().unwrap_or_else(|| json!("")),
        "isAdministrator": administrator,
        "permissions": permissions,
    }))
}

pub(super) async fn roles(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let roles = asked.state.accounts().roles(&session).await?;
    let rows: Vec<Value> = roles.iter().map(role_shape).collect();
    Ok((StatusCode::OK, page("roles", &rows)))
}

pub(super) async fn role(asked: &mut Asked) -> Result<Said> {
    let (session, id) = asked_for(asked, "Role").await?;
    let role = asked.state.accounts().role(&session, id).await?;
    Ok((StatusCode::OK, role_shape(&role)))
}

pub(super) async fn add_role(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let input = role_input(asked)?;
    let role = asked.state.accounts().add_role(&session, &input).await?;
    Ok((StatusCode::CREATED, role_shape(&role)))
}

pub(super) async fn change_role(asked: &mut Asked) -> Result<Said> {
    let (session, id) = asked_for(asked, "Role").await?;
    let input = role_input(asked)?;
    let accounts = asked.state.accounts();
    let role = accounts.change_role(&session, id, &input).await?;
    Ok((StatusCode::OK, role_shape(&role)))
}

pub(super) async fn remove_role(asked: &mut Asked) -> Result<Said> {
    let (session, id) = asked_for(asked, "Role").await?;
    asked.state.accounts().remove_role(&session, id).await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}

fn role_input(asked: &Asked) -> Result<RoleInput> {
    let known = ["name", "parent_id", "parent", "share_data_with_peers"];
    let given = body::snake_keys(asked.input()?)?;
    let empty_is_null = |value: Value| if value == "" { Value::Null } else { value };
    let kept = given
        .into_iter()
        .filter(|(key, _)| known.contains(&key.as_str()))
        .map(|(key, value)| (key, empty_is_null(value)));
    body::typed(kept.collect())
}

fn role_shape(role: &RoleView) -> Value {
    let role = json!(role);
    json!({
        "id": role.get("id"),
        "name": role.get("name"),
        "parentId": role.get("parent"),
        "shareDataWithPeers": role.get("share_with_peers"),
        "users": role.get("users"),
    })
}

/// The caller, and the id in the path.
async fn asked_for(asked: &mut Asked, label: &str) -> Result<(Session, Uuid)> {
    let session = asked.signed_in().await?;
    let segment = asked.segment.clone().unwrap_or_default();
    let id = target::uuid(&segment).map_err(|_| Error::not_found(label))?;
    Ok((session, id))
}

fn page(name: &str, rows: &[Value]) -> Value {
    json!({ name: rows, "total": rows.len(), "page": 1, "limit": rows.len() })
}
