//! Signing in through a dialect. Sessions are the same as anywhere: same tokens, same lifetimes, same revocation.

use axum::http::StatusCode;
use rapport_accounts::{SignIn, SignUp};
use rapport_kernel::{Error, ErrorCode, Result};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::dispatch::{Asked, Said};
use crate::http::body;

/// Says that the process answers, in the shapes that clients of all kinds look for.
pub(super) fn health() -> Said {
    let body = json!({ "success": true, "status": "healthy", "data": { "status": "healthy" } });
    (StatusCode::OK, body)
}

/// A registrant founds a tenant and is its administrator; a role in the body means nothing.
pub(super) async fn register(asked: &Asked) -> Result<Said> {
    let mut input = body::snake_keys(asked.input()?)?;
    let email = body::text(&mut input, "email")?;
    let password = body::text(&mut input, "password")?;
    let name = name(&input).unwrap_or_else(|| email.clone());
    let company = filled(&input, &["company", "company_name", "organization"]);
    let company = company.unwrap_or_else(|| name.clone());
    let sign_up = SignUp {
        company,
        name,
        email,
        password,
        currency: None,
        time_zone: filled(&input, &["time_zone", "timezone"]),
        locale: None,
    };
    let accounts = asked.state.accounts();
    let session = accounts.sign_up(&sign_up, asked.caller().client()).await?;
    Ok((
        StatusCode::CREATED,
        begun(asked, &session, "Registration successful"),
    ))
}

/// Address and password.
pub(super) async fn sign_in(asked: &Asked) -> Result<Said> {
    let mut input = body::snake_keys(asked.input()?)?;
    let sign_in = SignIn {
        email: body::text(&mut input, "email")?,
        password: body::text(&mut input, "password")?,
    };
    let accounts = asked.state.accounts();
    let session = accounts.sign_in(&sign_in, asked.caller().client()).await?;
    Ok((StatusCode::OK, begun(asked, &session, "Login successful")))
}

/// A refresh token for a new session.
pub(super) async fn refresh(asked: &Asked) -> Result<Said> {
    let mut input = body::snake_keys(asked.input()?)?;
    let token = body::text(&mut input, "refresh_token")
        .map_err(|_| Error::new(ErrorCode::BAD_REFRESH_TOKEN, "no refresh token was sent"))?;
    let session = asked.state.accounts().refresh(&token).await?;
    Ok((StatusCode::OK, begun(asked, &session, "Token refreshed")))
}

/// Ends the session.
pub(super) async fn sign_out(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    asked.state.accounts().sign_out(&session).await?;
    let body = json!({ "success": true, "message": "Logged out successfully" });
    Ok((StatusCode::OK, body))
}

/// Who asks.
pub(super) async fn me(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let me = json!(asked.state.accounts().me(&session).await?);
    let user = me.get("user").unwrap_or(&Value::Null);
    Ok((StatusCode::OK, (asked.dialect.style.me)(user)))
}

fn begun(asked: &Asked, session: &impl Serialize, message: &str) -> Value {
    (asked.dialect.style.session)(&json!(session), message)
}

/// One name, however they split it.
fn name(input: &Map<String, Value>) -> Option<String> {
    let parts: Vec<String> = ["first_name", "last_name"]
        .iter()
        .filter_map(|key| filled(input, &[key]))
        .collect();
    if parts.is_empty() {
        filled(input, &["name", "full_name", "username"])
    } else {
        Some(parts.join(" "))
    }
}

fn filled(input: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    let texts = keys.iter().filter_map(|key| input.get(*key)?.as_str());
    let mut filled = texts.map(str::trim).filter(|text| !text.is_empty());
    filled.next().map(str::to_owned)
}
