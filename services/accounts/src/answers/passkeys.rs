//! Passkeys as their users see them.

use rapport_kernel::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct PasskeyView {
    pub id: Uuid,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

impl From<rapport_store::Passkey> for PasskeyView {
    fn from(passkey: rapport_store::Passkey) -> Self {
        Self {
            id: passkey.id,
            name: passkey.name,
            created_at: passkey.created_at,
            last_used_at: passkey.last_used_at,
        }
    }
}
