//! Signing in through a dialect. Sessions are the same as anywhere: same revocation, same rotation of refresh tokens. A
//! dialect whose clients count on longer access tokens gets them; they end with their session as well.

use axum::http::StatusCode;
use rapport_accounts::{MfaCode, Registration, SessionAnswer, SignIn, SignInAnswer, SignUp};
use rapport_kernel::{Error, ErrorCode, Result};
use serde_json::{Map, Value, json};

use super::dispatch::{Asked, Said};
use super::people;
use super::records::{is_there, missing_fields};
use super::table::{Begun, Health};
use crate::http::body;

/// Says that the process answers, as their clients look for it.
pub(super) fn health(asked: &Asked, service: &str) -> Said {
    let (state, now) = (&asked.state, asked.state.clock().now());
    let health = Health {
        service,
        at: now.to_string(),
        version: state.settings().version,
        uptime: (now.as_micros() - state.started().as_micros()).div_euclid(1_000_000),
    };
    (StatusCode::OK, (asked.dialect.style.health)(&health))
}

/// A registrant founds a tenant and is its administrator, or joins the one that the settings name; a role in the body
/// means nothing.
pub(super) async fn register(asked: &Asked) -> Result<Said> {
    let given = asked.input()?;
    let requires = asked.dialect.people.requires.iter().copied();
    missing_fields(requires.filter(|name| !is_there(&given, name)))?;
    let facts = people::facts(asked.dialect, &given);
    let mut input = body::snake_keys(given)?;
    let email = body::text(&mut input, "email")?;
    let password = body::text(&mut input, "password")?;
    let name = people::name(&input).unwrap_or_else(|| email.clone());
    let company = filled(&input, &["company", "company_name", "organization"]);
    let company = company.unwrap_or_else(|| name.clone());
    let compat = &asked.state.settings().compat;
    let registration = Registration {
        sign_up: SignUp {
            company,
            name,
            email,
            password,
            currency: None,
            time_zone: filled(&input, &["time_zone", "timezone"]),
            locale: None,
        },
        tenant: compat.default_tenant.clone(),
        rule: compat.passwords,
        work_id: filled(&input, &["work_id"]),
        username: filled(&input, &["username"]),
        facts,
    };
    let accounts = asked.state.accounts();
    let client = asked.caller();
    let session = accounts.register(&registration, client.client()).await?;
    let body = begun(asked, session, "Registration successful", true).await?;
    Ok((StatusCode::CREATED, body))
}

/// Address and password, with a code when a second factor is asked for.
pub(super) async fn sign_in(asked: &Asked) -> Result<Said> {
    let mut input = body::snake_keys(asked.input()?)?;
    let sign_in = SignIn {
        email: body::text(&mut input, "email")?,
        password: body::text(&mut input, "password")?,
    };
    let accounts = asked.state.accounts();
    let client = asked.caller();
    let session = match accounts.sign_in(&sign_in, client.client()).await? {
        SignInAnswer::Session(session) => *session,
        SignInAnswer::Mfa { mfa } => {
            let code = filled(&input, &["code", "otp", "totp", "mfa_code"]);
            let code = code.ok_or_else(second_factor)?;
            let step = MfaCode {
                token: mfa.token,
                code,
            };
            accounts.complete_sign_in(&step, client.client()).await?
        }
    };
    let body = begun(asked, session, "Login successful", false).await?;
    Ok((StatusCode::OK, body))
}

fn second_factor() -> Error {
    let message = "a second factor is asked for: send its `code` together with the password";
    Error::new(ErrorCode::UNAUTHENTICATED, message)
}

/// A refresh token for a new session.
pub(super) async fn refresh(asked: &Asked) -> Result<Said> {
    let mut input = body::snake_keys(asked.input()?)?;
    let token = body::text(&mut input, "refresh_token")
        .map_err(|_| Error::new(ErrorCode::BAD_REFRESH_TOKEN, "no refresh token was sent"))?;
    let session = asked.state.accounts().refresh(&token).await?;
    let body = begun(asked, session, "Token refreshed", false).await?;
    Ok((StatusCode::OK, body))
}

/// Ends the session of the bearer, or of a refresh token in the body when the bearer has run out.
pub(super) async fn sign_out(asked: &mut Asked) -> Result<Said> {
    let accounts = asked.state.clone();
    let accounts = accounts.accounts();
    match asked.signed_in().await {
        Ok(session) => accounts.sign_out(&session).await?,
        Err(error) => {
            let input = body::snake_keys(asked.input()?)?;
            let token = filled(&input, &["refresh_token"]).ok_or(error)?;
            accounts.sign_out_by_refresh_token(&token).await?;
        }
    }
    Ok((asked.dialect.style.done)("Logged out successfully"))
}

async fn begun(
    asked: &Asked,
    session: SessionAnswer,
    message: &str,
    registered: bool,
) -> Result<Value> {
    let accounts = asked.state.accounts();
    let style = &asked.dialect.style;
    let session = match style.access_seconds {
        Some(seconds) => accounts.lasting(session, seconds).await?,
        None => session,
    };
    let signed_in = accounts.authenticate(&session.access_token).await?;
    let view = json!(accounts.own_person(&signed_in).await?);
    let begun = Begun {
        user: people::shaped(asked.dialect, &view),
        session: &json!(session),
        view: &view,
        message,
    };
    let write = if registered {
        style.registered
    } else {
        style.session
    };
    Ok(write(&begun))
}

/// The first of some keys that holds a secret, as it is.
pub(super) fn secret(input: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    let mut texts = keys.iter().filter_map(|key| input.get(*key)?.as_str());
    texts.find(|text| !text.is_empty()).map(str::to_owned)
}

/// The first of some keys that holds text.
pub(super) fn filled(input: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    let texts = keys.iter().filter_map(|key| input.get(*key)?.as_str());
    let mut filled = texts.map(str::trim).filter(|text| !text.is_empty());
    filled.next().map(str::to_owned)
}
