//! Whom an identity provider means: the link between its subject and a user.

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::invitations::Accepted;
use super::rows::{self, INVITATION, Invitation, USER, User};
use super::users::{NewUser, insert_user};
use super::{Identity, unmatched};
use crate::Result;
use crate::row::RowRef;
use crate::sql::Statement;
use crate::transact::Step;

/// A link between a provider's subject and a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderIdentity {
    /// The tenant.
    pub tenant: TenantId,
    /// Its id.
    pub id: Uuid,
    /// The user.
    pub user: UserId,
    /// The provider, by its issuer.
    pub issuer: String,
    /// Whom it means, in its own words.
    pub subject: String,
    /// The address it told when the link was made.
    pub email: String,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Identity {
    /// The user whom a provider means.
    pub async fn user_by_provider(&self, issuer: &str, subject: &str) -> Result<Option<User>> {
        let text = format!(
            r#"SELECT {USER} FROM provider_identities l
               JOIN users u ON u."tenant_id" = l."tenant_id" AND u."id" = l."user_id"
               WHERE l."issuer" = $1 AND l."subject" = $2"#
        );
        let statement = Statement::new(text, vec![issuer.into(), subject.into()]);
        self.store.read_one(statement, rows::user).await
    }

    /// Whether a user proved to receive what is sent to the address.
    pub async fn email_verified(&self, user: &User) -> Result<bool> {
        let statement = Statement::new(
            r#"SELECT u."email_verified_at" FROM users u WHERE u."tenant_id" = $1 AND u."id" = $2"#,
            vec![user.tenant.into(), user.id.into()],
        );
        let found = self
            .of(user.tenant)
            .store
            .read_one(statement, |row| row.is_null(0))
            .await?;
        Ok(found == Some(false))
    }

    /// Notes that a user proved to receive what is sent to the address.
    pub async fn note_verified_email(&self, user: &User, at: Timestamp) -> Result<()> {
        let statement = Statement::new(
            r#"UPDATE users SET "email_verified_at" = COALESCE("email_verified_at", $1)
               WHERE "tenant_id" = $2 AND "id" = $3"#,
            vec![at.into(), user.tenant.into(), user.id.into()],
        );
        self.of(user.tenant).change(statement).await.map(drop)
    }

    /// The newest open invitation of an address, of whichever tenant.
    pub async fn invitation_of(&self, email: &str, at: Timestamp) -> Result<Option<Invitation>> {
        let text = format!(
            r#"SELECT {INVITATION} FROM invitations i WHERE i."email" = $1 AND i."used_at" IS NULL
               AND i."revoked_at" IS NULL AND i."expires_at" > $2 ORDER BY i."id" DESC LIMIT 1"#
        );
        let statement = Statement::new(text, vec![email.into(), at.into()]);
        self.store.read_one(statement, rows::invitation).await
    }

    /// Links a subject to a user. False: it is linked already.
    pub async fn link_provider(&self, link: &ProviderIdentity) -> Result<bool> {
        Ok(self
            .of(link.tenant)
            .attempt(vec![insert(link)])
            .await?
            .is_none())
    }

    /// Makes the invited user without a password, linked to a subject; the provider proved the address.
    pub async fn accept_by_provider(
        &self,
        invitation: &Invitation,
        user: &NewUser,
        link: &ProviderIdentity,
    ) -> Result<Accepted> {
        let at = link.created_at;
        let steps = vec![
            insert_user(invitation.tenant, user, at),
            Step::one(Statement::new(
                r#"UPDATE invitations SET "used_at" = $1, "used_by" = $2
                   WHERE "tenant_id" = $3 AND "id" = $4
                     AND "used_at" IS NULL AND "revoked_at" IS NULL AND "expires_at" > $1"#,
                vec![
                    at.into(),
                    user.id.into(),
                    invitation.tenant.into(),
                    invitation.id.into(),
                ],
            )),
            Step::one(Statement::new(
                r#"UPDATE users SET "email_verified_at" = $1 WHERE "tenant_id" = $2 AND "id" = $3"#,
                vec![at.into(), invitation.tenant.into(), user.id.into()],
            )),
            insert(link),
        ];
        match self.of(invitation.tenant).run(steps).await {
            Ok(_) => Ok(Accepted::Done),
            Err(failure) => Ok(match unmatched(failure)? {
                0 => Accepted::EmailTaken,
                _ => Accepted::Gone,
            }),
        }
    }

    /// Takes a link of a user away. False: there is none.
    pub async fn unlink_provider(&self, tenant: TenantId, user: UserId, id: Uuid) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"DELETE FROM provider_identities WHERE "tenant_id" = $1 AND "user_id" = $2 AND "id" = $3"#,
            vec![tenant.into(), user.into(), id.into()],
        ));
        Ok(self.of(tenant).attempt(vec![step]).await?.is_none())
    }

    /// The links of a user, oldest first.
    pub async fn provider_identities(
        &self,
        tenant: TenantId,
        user: UserId,
    ) -> Result<Vec<ProviderIdentity>> {
        let statement = Statement::new(
            r#"SELECT l."tenant_id", l."id", l."user_id", l."issuer", l."subject", l."email", l."created_at"
               FROM provider_identities l WHERE l."tenant_id" = $1 AND l."user_id" = $2 ORDER BY l."id""#,
            vec![tenant.into(), user.into()],
        );
        self.of(tenant).store.read_all(statement, identity).await
    }
}

fn insert(link: &ProviderIdentity) -> Step {
    Step::one(Statement::new(
        r#"INSERT INTO provider_identities ("tenant_id", "id", "user_id", "issuer", "subject", "email", "created_at")
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ("issuer", "subject") DO NOTHING"#,
        vec![
            link.tenant.into(),
            link.id.into(),
            link.user.into(),
            link.issuer.clone().into(),
            link.subject.clone().into(),
            link.email.clone().into(),
            link.created_at.into(),
        ],
    ))
}

fn identity(row: &RowRef<'_>) -> Result<ProviderIdentity> {
    Ok(ProviderIdentity {
        tenant: TenantId(row.uuid(0)?),
        id: row.uuid(1)?,
        user: UserId(row.uuid(2)?),
        issuer: row.text(3)?.to_owned(),
        subject: row.text(4)?.to_owned(),
        email: row.text(5)?.to_owned(),
        created_at: Timestamp::from_micros(row.int(6)?),
    })
}
