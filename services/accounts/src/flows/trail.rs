//! What the accounts leave in the audit trail: sign-ins, passwords, factors, keys, permissions.
//!
//! A flow calls [`Accounts::note`] (or [`Accounts::note_by`] where no session stands behind it) right after its change
//! was committed, and answers the error: what cannot be noted is told as failed. Secrets, hashes and tokens never
//! go into a note; names, ids, the old and the new right do.

use std::net::IpAddr;

use rapport_kernel::{OperationId, Result, TenantId, UserId};
use rapport_store as store;
use serde_json::Value;
use store::{AuditAuthor, AuditKind, AuditNote};

use crate::Accounts;
use crate::authenticate::Session;

/// The road by which these entries came.
const SOURCE: &str = "accounts";

/// Longer names of clients are cut.
const LONGEST_AGENT: usize = 300;

/// Where a request comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Client<'a> {
    /// How the client calls itself.
    pub agent: &'a str,
    /// Its address, as far as it is known.
    pub ip: Option<IpAddr>,
}

impl<'a> From<&'a str> for Client<'a> {
    fn from(agent: &'a str) -> Self {
        Self { agent, ip: None }
    }
}

impl Client<'_> {
    /// Its name without control characters, cut to a length.
    pub(super) fn plain_agent(self) -> String {
        let letters = self.agent.chars().filter(|letter| !letter.is_control());
        letters.take(LONGEST_AGENT).collect()
    }

    /// Adds address and name to a note.
    fn on(self, note: AuditNote) -> AuditNote {
        let ip = self.ip.map(|ip| ip.to_string());
        note.with("ip", ip).with("user_agent", self.plain_agent())
    }
}

impl Accounts {
    /// Notes what the caller did: one entry of the audit trail, after the change.
    ///
    /// ```ignore
    /// let note = AuditNote::new(AuditKind::ApiKey, "api_key", key.id, "create").titled(&key.name);
    /// self.note(session, note).await?;
    /// ```
    pub(crate) async fn note(&self, session: &Session, note: AuditNote) -> Result<()> {
        let (actor, behind) = (session.actor.author(), session.actor.behind());
        self.note_as(session.tenant, actor, behind, note).await
    }

    /// Notes what a user did, or what was done to a user, where no session stands behind it.
    pub(crate) async fn note_by(&self, user: &store::User, note: AuditNote) -> Result<()> {
        self.note_as(user.tenant, user.id, None, note).await
    }

    /// Notes something about signing in, with the place it came from.
    pub(crate) async fn note_sign_in(
        &self,
        user: &store::User,
        kind: AuditKind,
        client: Client<'_>,
    ) -> Result<()> {
        self.note_by(user, client.on(of_user(user, kind, kind.as_str())))
            .await
    }

    /// Notes how something that decides on rights changed; `before` or `after` is null when it was made or removed.
    pub(crate) async fn note_rights(
        &self,
        session: &Session,
        what: &str,
        id: uuid::Uuid,
        (before, after): (Value, Value),
    ) -> Result<()> {
        let action = match (before.is_null(), after.is_null()) {
            (true, _) => "create",
            (_, true) => "delete",
            _ => "update",
        };
        let name = [&after, &before]
            .into_iter()
            .find_map(|value| value.get("name")?.as_str());
        let note = AuditNote::new(AuditKind::Permission, what, id, action);
        let note = note.titled(name.unwrap_or_default());
        self.note(session, differences(note, "", &before, &after))
            .await
    }

    async fn note_as(
        &self,
        tenant: TenantId,
        actor: UserId,
        behind: Option<UserId>,
        note: AuditNote,
    ) -> Result<()> {
        let mut salt = [0; 16];
        self.random.fill(&mut salt);
        let author = AuditAuthor {
            operation: OperationId(self.new_id()),
            at: self.now(),
            actor,
            behind,
            source: SOURCE.to_owned(),
            salt,
        };
        Ok(self.identity.note(tenant, author, vec![note]).await?)
    }
}

/// A note about a user.
pub(crate) fn of_user(user: &store::User, kind: AuditKind, action: &str) -> AuditNote {
    AuditNote::new(kind, "user", user.id.0, action).titled(&user.name)
}

/// Adds what differs, leaf by leaf; what is found by its id goes without saying.
fn differences(note: AuditNote, path: &str, before: &Value, after: &Value) -> AuditNote {
    let empty = serde_json::Map::new();
    let parts = match (before, after) {
        (Value::Object(before), Value::Object(after)) => Some((before, after)),
        (Value::Object(before), Value::Null) => Some((before, &empty)),
        (Value::Null, Value::Object(after)) => Some((&empty, after)),
        _ => None,
    };
    let Some((before, after)) = parts else {
        return note.changed(path, before.clone(), after.clone());
    };
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let names = names.into_iter().filter(|name| name.as_str() != "id");
    names.fold(note, |note, name| {
        let path = match path {
            "" => name.clone(),
            path => format!("{path}.{name}"),
        };
        let part = |of: &serde_json::Map<String, Value>| of.get(name).cloned().unwrap_or_default();
        differences(note, &path, &part(before), &part(after))
    })
}

/// A value for [`Accounts::note_rights`].
pub(crate) fn told(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_told() {
        let note = AuditNote::new(
            AuditKind::Permission,
            "profile",
            uuid::Uuid::nil(),
            "update",
        );
        let before = json!({ "id": 1, "name": "A", "permissions": { "deals": { "read": true, "create": true } } });
        let after = json!({ "id": 2, "name": "A", "permissions": { "deals": { "read": true, "create": false } } });
        let note = differences(note, "", &before, &after);
        assert_eq!(note.changes.len(), 1);
        let change = &note.changes[0];
        assert_eq!(
            (change.field.as_str(), &change.old, &change.new),
            ("permissions.deals.create", &json!(true), &json!(false))
        );
    }
}
