//! How a session begins, and what its holder is told.

use rapport_kernel::{Error, Result, TenantId, Timestamp, UserId};
use rapport_store as store;

use crate::Accounts;
use crate::answers::{SessionAnswer, TenantView, UserView};
use crate::flows::trail::Client;
use crate::token::{ACCESS_SECONDS, Secret};

/// In front of every refresh token.
pub(super) const REFRESH_WORD: &str = "rpt_r_";

/// How long a refresh token is good.
pub(super) const REFRESH_SECONDS: i64 = 7 * 86_400;

impl Accounts {
    /// A new session with its first refresh token, not stored yet.
    pub(super) fn new_session(
        &self,
        tenant: TenantId,
        user: UserId,
        epoch: i64,
        client: Client<'_>,
        now: Timestamp,
    ) -> (store::Session, Secret) {
        let secret = Secret::new(self.random.as_ref());
        let session = store::Session {
            tenant,
            id: self.new_id(),
            user,
            session_epoch: epoch,
            handle: secret.handle.clone(),
            token_hash: secret.hash(),
            previous_hash: None,
            rotation_salt: None,
            rotated_at: None,
            user_agent: client.plain_agent(),
            created_at: now,
            last_used_at: now,
            expires_at: now.plus_seconds(REFRESH_SECONDS),
            revoked_at: None,
            acting_as: None,
        };
        (session, secret)
    }

    /// What the holder of a session is told.
    pub(super) async fn session_answer(
        &self,
        session: &store::Session,
        refresh: &Secret,
        user: &store::User,
        tenant: &store::Tenant,
    ) -> Result<SessionAnswer> {
        let now = self.now();
        let access_token =
            self.tokens
                .sign(session.tenant, session.user, session.id, self.new_id(), now)?;
        let access = self.model_of(user).await?;
        let left = session.expires_at.as_micros() - now.as_micros();
        Ok(SessionAnswer {
            access_token,
            expires_in: ACCESS_SECONDS,
            refresh_token: Some(refresh.text(REFRESH_WORD)),
            refresh_expires_in: left / 1_000_000,
            user: UserView::of(user, &access.model),
            tenant: TenantView::from(tenant),
            recovery_codes: None,
        })
    }

    /// The same session with an access token that is good for some seconds, for clients of other systems, which expect
    /// that. It ends with its session as any other; the session is kept as long.
    pub async fn lasting(&self, answer: SessionAnswer, seconds: i64) -> Result<SessionAnswer> {
        let now = self.now();
        let claims = self.tokens.verify(&answer.access_token, now)?;
        let (tenant, user, session) = (claims.tid, claims.sub, claims.sid);
        let id = self.new_id();
        let access_token = self
            .tokens
            .sign_for(tenant, user, session, id, now, seconds)?;
        if seconds > REFRESH_SECONDS {
            let until = now.plus_seconds(seconds);
            self.identity.keep_session(session, until).await?;
        }
        Ok(SessionAnswer {
            access_token,
            expires_in: seconds,
            ..answer
        })
    }

    pub(super) async fn tenant_of(&self, user: &store::User) -> Result<store::Tenant> {
        let tenant = self.identity.tenant(user.tenant).await?;
        tenant.ok_or_else(|| Error::not_found("tenant"))
    }
}
