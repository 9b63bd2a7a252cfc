//! Users who are made together with a record about the same person: a client with a password signs in to the portal.

use rapport_accounts::{NewPerson, PasswordRule};
use rapport_kernel::{ErrorKind, Result, UserId};
use serde_json::{Map, Value};

use super::dispatch::Asked;
use super::session::{filled, secret};

/// A user to be made.
pub(super) struct Login {
    profile: &'static str,
    password: String,
}

impl Login {
    /// Takes the password out of a body.
    pub(super) fn of(profile: &'static str, input: &mut Map<String, Value>) -> Option<Self> {
        let password = secret(input, &["password"]);
        input.shift_remove("password");
        password.map(|password| Self { profile, password })
    }

    /// Makes the user of a record; its maker must have the right to make users.
    pub(super) async fn make(
        self,
        asked: &mut Asked,
        record: &Map<String, Value>,
    ) -> Result<UserId> {
        let session = asked.signed_in().await?;
        let text = |key: &str| filled(record, &[key]);
        let rule: PasswordRule = asked.state.settings().compat.passwords;
        let person = NewPerson {
            name: text("contact_person").or(text("name")).unwrap_or_default(),
            email: text("email").unwrap_or_default(),
            password: Some(self.password),
            rule,
            profile: Some(self.profile.to_owned()),
            username: text("username"),
            ..NewPerson::default()
        };
        let made = asked.state.accounts().add_person(&session, &person).await?;
        Ok(made.user.id)
    }
}

/// Takes the user of a record out, if there is one and the caller may.
pub(super) async fn remove(asked: &mut Asked, record: &Map<String, Value>) -> Result<()> {
    let user = record.get("user").and_then(Value::as_str);
    let Some(id) = user.and_then(|id| id.parse().ok()).map(UserId) else {
        return Ok(());
    };
    let session = asked.signed_in().await?;
    let accounts = asked.state.accounts();
    match accounts.remove_person(&session, id).await {
        Err(error) if !matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::NotFound) => {
            Err(error)
        }
        _ => Ok(()),
    }
}
