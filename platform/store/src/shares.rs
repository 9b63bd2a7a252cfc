//! Records shared by hand: rows that [`rapport_schema::Filter::Shared`] looks for.

use rapport_kernel::{Level, RecordId, TenantId, Timestamp, UserId};
use uuid::Uuid;

use crate::row::RowRef;
use crate::sql::{SqlText, Statement};
use crate::{Result, StoreError, TenantStore};

/// What a record share names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GranteeKind {
    /// One user.
    User,
    /// The users of a role.
    Role,
    /// The members of a team.
    Team,
}

impl GranteeKind {
    /// The name on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
            Self::Team => "team",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::User, Self::Role, Self::Team]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// One record shared with one user, role or team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordShare {
    /// Its id.
    pub id: Uuid,
    /// The record's entity.
    pub entity: String,
    /// The record.
    pub record: RecordId,
    /// Whom it names.
    pub grantee: Uuid,
    /// What that is.
    pub kind: GranteeKind,
    /// How far it goes.
    pub level: Level,
    /// From then on it gives nothing.
    pub expires_at: Option<Timestamp>,
    /// Who shared.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
}

impl RecordShare {
    /// Whether it is in force at a moment.
    #[must_use]
    pub fn in_force(&self, at: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| end > at)
    }
}

impl TenantStore {
    /// The shares of a record, the oldest first, ended ones too.
    pub async fn shares(&self, entity: &str, record: RecordId) -> Result<Vec<RecordShare>> {
        let statement = Statement::new(
            "SELECT id, entity, record_id, grantee_id, grantee_kind, level, expires_at, created_by, created_at \
             FROM record_shares WHERE tenant_id = $1 AND entity = $2 AND record_id = $3 ORDER BY created_at, id",
            vec![self.tenant().into(), entity.into(), record.into()],
        );
        self.store().read_all(statement, read).await
    }
}

fn read(row: &RowRef<'_>) -> Result<RecordShare> {
    let unreadable = |text: &str| StoreError::Unreadable(format!("`{text}` of a record share"));
    let kind = row.text(4)?;
    Ok(RecordShare {
        id: row.uuid(0)?,
        entity: row.text(1)?.to_owned(),
        record: RecordId(row.uuid(2)?),
        grantee: row.uuid(3)?,
        kind: GranteeKind::parse(kind).ok_or_else(|| unreadable(kind))?,
        level: match row.text(5)? {
            "read" => Level::Read,
            "write" => Level::Write,
            other => return Err(unreadable(other)),
        },
        expires_at: row.opt_int(6)?.map(Timestamp::from_micros),
        created_by: UserId(row.uuid(7)?),
        created_at: Timestamp::from_micros(row.int(8)?),
    })
}

/// The statement that shares a record, or changes how it is shared with the same grantee.
pub(crate) fn put(tenant: TenantId, share: &RecordShare) -> Statement {
    let mut sql = SqlText::new(
        "INSERT INTO record_shares (tenant_id, id, entity, record_id, grantee_id, grantee_kind, level, \
         expires_at, created_by, created_at) VALUES (",
    );
    sql.param(tenant).push(", ").param(share.id);
    sql.push(", ").param(share.entity.as_str());
    sql.push(", ").param(share.record);
    sql.push(", ").param(share.grantee);
    sql.push(", ").param(share.kind.as_str());
    sql.push(", ").param(match share.level {
        Level::Read => "read",
        Level::Write => "write",
    });
    sql.push(", ").param(share.expires_at);
    sql.push(", ").param(share.created_by);
    sql.push(", ").param(share.created_at);
    sql.push(
        ") ON CONFLICT (tenant_id, entity, record_id, grantee_id) DO UPDATE SET level = excluded.level, \
         expires_at = excluded.expires_at, created_by = excluded.created_by, created_at = excluded.created_at",
    );
    sql.finish()
}

/// The statement that takes a share back.
pub(crate) fn remove(tenant: TenantId, id: Uuid) -> Statement {
    let mut sql = SqlText::new("DELETE FROM record_shares WHERE tenant_id = ");
    sql.param(tenant).push(" AND id = ").param(id);
    sql.finish()
}
