//! Passwords in the dialect's words; users are in `people.rs`.

use axum::http::StatusCode;
use rapport_accounts::{ForgottenPassword, PasswordChange, PasswordReset};
use rapport_kernel::{Error, ErrorCode, ErrorKind, Result};

use super::dispatch::{Asked, Said};
use super::people;
use super::session::{filled, secret};
use super::table::Account;
use crate::http::body;

/// What the other system calls the present password.
const CURRENT: &[&str] = &["current_password", "old_password", "current"];
/// What it calls the new one.
const NEW: &[&str] = &["new_password", "password"];

/// Does what the path means.
pub(super) async fn answer(asked: &mut Asked, what: Account) -> Result<Said> {
    match what {
        Account::UpdateProfile => Box::pin(people::change_own(asked)).await,
        Account::ChangePassword => Box::pin(change_password(asked)).await,
        Account::Forgot => Box::pin(forgot(asked)).await,
        Account::Reset => Box::pin(reset(asked)).await,
        Account::Users => Box::pin(people::list(asked)).await,
        Account::User => Box::pin(people::get(asked)).await,
        Account::AddUser => Box::pin(people::add(asked)).await,
        Account::ChangeUser => Box::pin(people::change(asked)).await,
        Account::RemoveUser => Box::pin(people::remove(asked)).await,
    }
}

async fn change_password(asked: &mut Asked) -> Result<Said> {
    let session = asked.signed_in().await?;
    let input = body::snake_keys(asked.input()?)?;
    let change = PasswordChange {
        current: secret(&input, CURRENT).ok_or_else(|| required("currentPassword"))?,
        password: secret(&input, NEW).ok_or_else(|| required("newPassword"))?,
    };
    let rule = asked.state.settings().compat.passwords;
    let accounts = asked.state.accounts();
    accounts.change_password_by(rule, &session, &change).await?;
    Ok((asked.dialect.style.done)("Password changed successfully"))
}

/// The answer is the same for an address that nobody has.
async fn forgot(asked: &mut Asked) -> Result<Said> {
    let mut input = body::snake_keys(asked.input()?)?;
    let forgotten = ForgottenPassword {
        email: body::text(&mut input, "email")?,
    };
    asked.state.accounts().forgot_password(&forgotten).await?;
    let message = "If the address is known, a letter with a link is on its way";
    let (_, body) = (asked.dialect.style.done)(message);
    Ok((StatusCode::OK, body))
}

async fn reset(asked: &mut Asked) -> Result<Said> {
    let input = body::snake_keys(asked.input()?)?;
    let token = asked.segment.clone();
    let token = token.or_else(|| filled(&input, &["token"]));
    let reset = PasswordReset {
        token: token.ok_or_else(|| required("token"))?,
        password: secret(&input, NEW).ok_or_else(|| required("password"))?,
    };
    let rule = asked.state.settings().compat.passwords;
    let done = asked
        .state
        .accounts()
        .reset_with_token_by(rule, &reset)
        .await;
    done.map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::invalid("Invalid or expired reset token"),
        _ => error,
    })?;
    Ok((asked.dialect.style.done)("Password reset successful"))
}

fn required(field: &str) -> Error {
    Error::field(field, ErrorCode::REQUIRED, "should not be empty")
}
