//! Roles: the tree of who answers for whom. It never has a cycle.

use rapport_kernel::{RoleNode, TenantId, Timestamp};
use uuid::Uuid;

use super::Identity;
use super::settle::Settled;
use super::users::lock_tenant;
use crate::Result;
use crate::row::RowRef;
use crate::sql::Statement;
use crate::transact::Step;

/// What may be changed of a role; none leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleChange {
    /// Its name.
    pub name: Option<String>,
    /// Its place in the tree: under another role, or at the top.
    pub parent: Option<Option<Uuid>>,
    /// Whether its users reach each other's records.
    pub share_with_peers: Option<bool>,
}

/// What came of adding or changing a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleKept {
    /// It is kept.
    Done,
    /// Another role has this name.
    NameTaken,
    /// There is no such role.
    Missing,
    /// There is no such parent.
    NoParent,
    /// The parent is the role itself or a role under it.
    Cycle,
}

/// What stands in the way of removing a role or a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Nothing: it is gone.
    Done,
    /// There is none.
    Missing,
    /// Users have it, or people are invited to it.
    Used,
    /// Sharing rules name it.
    Shared,
}

impl Identity {
    /// The roles of a tenant by name.
    pub async fn roles(&self, tenant: TenantId) -> Result<Vec<RoleNode>> {
        let statement = Statement::new(
            r#"SELECT "id", "name", "parent_id", "share_with_peers" FROM roles WHERE "tenant_id" = $1 ORDER BY "name""#,
            vec![tenant.into()],
        );
        self.of(tenant).store.read_all(statement, role).await
    }

    /// A role of a tenant.
    pub async fn role(&self, tenant: TenantId, id: Uuid) -> Result<Option<RoleNode>> {
        let statement = Statement::new(
            r#"SELECT "id", "name", "parent_id", "share_with_peers" FROM roles WHERE "tenant_id" = $1 AND "id" = $2"#,
            vec![tenant.into(), id.into()],
        );
        self.of(tenant).store.read_one(statement, role).await
    }

    /// Adds a role.
    pub async fn add_role(
        &self,
        tenant: TenantId,
        role: &RoleNode,
        at: Timestamp,
    ) -> Result<RoleKept> {
        let insert = Step::one(Statement::new(
            r#"INSERT INTO roles ("tenant_id", "id", "name", "parent_id", "share_with_peers", "created_at", "updated_at")
               VALUES ($1, $2, $3, $4, $5, $6, $6)"#,
            vec![
                tenant.into(),
                role.id.into(),
                role.name.clone().into(),
                role.parent.into(),
                role.share_with_peers.into(),
                at.into(),
            ],
        ));
        Ok(match self.of(tenant).settle(vec![insert]).await? {
            Settled::Done => RoleKept::Done,
            Settled::Taken => RoleKept::NameTaken,
            Settled::Unmatched(_) | Settled::Broken => RoleKept::NoParent,
        })
    }

    /// Changes a role. Changes of one tenant's tree wait for each other, so that no two of them close a circle.
    pub async fn change_role(
        &self,
        tenant: TenantId,
        id: Uuid,
        change: &RoleChange,
        at: Timestamp,
    ) -> Result<RoleKept> {
        let mut steps = vec![lock_tenant(tenant, at), update_role(tenant, id, change, at)];
        if let Some(parent) = change.parent {
            steps.push(move_role(tenant, id, parent));
        }
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => RoleKept::Done,
            Settled::Taken => RoleKept::NameTaken,
            Settled::Broken => RoleKept::NoParent,
            Settled::Unmatched(2) => RoleKept::Cycle,
            Settled::Unmatched(_) => RoleKept::Missing,
        })
    }

    /// Removes a role that nobody has and no rule names; the roles under it move up to its parent.
    pub async fn remove_role(&self, tenant: TenantId, id: Uuid, at: Timestamp) -> Result<Removed> {
        let steps = vec![
            lock_tenant(tenant, at),
            Step::any(Statement::new(
                r#"UPDATE invitations SET "role_id" = NULL WHERE "tenant_id" = $1 AND "role_id" = $2
                   AND ("used_at" IS NOT NULL OR "revoked_at" IS NOT NULL OR "expires_at" <= $3)"#,
                vec![tenant.into(), id.into(), at.into()],
            )),
            forget_shares(tenant, id),
            Step::any(Statement::new(
                r#"UPDATE roles SET "parent_id" = (SELECT r."parent_id" FROM roles r WHERE r."tenant_id" = $1 AND r."id" = $2)
                   WHERE "tenant_id" = $1 AND "parent_id" = $2"#,
                vec![tenant.into(), id.into()],
            )),
            Step::one(Statement::new(
                r#"DELETE FROM roles WHERE "tenant_id" = $1 AND "id" = $2
                   AND NOT EXISTS (SELECT 1 FROM users u WHERE u."tenant_id" = $1 AND u."role_id" = $2)
                   AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i."tenant_id" = $1 AND i."role_id" = $2)"#,
                vec![tenant.into(), id.into()],
            )),
        ];
        Ok(match self.of(tenant).settle(steps).await? {
            Settled::Done => Removed::Done,
            Settled::Broken | Settled::Taken => Removed::Shared,
            Settled::Unmatched(_) if self.role(tenant, id).await?.is_some() => Removed::Used,
            Settled::Unmatched(_) => Removed::Missing,
        })
    }
}

fn update_role(tenant: TenantId, id: Uuid, change: &RoleChange, at: Timestamp) -> Step {
    Step::one(Statement::new(
        r#"UPDATE roles SET "name" = COALESCE($1, "name"), "share_with_peers" = COALESCE($2, "share_with_peers"),
            "updated_at" = $3 WHERE "tenant_id" = $4 AND "id" = $5"#,
        vec![
            change.name.clone().into(),
            change.share_with_peers.into(),
            at.into(),
            tenant.into(),
            id.into(),
        ],
    ))
}

/// Puts a role under another, unless that one is it or under it.
fn move_role(tenant: TenantId, id: Uuid, parent: Option<Uuid>) -> Step {
    let Some(parent) = parent else {
        return Step::one(Statement::new(
            r#"UPDATE roles SET "parent_id" = NULL WHERE "tenant_id" = $1 AND "id" = $2"#,
            vec![tenant.into(), id.into()],
        ));
    };
    Step::one(Statement::new(
        r#"UPDATE roles SET "parent_id" = $1 WHERE "tenant_id" = $2 AND "id" = $3 AND NOT EXISTS (
             WITH RECURSIVE above("id", "parent_id") AS (
               SELECT r."id", r."parent_id" FROM roles r WHERE r."tenant_id" = $2 AND r."id" = $1
               UNION
               SELECT r."id", r."parent_id" FROM roles r JOIN above o ON r."id" = o."parent_id" WHERE r."tenant_id" = $2)
             SELECT 1 FROM above WHERE above."id" = $3)"#,
        vec![parent.into(), tenant.into(), id.into()],
    ))
}

/// Takes back what records were shared with a role or team that goes.
pub(super) fn forget_shares(tenant: TenantId, grantee: Uuid) -> Step {
    Step::any(Statement::new(
        r#"DELETE FROM record_shares WHERE "tenant_id" = $1 AND "grantee_id" = $2"#,
        vec![tenant.into(), grantee.into()],
    ))
}

fn role(row: &RowRef<'_>) -> Result<RoleNode> {
    Ok(RoleNode {
        id: row.uuid(0)?,
        name: row.text(1)?.to_owned(),
        parent: row.opt_uuid(2)?,
        share_with_peers: row.bool(3)?,
    })
}
