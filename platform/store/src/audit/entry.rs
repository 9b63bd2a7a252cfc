//! One entry: its hashes, and the statement that writes it.

use rapport_kernel::{OperationId, TenantId, Timestamp, UserId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::DatabaseKind;
use crate::sql::{Param, SqlText};
use crate::transact::Step;

/// A hash.
pub(crate) type Hash = [u8; 32];

/// Makes an entry its own: without it nobody can test a guess at what an erased entry said.
pub(crate) type Salt = [u8; 16];

/// Everything an entry commits to, borrowed.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) tenant: TenantId,
    pub(crate) id: Uuid,
    pub(crate) operation: OperationId,
    pub(crate) entity: &'a str,
    pub(crate) record: Uuid,
    pub(crate) action: &'a str,
    pub(crate) actor: UserId,
    pub(crate) behind: Option<UserId>,
    pub(crate) source: &'a str,
    pub(crate) at: Timestamp,
    pub(crate) version: i64,
    pub(crate) kind: &'a str,
}

/// An entry that needs a place in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) tenant: TenantId,
    pub(crate) entry: Uuid,
    pub(crate) digest: Hash,
}

/// Feeds the hash with the encoding that `audit/mod.rs` describes.
struct Feed(Sha256);

impl Feed {
    fn new(domain: &str) -> Self {
        Self(Sha256::new_with_prefix(domain))
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    fn int(self, value: i64) -> Self {
        self.bytes(&value.to_be_bytes())
    }

    fn text(self, text: &str) -> Self {
        let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
        self.int(length).bytes(text.as_bytes())
    }

    fn done(self) -> Hash {
        self.0.finalize().into()
    }
}

/// The hash of what an entry says; `changes` is the text as stored.
pub(crate) fn content(salt: &[u8], title: &str, changes: &str) -> Hash {
    Feed::new("rapport-audit-content-1")
        .bytes(salt)
        .text(title)
        .text(changes)
        .done()
}

/// The hash of a place in the chain.
pub(crate) fn place(before: &[u8], sequence: i64, digest: &Hash) -> Hash {
    Feed::new("rapport-audit-chain-1")
        .bytes(before)
        .int(sequence)
        .bytes(digest)
        .done()
}

/// The salt of one entry, out of that of its operation.
pub(crate) fn salt(of_operation: &Salt, at: usize) -> Salt {
    let at = u64::try_from(at).unwrap_or(u64::MAX);
    let digest: Hash = Sha256::new_with_prefix(of_operation)
        .chain_update(at.to_be_bytes())
        .finalize()
        .into();
    let mut salt = Salt::default();
    for (to, byte) in salt.iter_mut().zip(digest) {
        *to = byte;
    }
    salt
}

impl Entry<'_> {
    /// The hash of everything the entry commits to.
    pub(crate) fn digest(&self, content: &[u8]) -> Hash {
        let feed = Feed::new("rapport-audit-entry-1")
            .bytes(self.tenant.0.as_bytes())
            .bytes(self.id.as_bytes())
            .bytes(self.operation.0.as_bytes())
            .text(self.entity)
            .bytes(self.record.as_bytes())
            .text(self.action)
            .bytes(self.actor.0.as_bytes());
        let feed = match self.behind {
            None => feed.bytes(&[0]),
            Some(user) => feed.bytes(&[1]).bytes(user.0.as_bytes()),
        };
        feed.text(self.source)
            .int(self.at.as_micros())
            .int(self.version)
            .text(self.kind)
            .bytes(content)
            .done()
    }

    /// The step that writes the entry, and what gives it its place.
    pub(crate) fn step(
        &self,
        kind: DatabaseKind,
        salt: Salt,
        title: &str,
        changes: String,
    ) -> Step {
        let content = content(&salt, title, &changes);
        let digest = self.digest(&content);
        let mut sql = SqlText::new(match kind {
            DatabaseKind::Sqlite => INSERT,
            DatabaseKind::Postgres => INSERT_AND_QUEUE,
        });
        sql.param(self.tenant).push(", ").param(self.id);
        sql.push(", ").param(self.operation);
        sql.push(", ").param(self.entity);
        sql.push(", ").param(self.record);
        sql.push(", ").param(title);
        sql.push(", ").param(self.action);
        sql.push(", ").param(self.actor);
        sql.push(", ").param(self.behind);
        sql.push(", ").param(self.source);
        sql.push(", ").param(self.at);
        sql.push(", ").param(self.version);
        sql.push(", ").param(self.kind);
        sql.push(", ").param(Param::Bytes(salt.to_vec()));
        sql.push(", ").param(Param::Bytes(content.to_vec()));
        sql.push(", ").param(Param::Json(changes)).push(")");
        if kind == DatabaseKind::Postgres {
            sql.push(" RETURNING tenant_id, id) INSERT INTO audit_waiting (tenant_id, entry, digest) SELECT tenant_id, id, ");
            sql.param(Param::Bytes(digest.to_vec()))
                .push("::bytea FROM entry");
        }
        Step::chained(
            sql.finish(),
            Link {
                tenant: self.tenant,
                entry: self.id,
                digest,
            },
        )
    }
}

const INSERT: &str = "INSERT INTO audit (tenant_id, id, operation, entity, record_id, title, action, actor, behind, \
     source, at, version, kind, salt, content, changes) VALUES (";

const INSERT_AND_QUEUE: &str = "WITH entry AS (INSERT INTO audit (tenant_id, id, operation, entity, record_id, title, \
     action, actor, behind, source, at, version, kind, salt, content, changes) VALUES (";

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(hash: Hash) -> String {
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn entry() -> Entry<'static> {
        Entry {
            tenant: TenantId(Uuid::from_u128(1)),
            id: Uuid::from_u128(2),
            operation: OperationId(Uuid::from_u128(3)),
            entity: "contact",
            record: Uuid::from_u128(4),
            action: "create",
            actor: UserId(Uuid::from_u128(5)),
            behind: None,
            source: "api",
            at: Timestamp::from_micros(6),
            version: 1,
            kind: "change",
        }
    }

    #[test]
    fn the_encoding_never_changes() {
        // Made once by hand with another implementation: a chain written today must verify in ten years.
        let content = content(&[7; 16], "Ada", "[]");
        let digest = entry().digest(&content);
        assert_eq!(
            hex(content),
            "84621632975c58a116799331227ffcd67db37043f376286345c0819b26dd8a7a"
        );
        assert_eq!(
            hex(digest),
            "25520868536d3e3f036d67456c809e5615f88323499e66961b4ecf7307767fae"
        );
        assert_eq!(
            hex(place(&[0; 32], 1, &digest)),
            "36a3ae583f753d9794f1cd7f4f897a60779a0ff84182923266db2df2731acd14"
        );
    }

    #[test]
    fn no_two_fields_run_into_each_other() {
        let same = Entry {
            entity: "contac",
            ..entry()
        };
        assert_ne!(same.digest(&[]), entry().digest(&[]));
        assert_ne!(content(&[], "ab", "c"), content(&[], "a", "bc"));
        let behind = Entry {
            behind: Some(UserId(Uuid::nil())),
            ..entry()
        };
        assert_ne!(behind.digest(&[]), entry().digest(&[]));
    }
}
