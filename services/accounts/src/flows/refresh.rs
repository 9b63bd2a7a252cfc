//! The chain of refresh tokens: each is spent for the next; a spent one that comes back ends the chain.
//!
//! The next token is made from the one before, a fresh salt and a key of the server, so that a second request with the
//! token just spent (another tab, a lost answer) can be given the very same successor: there is never a second chain.
//! That grace is for the immediate predecessor only, and for 10 seconds.

use rapport_kernel::{Error, ErrorCode, Result, Through, Timestamp};
use rapport_store as store;
use store::Rotation;

use super::session::{REFRESH_SECONDS, REFRESH_WORD};
use crate::Accounts;
use crate::answers::SessionAnswer;
use crate::authenticate::Session;
use crate::flows::trail::of_user;
use crate::keys::keyed_hash;
use crate::token::{Secret, hash, same};
use rapport_store::{AuditKind, AuditNote};

const GRACE_SECONDS: i64 = 10;

/// What a presented token is to its chain.
enum Standing {
    InForce,
    JustSpent(Secret),
    Replayed,
}

impl Accounts {
    /// Spends a refresh token for a session that goes on.
    pub async fn refresh(&self, refresh_token: &str) -> Result<SessionAnswer> {
        let presented = Secret::parse(REFRESH_WORD, refresh_token).ok_or_else(ended)?;
        // A rotation by another request between reading and writing is seen at the second look.
        for _ in 0..2 {
            let now = self.now();
            let (session, user) = self.live_session(&presented, now).await?;
            match self.standing(&session, &presented, now) {
                Standing::InForce => {
                    if let Some(next) = self.rotate(&session, &presented, now).await? {
                        return self.go_on(session, &next, &user, now).await;
                    }
                }
                Standing::JustSpent(next) => {
                    let tenant = self.tenant_of(&user).await?;
                    let user = self.acted(&session, user).await?;
                    return self.session_answer(&session, &next, &user, &tenant).await;
                }
                Standing::Replayed => {
                    self.end(&session, "refresh token replayed", now).await?;
                    let note = of_user(&user, AuditKind::SignOut, "token_replayed");
                    self.note_by(&user, note).await?;
                    tracing::warn!(session = %session.id, user = %user.id, "a spent refresh token was replayed; the session is ended");
                    return Err(ended());
                }
            }
        }
        Err(ended())
    }

    /// Ends a session.
    pub async fn sign_out(&self, session: &Session) -> Result<()> {
        if let Through::ApiKey(_) = session.actor.through {
            return Err(Error::new(
                ErrorCode::KEY_NOT_ALLOWED,
                "an API key is revoked, it does not sign out",
            ));
        }
        let user = session.actor.user.0;
        let note = AuditNote::new(AuditKind::SignOut, "user", user, "sign_out");
        let store = self.noting(session, note);
        let ended = store.revoke_session(session.id, "signed out", self.now());
        ended.await?;
        self.states.begin_epoch();
        Ok(())
    }

    /// Ends the session of a refresh token, whoever presents it. Nothing happens when it is no token in force.
    pub async fn sign_out_by_refresh_token(&self, refresh_token: &str) -> Result<()> {
        let Some(presented) = Secret::parse(REFRESH_WORD, refresh_token) else {
            return Ok(());
        };
        let now = self.now();
        let found = self.identity.session_by_handle(&presented.handle).await?;
        match found {
            Some(session)
                if !matches!(self.standing(&session, &presented, now), Standing::Replayed) =>
            {
                self.end(&session, "signed out", now).await?;
                let user = self.identity.user(session.tenant, session.user).await?;
                match user {
                    Some(user) => {
                        let note = of_user(&user, AuditKind::SignOut, "sign_out");
                        self.note_by(&user, note).await
                    }
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    async fn live_session(
        &self,
        presented: &Secret,
        now: Timestamp,
    ) -> Result<(store::Session, store::User)> {
        let session = self
            .identity
            .session_by_handle(&presented.handle)
            .await?
            .filter(|session| session.revoked_at.is_none() && session.expires_at > now)
            .ok_or_else(ended)?;
        let user = self
            .identity
            .user(session.tenant, session.user)
            .await?
            .filter(|user| user.active && user.session_epoch == session.session_epoch)
            .ok_or_else(ended)?;
        Ok((session, user))
    }

    fn standing(&self, session: &store::Session, presented: &Secret, now: Timestamp) -> Standing {
        let presented_hash = presented.hash();
        if same(&presented_hash, &session.token_hash) {
            return Standing::InForce;
        }
        let (Some(previous), Some(salt), Some(rotated_at)) = (
            &session.previous_hash,
            &session.rotation_salt,
            session.rotated_at,
        ) else {
            return Standing::Replayed;
        };
        let next = self.next(presented, salt);
        let in_time = now < rotated_at.plus_seconds(GRACE_SECONDS);
        if in_time && same(&presented_hash, previous) && same(&next.hash(), &session.token_hash) {
            Standing::JustSpent(next)
        } else {
            Standing::Replayed
        }
    }

    /// None: another request was faster.
    async fn rotate(
        &self,
        session: &store::Session,
        presented: &Secret,
        now: Timestamp,
    ) -> Result<Option<Secret>> {
        let mut salt = vec![0u8; 32];
        self.random.fill(&mut salt);
        let next = self.next(presented, &salt);
        let rotation = Rotation {
            presented: presented.hash(),
            next: hash(&next.bytes),
            salt,
            at: now,
            expires_at: now.plus_seconds(REFRESH_SECONDS),
        };
        let rotated = self.identity.rotate(session, &rotation).await?;
        Ok(rotated.then_some(next))
    }

    fn next(&self, presented: &Secret, salt: &[u8]) -> Secret {
        Secret {
            handle: presented.handle.clone(),
            bytes: keyed_hash(&self.keys.refresh, &[salt, &presented.bytes]),
        }
    }

    async fn go_on(
        &self,
        mut session: store::Session,
        next: &Secret,
        user: &store::User,
        now: Timestamp,
    ) -> Result<SessionAnswer> {
        session.expires_at = now.plus_seconds(REFRESH_SECONDS);
        let tenant = self.tenant_of(user).await?;
        let user = self.acted(&session, user.clone()).await?;
        self.session_answer(&session, next, &user, &tenant).await
    }

    /// The user in whose name a session acts.
    async fn acted(&self, session: &store::Session, own: store::User) -> Result<store::User> {
        let Some(other) = session.acting_as else {
            return Ok(own);
        };
        let other = self.identity.user(session.tenant, other).await?;
        other.ok_or_else(ended)
    }

    async fn end(&self, session: &store::Session, because: &str, now: Timestamp) -> Result<()> {
        self.identity
            .revoke_session(session.id, because, now)
            .await?;
        self.states.begin_epoch();
        Ok(())
    }
}

fn ended() -> Error {
    Error::new(
        ErrorCode::BAD_REFRESH_TOKEN,
        "the session has ended, sign in again",
    )
}
