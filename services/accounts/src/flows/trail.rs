//! What the accounts leave in the audit trail: sign-ins, passwords, factors, keys, permissions.
//!
//! A flow makes its change through [`Accounts::noting`] (or [`Accounts::noting_by`] where no session stands behind it): the
//! entry is written in the transaction of the change. Where the entry tells what only is known afterwards, it calls
//! [`Accounts::note`] right after the commit, and answers the error. Secrets, hashes and tokens never go into a note;
//! names, ids, the old and the new right do.

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
    /// The store's side, whose next change is noted as the caller's in its own transaction.
    ///
    /// ```ignore
    /// let note = AuditNote::new(AuditKind::ApiKey, "api_key", key.id, "create").titled(&key.name);
    /// self.noting(session, note).add_api_key(&key).await?;
    /// ```
    pub(crate) fn noting(&self, session: &Session, note: AuditNote) -> store::Identity {
        let (actor, behind) = (session.actor.author(), session.actor.behind());
        let author = self.author(actor, behind);
        self.identity.noting(session.tenant, author, vec![note])
    }

    /// The same for what a user does, or what is done to a user, where no session stands behind it.
    pub(crate) fn noting_by(&self, user: &store::User, note: AuditNote) -> store::Identity {
        let author = self.author(user.id, None);
        self.identity.noting(user.tenant, author, vec![note])
    }

    /// Notes what the caller did: one entry of the audit trail, after the change.
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
        self.note_by(user, of_sign_in(user, kind, client)).await
    }

    /// Notes how something that decides on rights changed; `before` or `after` is null when it was made or removed.
    pub(crate) async fn note_rights(
        &self,
        session: &Session,
        what: &str,
        id: uuid::Uuid,
        (before, after): (Value, Value),
    ) -> Result<()> {
        self.note(session, of_rights(what, id, (&before, &after)))
            .await
    }

    async fn note_as(
        &self,
        tenant: TenantId,
        actor: UserId,
        behind: Option<UserId>,
        note: AuditNote,
    ) -> Result<()> {
        let author = self.author(actor, behind);
        Ok(self.identity.note(tenant, author, vec![note]).await?)
    }

    pub(crate) fn author(&self, actor: UserId, behind: Option<UserId>) -> AuditAuthor {
        let mut salt = [0; 16];
        self.random.fill(&mut salt);
        AuditAuthor {
            operation: OperationId(self.new_id()),
            at: self.now(),
            actor,
            behind,
            source: SOURCE.to_owned(),
            salt,
        }
    }
}

/// How something that decides on rights changes; `before` or `after` is null when it is made or removed.
pub(crate) fn of_rights(
    what: &str,
    id: uuid::Uuid,
    (before, after): (&Value, &Value),
) -> AuditNote {
    let action = match (before.is_null(), after.is_null()) {
        (true, _) => "create",
        (_, true) => "delete",
        _ => "update",
    };
    let name = [after, before]
        .into_iter()
        .find_map(|value| value.get("name")?.as_str());
    let note = AuditNote::new(AuditKind::Permission, what, id, action);
    differences(note.titled(name.unwrap_or_default()), "", before, after)
}

/// A note about signing in, with the place it came from.
pub(crate) fn of_sign_in(user: &store::User, kind: AuditKind, client: Client<'_>) -> AuditNote {
    client.on(of_user(user, kind, kind.as_str()))
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
