//! Sessions: one row per sign-in, holding the hashes of the refresh token in force and of the one before.

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::rows::{self, SESSION, Session, SessionState};
use super::{Identity, User};
use crate::Result;
use crate::sql::Statement;
use crate::transact::Step;

/// Expired sessions are kept this long, so that replays of their tokens are still recognised.
const KEPT_SECONDS: i64 = 30 * 86_400;

/// The next link in a chain of refresh tokens.
#[derive(Clone)]
pub struct Rotation {
    /// Hash of the token that was presented.
    pub presented: Vec<u8>,
    /// Hash of the token that replaces it.
    pub next: Vec<u8>,
    /// From which the next was made.
    pub salt: Vec<u8>,
    /// When.
    pub at: Timestamp,
    /// When the next token ends.
    pub expires_at: Timestamp,
}

impl Identity {
    /// What requests of a session may know and do.
    pub async fn session_state(&self, id: Uuid) -> Result<Option<SessionState>> {
        let statement = Statement::new(
            r#"SELECT u."tenant_id", u."id", u."time_zone", t."currency",
                 u."active", u."session_epoch", s."session_epoch", s."revoked_at",
                 a."id", a."time_zone", a."active"
               FROM sessions s
               JOIN users u ON u."tenant_id" = s."tenant_id" AND u."id" = s."user_id"
               LEFT JOIN users a ON a."tenant_id" = s."tenant_id" AND a."id" = s."acting_as"
               JOIN tenants t ON t."id" = s."tenant_id"
               WHERE s."id" = $1"#,
            vec![id.into()],
        );
        self.store.read_one(statement, rows::session_state).await
    }

    /// The session of a chain of refresh tokens.
    pub async fn session_by_handle(&self, handle: &str) -> Result<Option<Session>> {
        let text = format!(r#"SELECT {SESSION} FROM sessions s WHERE s."handle" = $1"#);
        let statement = Statement::new(text, vec![handle.into()]);
        self.store.read_one(statement, rows::session).await
    }

    /// The sessions of a user, newest first.
    pub async fn sessions_of(&self, user: &User) -> Result<Vec<Session>> {
        let text = format!(
            r#"SELECT {SESSION} FROM sessions s WHERE s."tenant_id" = $1 AND s."user_id" = $2 ORDER BY s."id" DESC"#
        );
        let statement = Statement::new(text, vec![user.tenant.into(), user.id.into()]);
        self.of(user.tenant)
            .store
            .read_all(statement, rows::session)
            .await
    }

    /// Replaces the token in force. False: it is not the one presented, or the session is over.
    pub async fn rotate(&self, session: &Session, rotation: &Rotation) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE sessions SET "previous_hash" = "token_hash", "token_hash" = $1, "rotation_salt" = $2,
                "rotated_at" = $3, "last_used_at" = $3, "expires_at" = $4
               WHERE "tenant_id" = $5 AND "id" = $6 AND "token_hash" = $7
                 AND "revoked_at" IS NULL AND "expires_at" > $3"#,
            vec![
                crate::sql::Param::Bytes(rotation.next.clone()),
                crate::sql::Param::Bytes(rotation.salt.clone()),
                rotation.at.into(),
                rotation.expires_at.into(),
                session.tenant.into(),
                session.id.into(),
                crate::sql::Param::Bytes(rotation.presented.clone()),
            ],
        ));
        Ok(self.of(session.tenant).attempt(vec![step]).await?.is_none())
    }

    /// Lets a session of `own` act in another user's name, or in its own again. False: the session is over, or does so
    /// already.
    pub async fn act_as(
        &self,
        tenant: TenantId,
        session: Uuid,
        own: UserId,
        other: Option<UserId>,
    ) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE sessions SET "acting_as" = $1
               WHERE "tenant_id" = $2 AND "id" = $3 AND "user_id" = $4 AND "revoked_at" IS NULL
                 AND ("acting_as" IS NULL) = $5"#,
            vec![
                other.into(),
                tenant.into(),
                session.into(),
                own.into(),
                other.is_some().into(),
            ],
        ));
        Ok(self.of(tenant).attempt(vec![step]).await?.is_none())
    }

    /// Ends one session of a user. False: there is no such session in force.
    pub async fn revoke_session_of(&self, user: &User, id: Uuid, at: Timestamp) -> Result<bool> {
        let step = Step::one(Statement::new(
            r#"UPDATE sessions SET "revoked_at" = $1, "revoked_because" = 'ended by the user'
               WHERE "tenant_id" = $2 AND "user_id" = $3 AND "id" = $4 AND "revoked_at" IS NULL
                 AND "expires_at" > $1 AND "session_epoch" = $5"#,
            vec![
                at.into(),
                user.tenant.into(),
                user.id.into(),
                id.into(),
                user.session_epoch.into(),
            ],
        ));
        Ok(self.of(user.tenant).attempt(vec![step]).await?.is_none())
    }

    /// Ends all sessions of a user but one; answers how many.
    pub async fn revoke_other_sessions(
        &self,
        user: &User,
        keep: Uuid,
        at: Timestamp,
    ) -> Result<u64> {
        let statement = Statement::new(
            r#"UPDATE sessions SET "revoked_at" = $1, "revoked_because" = 'ended by the user'
               WHERE "tenant_id" = $2 AND "user_id" = $3 AND "id" <> $4 AND "revoked_at" IS NULL
                 AND "expires_at" > $1 AND "session_epoch" = $5"#,
            vec![
                at.into(),
                user.tenant.into(),
                user.id.into(),
                keep.into(),
                user.session_epoch.into(),
            ],
        );
        Ok(self.of(user.tenant).change(statement).await?.affected)
    }

    /// Keeps a session in force until then.
    pub async fn keep_session(&self, id: Uuid, until: Timestamp) -> Result<()> {
        let statement = Statement::new(
            r#"UPDATE sessions SET "expires_at" = $1 WHERE "id" = $2 AND "revoked_at" IS NULL"#,
            vec![until.into(), id.into()],
        );
        self.change(statement).await.map(drop)
    }

    /// Ends a session; the first reason stays.
    pub async fn revoke_session(&self, id: Uuid, because: &str, at: Timestamp) -> Result<()> {
        let statement = Statement::new(
            r#"UPDATE sessions SET "revoked_at" = $1, "revoked_because" = $2
               WHERE "id" = $3 AND "revoked_at" IS NULL"#,
            vec![at.into(), because.into(), id.into()],
        );
        self.change(statement).await.map(drop)
    }
}

pub(super) fn insert_session(session: &Session) -> Step {
    Step::one(Statement::new(
        r#"INSERT INTO sessions ("tenant_id", "id", "user_id", "session_epoch", "handle", "token_hash",
            "user_agent", "created_at", "last_used_at", "expires_at")
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)"#,
        vec![
            session.tenant.into(),
            session.id.into(),
            session.user.into(),
            session.session_epoch.into(),
            session.handle.clone().into(),
            crate::sql::Param::Bytes(session.token_hash.clone()),
            session.user_agent.clone().into(),
            session.created_at.into(),
            session.expires_at.into(),
        ],
    ))
}

/// Drops the same user's sessions that ended long ago.
pub(super) fn forget_old(session: &Session) -> Step {
    let before = session.created_at.plus_seconds(-KEPT_SECONDS);
    Step::any(Statement::new(
        r#"DELETE FROM sessions WHERE "tenant_id" = $1 AND "user_id" = $2 AND "expires_at" < $3"#,
        vec![session.tenant.into(), session.user.into(), before.into()],
    ))
}
