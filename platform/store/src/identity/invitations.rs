//! Invitations to join a tenant.

use rapport_kernel::{TenantId, Timestamp};
use uuid::Uuid;

use super::mails::{NewMail, insert_mail};
use super::rows::{self, INVITATION, Invitation, Offer, TENANT};
use super::users::{NewUser, insert_user};
use super::{Identity, Session};
use crate::Result;
use crate::sql::{Param, Statement};
use crate::transact::Step;

/// What came of accepting an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// The user is there and signed in.
    Done,
    /// A user has this e-mail already.
    EmailTaken,
    /// Used, withdrawn or expired meanwhile.
    Gone,
}

impl Identity {
    /// Keeps an invitation with the letter that brings it; an open one for the same e-mail is withdrawn.
    pub async fn invite(&self, invitation: &Invitation, mail: Option<&NewMail>) -> Result<()> {
        let withdraw = Step::any(Statement::new(
            r#"UPDATE invitations SET "revoked_at" = $1
               WHERE "tenant_id" = $2 AND "email" = $3 AND "used_at" IS NULL AND "revoked_at" IS NULL"#,
            vec![
                invitation.created_at.into(),
                invitation.tenant.into(),
                invitation.email.clone().into(),
            ],
        ));
        let insert = Step::one(Statement::new(
            r#"INSERT INTO invitations ("tenant_id", "id", "email", "name", "profile_id", "role_id",
                "handle", "token_hash", "created_by", "created_at", "expires_at")
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"#,
            vec![
                invitation.tenant.into(),
                invitation.id.into(),
                invitation.email.clone().into(),
                invitation.name.clone().into(),
                invitation.profile.into(),
                invitation.role.into(),
                invitation.handle.clone().into(),
                Param::Bytes(invitation.token_hash.clone()),
                invitation.created_by.into(),
                invitation.created_at.into(),
                invitation.expires_at.into(),
            ],
        ));
        let mut steps = vec![withdraw, insert];
        steps.extend(mail.map(insert_mail));
        self.of(invitation.tenant).run(steps).await?;
        Ok(())
    }

    /// Open invitations of a tenant, newest first.
    pub async fn invitations(&self, tenant: TenantId, at: Timestamp) -> Result<Vec<Invitation>> {
        let text = format!(
            r#"SELECT {INVITATION} FROM invitations i WHERE i."tenant_id" = $1 AND i."used_at" IS NULL
               AND i."revoked_at" IS NULL AND i."expires_at" > $2 ORDER BY i."id" DESC"#
        );
        let statement = Statement::new(text, vec![tenant.into(), at.into()]);
        self.of(tenant)
            .store
            .read_all(statement, rows::invitation)
            .await
    }

    /// An invitation with tenant and inviter, by the handle in its secret.
    pub async fn offer(&self, handle: &str) -> Result<Option<Offer>> {
        let text = format!(
            r#"SELECT {INVITATION}, {TENANT}, u."name" FROM invitations i
               JOIN tenants t ON t."id" = i."tenant_id"
               JOIN users u ON u."tenant_id" = i."tenant_id" AND u."id" = i."created_by"
               WHERE i."handle" = $1"#
        );
        let statement = Statement::new(text, vec![handle.into()]);
        self.store.read_one(statement, rows::offer).await
    }

    /// Withdraws an open invitation. False: there is none.
    pub async fn withdraw(&self, tenant: TenantId, id: Uuid, at: Timestamp) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE invitations SET "revoked_at" = $1
               WHERE "tenant_id" = $2 AND "id" = $3 AND "used_at" IS NULL AND "revoked_at" IS NULL"#,
            vec![at.into(), tenant.into(), id.into()],
        ));
        Ok(self.of(tenant).attempt(vec![step]).await?.is_none())
    }

    /// Makes the invited user, marks the invitation used and begins a session, all or nothing.
    pub async fn accept(
        &self,
        invitation: &Invitation,
        user: &NewUser,
        session: &Session,
    ) -> Result<Accepted> {
        let at = session.created_at;
        let used = Step::one(Statement::new(
            r#"UPDATE invitations SET "used_at" = $1, "used_by" = $2
               WHERE "tenant_id" = $3 AND "id" = $4
                 AND "used_at" IS NULL AND "revoked_at" IS NULL AND "expires_at" > $1"#,
            vec![
                at.into(),
                user.id.into(),
                invitation.tenant.into(),
                invitation.id.into(),
            ],
        ));
        let steps = vec![
            insert_user(invitation.tenant, user, at),
            used,
            super::sessions::insert_session(session),
        ];
        Ok(match self.of(session.tenant).attempt(steps).await? {
            None => Accepted::Done,
            Some(0) => Accepted::EmailTaken,
            Some(_) => Accepted::Gone,
        })
    }
}
